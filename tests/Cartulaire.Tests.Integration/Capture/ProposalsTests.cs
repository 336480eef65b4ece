using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.App.Capture.Proposals;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Proposals;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Tests.Integration.Capture;

/// <summary>Proposals over REST, learnt from what Sart confirmed.</summary>
public sealed class ProposalsTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private const string Text = "Garage Collard SRL\nrue Haute 12, 5340 Gesves\nSart, le 3 mars 2026\nN/Réf. : GC-77\nObjet : Pneus de la balayeuse\nMadame,\nLes pneus sont arrivés.\nBien à vous\nTVA BE 0841.470.248 {0}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_confirmed_is_proposed_with_its_reason_rebuilt_from_the_record_and_forgotten()
    {
        var marie = fixture.Client("marie");
        var contact = await ContactAsync();
        var first = await LetterAsync(marie, 1);
        var (_, tag) = await marie.ReadAsync(first);
        await marie.MustAsync(
            HttpMethod.Patch,
            $"items/{first}",
            new Dictionary<string, object> { ["sender"] = new[] { contact.ToString() }, ["treating-services"] = new[] { fixture.Services["travaux"].ToString() } },
            tag);
        await FollowAsync();
        var second = await LetterAsync(marie, 2);
        Assert.DoesNotContain(await ProposedAsync(marie, second), p => p!.Text("field") == "sender");

        Assert.Equal(HttpStatusCode.OK, (await marie.TransitAsync(first, "route")).Status);
        await FollowAsync();
        var known = await ProposedAsync(marie, second);
        var sender = known.Single(p => p!.Text("field") == "sender")!;
        Assert.Equal([contact.ToString()], sender["value"]!.AsArray().Select(v => v!.GetValue<string>()));
        Assert.Contains("BE 0841.470.248", sender.Text("reason"), StringComparison.Ordinal);
        Assert.Equal([fixture.Services["travaux"].ToString()], known.Single(p => p!.Text("field") == "treating-services")!["value"]!.AsArray().Select(v => v!.GetValue<string>()));
        Assert.Equal("2026-03-03", known.Single(p => p!.Text("field") == "mail-date")!.Text("value"));
        Assert.Equal("GC-77", known.Single(p => p!.Text("field") == "external-reference")!.Text("value"));
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Client("anne").SendAsync(HttpMethod.Get, $"items/{second}/proposals")).Status);

        // Nothing was imposed.
        Assert.Null((await marie.ReadAsync(second)).Body["properties"]!["sender"]);

        await fixture.Sart.Store.WriteDerivedAsync(
            async (db, ct) =>
            {
                await db.LearntLetters.ExecuteDeleteAsync(ct);
                await db.LearningProgress.ExecuteDeleteAsync(ct);
            },
            Ct);
        await FollowAsync();
        await using (var derived = fixture.Sart.Store.ReadDerived())
        {
            Assert.Equal([first], await derived.LearntLetters.Select(l => l.Source).ToListAsync(Ct));
        }

        Assert.Null(await ProposalLearner.ForgetAsync(fixture.Sart, contact, Ct));
        Assert.DoesNotContain(await ProposedAsync(marie, second), p => p!.Text("field") == "sender");
        await using var after = fixture.Sart.Store.ReadDerived();
        Assert.Equal(0, await after.LearntLetters.CountAsync(Ct));
    }

    [Fact]
    public async Task The_newest_letters_are_kept_and_the_oldest_make_room()
    {
        var store = fixture.Sart.Store;
        using var learnt = new LearntLetters { Kept = 20 };
        await ForgetAllAsync();
        for (var n = 0; n < 60; n += 6)
        {
            var letters = Enumerable.Range(n, 6).Select(i => new Confirmation($"letter-{i:000}", new DateOnly(2026, 1, 1).AddDays(i), null, "t", null, [i], [i], [i])).ToList();
            Assert.Null(await learnt.KeepAsync(store, letters, [], null, Ct));
        }

        await using (var db = store.ReadDerived())
        {
            var kept = await db.LearntLetters.Select(l => l.Source).OrderBy(s => s).ToListAsync(Ct);
            Assert.InRange(kept.Count, 20, 22);
            Assert.Equal("letter-059", kept[^1]);
            Assert.Equal(kept, await learnt.AskAsync(store, l => l.State.Select(c => c.Source).ToList(), Ct));
        }

        await ForgetAllAsync();
    }

    private Task ForgetAllAsync() => fixture.Sart.Store.WriteDerivedAsync((db, ct) => db.LearntLetters.ExecuteDeleteAsync(ct), Ct);

    private static async Task<JsonArray> ProposedAsync(HttpClient client, string item) => (await client.MustAsync(HttpMethod.Get, $"items/{item}/proposals")).Body.AsArray();

    private async Task FollowAsync()
    {
        await using var db = fixture.Sart.Store.Read();
        Assert.Null(await ProposalLearner.FollowAsync(fixture.Sart, await db.Journal.MaxAsync(j => j.Number, Ct), Ct));
    }

    private async Task<string> LetterAsync(HttpClient marie, int number)
    {
        var (made, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = $"Lettre {number}" } });
        var item = made.Text("id");
        var (added, _) = await marie.MustAsync(HttpMethod.Post, $"items/{item}/documents?name=scan.txt", Encoding.UTF8.GetBytes($"scan {number}"));
        var version = Identifier.Read<VersionId>(added.Text("version"));
        await using var db = fixture.Sart.Store.Read();
        var blob = await db.Versions.Where(v => v.Id == version).Select(v => v.Blob).SingleAsync(Ct);
        var text = Text.Replace("{0}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var failure = await fixture.Sart.Store.WriteDerivedAsync(
            (derived, _) =>
            {
                derived.PageTexts.Add(new PageTextRow { Blob = blob, Page = 1, Text = Compression.OfText(text), Words = [], Language = "fra", Confidence = 90 });
                return Task.CompletedTask;
            },
            Ct);
        Assert.Null(failure);
        return item;
    }

    private async Task<ContactId> ContactAsync()
    {
        var contact = ContactId.New();
        await fixture.Sart.Store.Writer.RunAsync<Done>(
            HttpFixture.Actor,
            (act, _) =>
            {
                act.Db.Contacts.Add(new ContactRow
                {
                    Id = contact,
                    Kind = "organisation",
                    Name = "Garage Collard",
                    Search = "garage collard",
                    Active = true,
                    CreatedAt = act.Now,
                    ChangedAt = act.Now,
                });
                act.Journal("contact.made", contact);
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            Ct);
        return contact;
    }
}
