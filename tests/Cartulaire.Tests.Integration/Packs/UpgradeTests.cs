using System.Text.Json.Nodes;
using Cartulaire.App.Items;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Packs;

/// <summary>The life of a pack over a record in use (design §6): upgrade, conversion stopped half-way, way back, refusals.</summary>
public sealed class UpgradeTests
{
    private const int Letters = 1_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_letters_are_upgraded_by_all_four_kinds_stopped_half_way_finished_and_rolled_back()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        Assert.True((await fixture.InstallAsync(LetterPack.V1())).Outcome.IsSuccess);
        await fixture.FileAsync(Letters);
        var before = await fixture.ItemsAsync();
        var keys = await KeysAsync(fixture);

        await Assert.ThrowsAsync<StoppedException>(() => fixture.UpgradeAsync(LetterPack.V2(), StopAt(400)));
        await HalfWayAsync(fixture, PacksFixture.Converted);
        await fixture.ReopenAsync();
        await fixture.UntilConvertedAsync();

        var after = await fixture.ItemsAsync();
        Assert.All(after, i => Assert.Equal(PacksFixture.Converted(i.Serial), (i.State!, i.Properties)));
        Assert.All(after, i => Assert.Equal(fixture.Sart.Packs.Revision, i.PackRevision));
        Assert.Equal(before.Select(Fixed), after.Select(Fixed));
        Assert.Equal(keys, await KeysAsync(fixture));
        await EachOnceAsync(fixture, before);

        await Assert.ThrowsAsync<StoppedException>(() => fixture.RollBackAsync(StopAt(600)));
        await HalfWayAsync(fixture, PacksFixture.Letter);
        await fixture.ReopenAsync();
        await fixture.UntilConvertedAsync();

