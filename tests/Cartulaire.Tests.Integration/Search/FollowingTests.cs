using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Search;
using Cartulaire.App.Verification;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Cartulaire.Engines.Verification;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Search;

/// <summary>The index follows the journal: nothing stops it, nothing is read twice for nothing, and verification sees where it would be wrong.</summary>
public sealed class FollowingTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IndexFollower Follower => fixture.Sart.Search;

    [Fact]
    public async Task A_transition_that_changes_rights_reads_no_text_again_and_the_text_follows_the_rights()
    {
        var (marie, paul) = (fixture.Client("marie"), fixture.Client("paul"));
        var item = await CaptureAsync(marie, "Demande", "Le texte parle d'un zzhippocampe municipal.");
        await UntilAsync(async () => await TotalAsync(marie, "zzhippocampe") == 1 && await JobsAsync() == 0);
        Assert.Equal(0, await TotalAsync(paul, "zzhippocampe"));
        var pages = Follower.Index.Work.Pages;

        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(item, "route")).Status);

        Assert.Equal(1, await TotalAsync(paul, "zzhippocampe"));
        Assert.Equal(pages, Follower.Index.Work.Pages);
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_is_found_by_its_number_flagged_and_hides_nothing_behind_it()
    {
        var marie = fixture.Client("marie");
        var broken = await MakeAsync(marie, new { subject = "Illisible zzillisible" });
        await ActAsync(async (act, ct) =>
        {
            var row = await act.Db.Items.FindAsync([Identifier.Read<ItemId>(broken.Text("id"))], ct);
            row!.Properties = "{ no JSON";
            act.Journal("item.edited", row.Id);
        });

        await MakeAsync(marie, new { subject = "Suivante zzsuivante" });
        Assert.Equal(1, await TotalAsync(marie, "zzsuivante"));
        var found = await FindAsync(marie, $"numero:{broken.Text("number")} marque:{IndexEntry.NotIndexed}");
        Assert.Equal(broken.Text("id"), Assert.Single(found["hits"]!.AsArray())!.Text("id"));
        Assert.Equal(0, await TotalAsync(fixture.Client("anne"), $"numero:{broken.Text("number")}"));

        // Nor does it keep the letters behind it from being learnt.
        await using var db = fixture.Sart.Store.Read();
        var head = await db.Journal.MaxAsync(j => j.Number, Ct);
        Assert.Null(await ProposalLearner.FollowAsync(fixture.Sart, head, Ct));
        Assert.True(await LearntLetters.ReachedAsync(fixture.Sart.Store, Ct) >= head);
    }

    [Fact]
    public async Task Verification_names_what_is_missing_out_of_date_or_under_other_rights()
    {
        var marie = fixture.Client("marie");
        var made = new List<(ItemId Id, int Serial, int Set)>();
        for (var n = 0; n < 3; n++)
        {
            var id = Identifier.Read<ItemId>((await MakeAsync(marie, new { subject = $"Vérification {n}" })).Text("id"));
            await using var db = fixture.Sart.Store.Read();
            var row = await db.Items.SingleAsync(i => i.Id == id, Ct);
            made.Add((id, row.Serial, (int)row.AccessSet));
        }

        Assert.Empty((await VerifyAsync()).Faults);
        await Follower.Index.ApplyAsync(
            [
                new IndexChange.Delete(made[0].Serial),
                new IndexChange.Upsert(new IndexEntry { Serial = made[1].Serial, Id = made[1].Id, Kind = EntryKind.Record, AccessSet = made[1].Set, Updated = 1 }),
                new IndexChange.Rights(made[2].Serial, 0),
            ],
            Follower.Index.AsOf,
            Ct);
        Follower.Index.Refresh();

        var faults = (await VerifyAsync()).Faults;
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.Contains($"{made[0].Id} is missing", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains($"{made[1].Id} stands as of journal 1", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains($"{made[2].Id} stands under access set 0", StringComparison.Ordinal));
        await Follower.RebuildAsync(null, Ct);
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Lists_stay_whole_under_writes_while_the_index_is_rebuilt_twice_at_once()
    {
        var marie = fixture.Client("marie");
        var acknowledged = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await MakeAsync(marie, new { subject = $"Entretemps zzentretemps {acknowledged}" });
                    Interlocked.Increment(ref acknowledged);
                }
            },
            Ct);
        var reading = Task.Run(
            async () =>
            {
                var seen = 0;
                for (; !stop.IsCancellationRequested; seen++)
                {
                    var before = Volatile.Read(ref acknowledged);
                    Assert.InRange(await TotalAsync(fixture.Client("marie"), "zzentretemps"), before, int.MaxValue);
                }

                return seen;
            },
            Ct);
        for (var n = 0; n < 3; n++)
        {
            await Task.WhenAll(Follower.RebuildAsync(null, Ct), Follower.RebuildAsync(null, Ct));
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(await reading > 0);
        Assert.Equal(acknowledged, await TotalAsync(marie, "zzentretemps"));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_rebuild_beside_a_round_under_way_says_no_number_that_it_does_not_hold()
    {
        var marie = fixture.Client("marie");
        var item = (await MakeAsync(marie, new { subject = "Avant zzavant" })).Text("id");
        Assert.Equal(1, await TotalAsync(marie, "zzavant"));
        var rounds = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var (held, round) = (new TaskCompletionSource(), -1);
        Follower.Read = async () =>
        {
            var mine = Interlocked.Increment(ref round);
            held.TrySetResult();
            await (mine < 2 ? rounds[mine].Task : Task.CompletedTask);
        };
        try
        {
            await RenameAsync("Entre zzentre");
            await held.Task;
            await RenameAsync("Apres zzapres");
            var last = fixture.Sart.Store.Writer.CommittedNumber;
            var progress = new Halfway();
            var rebuild = Task.Run(() => Follower.RebuildAsync(progress, Ct), Ct);
            await progress.Reached.Task;
            rounds[0].SetResult();
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref round) == 1));
            progress.GoOn.Set();
            await rebuild;
            Follower.Index.Refresh();
            Assert.InRange(Follower.Index.AsOf, 0, last - 1);
        }
        finally
        {
            rounds[0].TrySetResult();
            rounds[1].TrySetResult();
            Follower.Read = () => Task.CompletedTask;
        }

        Assert.Equal(1, await TotalAsync(marie, "zzapres"));
        Assert.Empty((await VerifyAsync()).Faults);

        async Task RenameAsync(string subject)
        {
            var (_, tag) = await marie.MustAsync(HttpMethod.Get, $"items/{item}");
            await marie.MustAsync(HttpMethod.Patch, $"items/{item}", new { properties = new { subject } }, tag);
        }
    }

    [Fact]
    public async Task A_contact_with_a_new_name_is_what_its_letters_are_found_by()
    {
        var marie = fixture.Client("marie");
        var contact = (await marie.MustAsync(HttpMethod.Post, "contacts", new { kind = "person", name = "Zzancien" })).Body.Text("id");
        var item = (await MakeAsync(marie, new Dictionary<string, object> { ["subject"] = "Nom", ["sender"] = new[] { contact } })).Text("id");
        Assert.Equal(1, await TotalAsync(marie, "expediteur:zzancien"));
        var (_, tag) = await marie.MustAsync(HttpMethod.Get, $"contacts/{contact}");
        await marie.MustAsync(HttpMethod.Put, $"contacts/{contact}", new { kind = "person", name = "Zznouveau" }, tag);

        Assert.Equal(item, Assert.Single((await FindAsync(marie, "expediteur:zznouveau"))["hits"]!.AsArray())!.Text("id"));
        Assert.Equal(0, await TotalAsync(marie, "zzancien"));
    }

    [Fact]
    public async Task A_branch_of_folders_that_moves_takes_its_records_along_at_once()
    {
        var marie = fixture.Client("marie");
        var id = Identifier.Read<ItemId>((await MakeAsync(marie, new { subject = "Classée zzclassee" })).Text("id"));
        await using var db = fixture.Sart.Store.Read();
        var month = await db.Items.Where(i => db.Items.Any(r => r.Id == id && r.ParentId == i.Id)).SingleAsync(Ct);
        var year = await db.Items.SingleAsync(i => i.Id == month.ParentId, Ct);
        Assert.Equal(1, await TotalAsync(marie, $"zzclassee $tree:{year.Serial}"));
        var entries = Follower.Index.Work.Entries;

        await MoveAsync(month.Id, null);
        Assert.Equal(0, await TotalAsync(marie, $"zzclassee $tree:{year.Serial}"));
        Assert.Equal(1, await TotalAsync(marie, $"zzclassee $tree:{month.Serial}"));
        await MoveAsync(month.Id, year.Id);
        Assert.Equal(1, await TotalAsync(marie, $"zzclassee $tree:{year.Serial}"));
        Assert.Equal(entries + 2, Follower.Index.Work.Entries);
    }

    /// <summary>Holds a rebuild once it has read all.</summary>
    private sealed class Halfway : IProgress<(long Done, long Total)>
    {
        public TaskCompletionSource Reached { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public void Report((long Done, long Total) value)
        {
            if (value.Done == value.Total)
            {
                Reached.TrySetResult();
                GoOn.Wait(Ct);
            }
        }
    }

    private Task MoveAsync(ItemId folder, ItemId? parent) => ActAsync(async (act, ct) =>
    {
        (await act.Db.Items.FindAsync([folder], ct))!.ParentId = parent;
        act.Journal("folder.moved", folder);
    });

    private async Task ActAsync(Func<Act, CancellationToken, Task> change)
    {
        var written = await fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            async (act, ct) =>
            {
                await change(act, ct);
                return default(Done);
            },
            Ct);
        Assert.True(written.Outcome.IsSuccess);
    }

    private async Task<VerificationReport> VerifyAsync() => (await fixture.Host.GetRequiredService<VerifyHost>().RunAsync((_, _, _) => { }, Ct))["sart"];

    private async Task<int> JobsAsync()
    {
        await using var db = fixture.Sart.Store.Read();
        return await db.Jobs.CountAsync(Ct);
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Long);
        while (!await reached())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<string> CaptureAsync(HttpClient client, string subject, string text)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("incoming-mail"), "type");
        form.Add(new StringContent(JsonSerializer.Serialize(new Dictionary<string, object> { ["subject"] = subject, ["treating-services"] = new[] { fixture.Services["travaux"].ToString() } })), "properties");
        form.Add(new StringContent(text), "file", "lettre.txt");
        using var answer = await client.PostAsync("captures", form, Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.Text("id");
    }

    private static async Task<JsonNode> MakeAsync(HttpClient client, object properties)
        => (await client.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties })).Body;

    private static async Task<int> TotalAsync(HttpClient client, string query) => (await FindAsync(client, query))["total"]!.GetValue<int>();

    // An answer that came too early says so, and is asked again.
    private static async Task<JsonNode> FindAsync(HttpClient client, string query)
    {
        while (true)
        {
            var (body, _) = await client.MustAsync(HttpMethod.Get, "search?q=" + Uri.EscapeDataString(query));
            if (body["complete"]!.GetValue<bool>())
            {
                return body;
            }
        }
    }
}