        var back = await fixture.ItemsAsync();
        Assert.Equal(before.Select(i => (i.State, i.Properties, Fixed(i))), back.Select(i => (i.State, i.Properties, Fixed(i))));
        Assert.All(back, i => Assert.Null(i.ConversionTrace));
        Assert.Equal(keys, await KeysAsync(fixture));
        Assert.Equal(1, fixture.Sart.Packs.Catalogue.Packs.Single().Version);
    }

    [Fact]
    public async Task An_upgrade_that_would_orphan_values_or_states_is_refused_with_the_counts_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.FileAsync(Letters);
        var bare = LetterPack.V2();
        bare.Remove("conversions.yaml");
        var refused = await fixture.UpgradeAsync(bare);

        // title: all; mode: of four letters one has p, one m, one f; check: of three one.
        Assert.Equal(
            new (string?, object?, object?, object?)[] { (null, "State", "check", 334L), ("mode", "Value", "f", 250L), ("mode", "Value", "m", 250L), ("mode", "Value", "p", 250L), ("title", "Field", null, 1000L) },
            refused.Outcome.Failures.Select(f => (f.Field, f.Args[0], f.Args[2], f.Args[3])).OrderBy(f => f.Field, StringComparer.Ordinal).ThenBy(f => (string?)f.Item3, StringComparer.Ordinal));
        Assert.All(refused.Outcome.Failures, f => Assert.Equal("upgrade.orphans", f.Code));
        Assert.Equal(1, fixture.Sart.Packs.Revision);
        Assert.Equal(1, await fixture.ReadAsync(db => db.Packs.CountAsync(Ct)));
        Assert.All(await fixture.ItemsAsync(), i => Assert.Equal(PacksFixture.Letter(i.Serial), (i.State!, i.Properties)));
    }

    [Fact]
    public async Task Versions_that_were_not_raised_silent_merges_and_older_packs_are_refused()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        var quiet = LetterPack.V2();
        quiet["types/letter.yaml"] = quiet["types/letter.yaml"].Replace("version: 2\n", "", StringComparison.Ordinal);
        Assert.Contains((await fixture.UpgradeAsync(quiet)).Outcome.Failures, f => f.Code == "upgrade.version-not-raised");

        var merging = LetterPack.V2();
        merging["conversions.yaml"] = merging["conversions.yaml"].Replace("{check: review}", "{check: end}", StringComparison.Ordinal);
        Assert.Contains((await fixture.UpgradeAsync(merging)).Outcome.Failures, f => f.Code == "conversion.target-existed");

        Assert.True((await fixture.UpgradeAsync(LetterPack.V2())).Outcome.IsSuccess);
        Assert.Equal("upgrade.version", (await fixture.UpgradeAsync(LetterPack.V1())).Outcome.Failure.Code);
        Assert.Equal("pack.installed", (await fixture.InstallAsync(LetterPack.V2())).Outcome.Failure.Code);
    }

    [Fact]
    public async Task The_way_back_is_refused_with_counts_where_it_would_be_guesswork()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        Assert.Equal("rollback.first", (await fixture.RollBackAsync()).Outcome.Failure.Code);
        await fixture.FileAsync(40);
        await fixture.UpgradeAsync(LetterPack.V2());

        // Written under version 2: a merged value and an urgency that version 1 cannot hold.
        await fixture.FileAsync(2, 41, _ => ("review", """{"mode":"mail","subject":"Nouveau"}"""));
        await fixture.FileAsync(3, 43, _ => ("end", """{"subject":"Pressé","urgency":"high"}"""));
        var refused = (await fixture.RollBackAsync()).Outcome.Failures;
        var merged = Assert.Single(refused, f => f.Code == "conversion.values-merged");
        Assert.Equal(("conversions.yaml:5", 2L), (merged.Field, merged.Args[0]));
        var orphan = Assert.Single(refused, f => f.Code == "upgrade.orphans");
        Assert.Equal(("urgency", 3L), (orphan.Field, orphan.Args[^1]));
        Assert.Equal(2, fixture.Sart.Packs.Catalogue.Packs.Single().Version);
    }

    [Fact]
    public async Task What_somebody_wrote_over_a_default_survives_the_way_back()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.FileAsync(2, 3, _ => ("new", """{"title":"Lettre"}"""));
        await fixture.UpgradeAsync(LetterPack.V2());
        await fixture.Sart.Store.Writer.RunAsync<Done>(
            PacksFixture.Actor,
            async (act, ct) =>
            {
                var row = await act.Db.Items.SingleAsync(i => i.Serial == 3, ct);
                row.Properties = row.Properties.Replace("A1", "Z9", StringComparison.Ordinal);
                act.Journal("test.edited", row.Id);
                return default(Done);
            },
            Ct);
        Assert.True((await fixture.RollBackAsync()).Outcome.IsSuccess);
        Assert.Equal(["""{"shelf":"Z9","title":"Lettre"}""", """{"title":"Lettre"}"""], (await fixture.ItemsAsync()).Select(i => i.Properties));
    }

    [Fact]
    public async Task Whoever_changes_an_item_not_yet_converted_raises_it_and_the_hook_sees_each_item_once()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.FileAsync(300);
        var raised = new List<int>();
        var product = fixture.Sart.ItemRaised!;
        fixture.Sart.ItemRaised = (act, row, ct) =>
        {
            raised.Add(row.Serial);
            return product(act, row, ct);
        };
        await Assert.ThrowsAsync<StoppedException>(() => fixture.UpgradeAsync(LetterPack.V2(), StopAt(200)));
        await fixture.Sart.Store.Writer.RunAsync<Done>(
            PacksFixture.Actor,
            async (act, ct) =>
            {
                var row = await act.Db.Items.SingleAsync(i => i.Serial == 300, ct);
                fixture.Sart.Packs.Now.Items.Raise(row);
                row.Stamp++;
                act.Journal("test.edited", row.Id);
                return default(Done);
            },
            Ct);
        Assert.Equal(100, await PackConversion.RunAsync(fixture.Sart, null, Ct) + 1);
        Assert.Equal(Enumerable.Range(1, 299), raised.Order());
        var items = await fixture.ItemsAsync();
        Assert.All(items, i => Assert.Equal(PacksFixture.Converted(i.Serial), (i.State!, i.Properties)));
        Assert.Equal(301, items[^1].Stamp);
        Assert.Equal(0, await PackConversion.RunAsync(fixture.Sart, null, Ct));
    }

    [Fact]
    public async Task An_item_not_yet_converted_is_edited_as_of_the_new_version()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.FileAsync(300);
        await Assert.ThrowsAsync<StoppedException>(() => fixture.UpgradeAsync(LetterPack.V2(), StopAt(100)));
        var late = (await fixture.ItemsAsync())[^2];
        Assert.Equal(1, late.PackRevision);
        var edited = await EditItem.HandleAsync(
            fixture.Sart, PacksFixture.Actor, null, new EditItem.Command(late.Id, late.Stamp, Cartulaire.Kernel.Types.Properties.Parse("""{"subject":"Autre"}""")), Ct);
        Assert.True(edited.Outcome.IsSuccess, string.Join("; ", edited.Outcome.Failures));
        var row = (await fixture.ItemsAsync())[^2];
        Assert.Equal(("Autre", "end", 300L), (row.Title, edited.Outcome.Value.State, edited.Outcome.Value.Stamp));
        Assert.Equal(PacksFixture.Converted(299).Properties.Replace("Lettre 299", "Autre", StringComparison.Ordinal), row.Properties);
        Assert.Equal(2, row.PackRevision);

        // What the edit raised is no longer converted, and still finds its way back.
        await PackConversion.RunAsync(fixture.Sart, null, Ct);
        Assert.True((await fixture.RollBackAsync()).Outcome.IsSuccess);
        Assert.Equal(PacksFixture.Letter(299).Properties.Replace("Lettre 299", "Autre", StringComparison.Ordinal), (await fixture.ItemsAsync())[^2].Properties);
    }

    [Fact]
    public async Task Titles_and_rights_follow_the_packs()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder);
        await fixture.InstallAsync(LetterPack.V1());
        await fixture.FileAsync(6);
        var next = LetterPack.V2();
        next["types/letter.yaml"] = next["types/letter.yaml"].Replace("title: \"{subject}\"", "title: \"Pli {subject}\"", StringComparison.Ordinal)
            .Replace("rights: [read, edit, transition]}", "states: [new, review], rights: [read, transition]}\n  - {to: [{role: clerk}], states: [end], rights: [read]}", StringComparison.Ordinal);
        var upgraded = await fixture.UpgradeAsync(next);
        Assert.True(upgraded.Outcome.IsSuccess, string.Join("; ", upgraded.Outcome.Failures));
        var rights = await fixture.ReadAsync(db => db.Items.Join(db.AccessGrants, i => i.AccessSet, g => g.SetNumber, (i, g) => new { i.Serial, i.Title, g.Principal, g.Rights }).OrderBy(r => r.Serial).ToListAsync(Ct));
        Assert.Equal(Enumerable.Range(1, 6).Select(n => ($"Pli Lettre {n}", "role:clerk", n % 3 == 2)), rights.Select(r => (r.Title, r.Principal, ((Rights)r.Rights) == Rights.Read || !((Rights)r.Rights).HasFlag(Rights.Transition))));
    }

    [Fact]
    public async Task Searches_of_dashboards_are_checked_before_they_come_into_force()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await PacksFixture.OpenAsync(folder, new OnlyTypes());
        var wrong = LetterPack.V1();
        wrong["dashboards.yaml"] = wrong["dashboards.yaml"].Replace("query: type:letter", "query: \"type:(\"", StringComparison.Ordinal);
        Assert.Equal("test.query", (await fixture.InstallAsync(wrong)).Outcome.Failure.Code);
        Assert.True((await fixture.InstallAsync(LetterPack.V1())).Outcome.IsSuccess);
    }

    private static Action<long, long> StopAt(long count) => (done, _) =>
    {
        if (done >= count)
        {
            throw new StoppedException();
        }
    };

    private static async Task HalfWayAsync(PacksFixture fixture, Func<int, (string State, string Properties)> expected)
    {
        var items = await fixture.ItemsAsync();
        var revision = fixture.Sart.Packs.Revision;
        Assert.InRange(items.Count(i => i.PackRevision == revision), 1, Letters - 1);
        Assert.Equal(items.Count(i => i.PackRevision < revision), await PackConversion.RemainingAsync(fixture.Sart, Ct));
        Assert.All(items, i =>
        {
            var read = fixture.Sart.Packs.Now.Items.Current(i);
            Assert.Equal(expected(i.Serial), (read.State!, read.Properties.ToJson()));
        });
    }

    private static async Task EachOnceAsync(PacksFixture fixture, List<ItemRow> items)
    {
        var batches = await fixture.ReadAsync(db => db.Journal.Where(j => j.Kind == "items.converted").Join(db.JournalDetails, j => j.Number, d => d.Number, (_, d) => d.Details).ToListAsync(Ct));
        var ids = batches.ConvertAll(b => JsonNode.Parse(b)!["items"]!.AsArray().Select(i => i!.GetValue<string>()).ToList());
        Assert.All(ids, b => Assert.InRange(b.Count, 1, 200));
        Assert.Equal(items.Select(i => i.Id.ToString()).Order(StringComparer.Ordinal), ids.SelectMany(b => b).Order(StringComparer.Ordinal));
    }

    private static Task<List<string>> KeysAsync(PacksFixture fixture) => fixture.ReadAsync(async db =>
    {
        var keys = await db.ItemKeys.OrderBy(k => k.Key).ToListAsync(Ct);
        var lines = await db.RegisterEntries.OrderBy(e => e.Number).ToListAsync(Ct);
        return keys.Select(k => $"{k.Register} {k.Key} {k.ItemId}").Concat(lines.Select(e => $"{e.Register} {e.Number} {e.Label} {e.ItemId}")).ToList();
    });

    private static (ItemId, int, long, string, DateTimeOffset, string) Fixed(ItemRow item) => (item.Id, item.Serial, item.Stamp, item.Title, item.ChangedAt, item.ChangedBy);

    private sealed class StoppedException : Exception;

    private sealed class OnlyTypes : IQueryCheck
    {
        public IReadOnlyList<Failure> Check(Cartulaire.Kernel.Packs.Catalogue catalogue, Cartulaire.Kernel.Packs.Dashboard dashboard)
            => catalogue.Types.Any(t => $"type:{t.Id}" == dashboard.Query.Id) ? [] : [new Failure(Refusal.Invalid, "test.query", dashboard.Id)];
    }
}
