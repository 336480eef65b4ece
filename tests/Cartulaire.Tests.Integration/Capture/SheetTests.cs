using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cartulaire.App.Reading;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Reading;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Tests.Integration.Capture;

/// <summary>The pages of letters, with real workers: turned, dropped, put in order, cut off, joined; what was received never changes.</summary>
public sealed class SheetTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_turned_dropped_and_moved_in_a_further_version_and_the_original_stays()
    {
        var marie = fixture.Client("marie");
        var (letter, document) = await marie.TakeInAsync("trois.pdf", Pile("Un", "Deux", "Trois"));
        await ArrangeAsync(marie, letter, (3, 90), (1, 0));

        Assert.Equal(["Trois", "Un"], await TextsAsync(document));
        var (pages, _) = await marie.MustAsync(HttpMethod.Get, $"items/{letter}/pages");
        Assert.Contains("poppler", pages.Text("tool"), StringComparison.Ordinal);
        var shown = await BytesAsync(marie, document);
        using (var pdf = PdfDocument.Open(shown))
        {
            Assert.Equal([90, 0], pdf.GetPages().Select(p => p.Rotation.Value));
        }

        // Turned once more, it is still the received page that is turned, not the turned one.
        await ArrangeAsync(marie, letter, (1, 90), (2, 0));
        var versions = await VersionsAsync(document);
        Assert.Equal([1, 2, 3], versions.Select(v => v.Number));
        (pages, _) = await marie.MustAsync(HttpMethod.Get, $"items/{letter}/pages");
        Assert.Equal(
            [(versions[0].Id.ToString(), 3, 180), (versions[0].Id.ToString(), 1, 0)],
            pages["pages"]!.AsArray().Select(p => (p!.Text("version"), p!["page"]!.GetValue<int>(), p!["turn"]!.GetValue<int>())));
        var original = await marie.GetByteArrayAsync($"versions/{versions[0].Id}/content", Ct);
        Assert.Equal(versions[0].Blob, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(original)));

        // Each is undone: the former version comes once more.
        await DeskTests.UndoAsync(marie, letter);
        await DeskTests.UndoAsync(marie, letter);
        versions = await VersionsAsync(document);
        Assert.Equal(5, versions.Count);
        Assert.Equal(versions[0].Blob, versions[4].Blob);
        Assert.Equal(["Un", "Deux", "Trois"], await TextsAsync(document));
        var (history, _) = await marie.MustAsync(HttpMethod.Get, $"items/{letter}/history");
        Assert.Contains("Pages remises en forme (tournées : 3, écartées : 2, ordre changé) ; le fichier reçu est gardé tel quel", history.AsArray().Select(e => e!.Text("what")));
    }

    [Fact]
    public async Task From_a_page_on_the_next_letter_begins_with_a_number_of_its_own_and_its_place_in_the_pile()
    {
        var marie = fixture.Client("marie");
        var (letter, document) = await marie.TakeInAsync("collees.pdf", Pile("Un", "Deux", "Trois"));
        var (after, _) = await marie.TakeInAsync("suivante.pdf", Pile("Autre"));
        var (read, tag) = await marie.ReadAsync(letter);
        await marie.MustAsync(HttpMethod.Patch, $"items/{letter}", new { properties = new JsonObject { ["reception-date"] = "2026-11-02" } }, tag);
        (_, tag) = await marie.ReadAsync(letter);
        var (split, _) = await marie.MustAsync(HttpMethod.Post, $"items/{letter}/pages/split", new { from = 3 }, tag);
        var next = split.Text("letter");

        Assert.Equal(["Un", "Deux"], await TextsAsync(document));
        Assert.Equal(["Trois"], await TextsAsync(Assert.Single(await marie.DocumentsAsync(next)).Id));
        var (made, _) = await marie.ReadAsync(next);
        Assert.True(Number(made) > Number((await marie.ReadAsync(after)).Body));
        Assert.Equal("2026-11-02", made["properties"]!.Text("reception-date"));
        var waiting = await DeskTests.WaitingAsync(marie);
        Assert.Equal([letter, next, after], waiting.Where(w => w == letter || w == next || w == after));

        // Undone: the pages come back, the number stays taken.
        await DeskTests.UndoAsync(marie, letter);
        Assert.Equal(["Un", "Deux", "Trois"], await TextsAsync(document));
        Assert.NotNull((await marie.ReadAsync(next)).Body["cancelledAt"]);
        Assert.Equal(Number(made), Number((await marie.ReadAsync(next)).Body));
        Assert.DoesNotContain(next, await DeskTests.WaitingAsync(marie));
        _ = read;
    }

    [Fact]
    public async Task A_letter_joins_another_its_number_is_cancelled_and_it_comes_back_when_undone()
    {
        var marie = fixture.Client("marie");
        var (first, document) = await marie.TakeInAsync("debut.pdf", Pile("Un"));
        using var scan = (Image.Black(400, 560) + 255).Cast(Enums.BandFormat.Uchar);
        var (second, _) = await marie.TakeInAsync("suite.png", scan.PngsaveBuffer());
        var merged = await MergeAsync(marie, first, second);
        Assert.Equal(HttpStatusCode.OK, merged.Status);

        using (var pdf = PdfDocument.Open(await BytesAsync(marie, document)))
        {
            Assert.Equal(2, pdf.NumberOfPages);
        }

        var (gone, _) = await marie.ReadAsync(second);
        var (kept, _) = await marie.ReadAsync(first);
        Assert.Equal($"Réuni au courrier {kept.Text("number")}.", gone.Text("cancelReason"));
        await using (var db = fixture.Sart.Store.Read())
        {
            var relation = await db.Relations.SingleAsync(r => r.SourceId == Identifier.Read<ItemId>(second), Ct);
            Assert.Equal(("merged-into", first), (relation.Kind, relation.TargetId.ToString()));
        }

        // The one that went cannot be brought back behind the other's back.
        var (_, tag) = await marie.ReadAsync(second);
        Assert.Equal("undo.other-letter", (await marie.SendAsync(HttpMethod.Post, $"items/{second}/undo", null, tag)).Body!.Text("code"));
        await DeskTests.UndoAsync(marie, first);
        Assert.Null((await marie.ReadAsync(second)).Body["cancelledAt"]);
        Assert.Equal(["Un"], await TextsAsync(document));
        Assert.Contains(second, await DeskTests.WaitingAsync(marie));
        await using var again = fixture.Sart.Store.Read();
        Assert.False(await again.Relations.AnyAsync(r => r.SourceId == Identifier.Read<ItemId>(second), Ct));
    }

    [Fact]
    public async Task Blank_pages_are_proposed_and_never_dropped_by_themselves()
    {
        var marie = fixture.Client("marie");
        var (letter, document) = await marie.TakeInAsync("recto-verso.pdf", PdfMerger.Merge([MadeFiles.Pdf("Recto"), Sheet(false), MadeFiles.Pdf("Suite"), Sheet(true)]));
        var (pages, _) = await marie.MustAsync(HttpMethod.Get, $"items/{letter}/pages?blank=true");
        Assert.Equal([2], pages["blank"]!.AsArray().Select(p => p!.GetValue<int>()));
        Assert.Equal(4, pages["pages"]!.AsArray().Count);
        Assert.Single(await VersionsAsync(document));
    }

    [Fact]
    public async Task Who_may_not_change_what_stands_as_evidence_arranges_nothing_and_a_stale_look_is_refused()
    {
        var marie = fixture.Client("marie");
        var (letter, document) = await marie.TakeInAsync("droits.pdf", Pile("Un", "Deux"));
        var (_, tag) = await marie.ReadAsync(letter);
        await marie.MustAsync(
            HttpMethod.Post, $"items/{letter}/confirmation",
            new { properties = new JsonObject { ["subject"] = "Droits", ["treating-services"] = new JsonArray(fixture.Services["travaux"].ToString()) } }, tag);
        var (_, now) = await marie.ReadAsync(letter);
        var body = new { pages = new[] { new { page = 2 } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.Client("paul").SendAsync(HttpMethod.Put, $"items/{letter}/pages", body, now)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Client("anne").SendAsync(HttpMethod.Put, $"items/{letter}/pages", body, now)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.Client("paul").SendAsync(HttpMethod.Post, $"items/{letter}/pages/split", new { from = 2 }, now)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await marie.SendAsync(HttpMethod.Put, $"items/{letter}/pages", body, tag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await marie.SendAsync(HttpMethod.Put, $"items/{letter}/pages", body)).Status);
        Assert.Equal("sheets.none-left", (await marie.SendAsync(HttpMethod.Put, $"items/{letter}/pages", new { pages = Array.Empty<object>() }, now)).Body!.Text("code"));
        Assert.Equal("sheets.page-unknown", (await marie.SendAsync(HttpMethod.Put, $"items/{letter}/pages", new { pages = new[] { new { page = 3 } } }, now)).Body!.Text("code"));
        Assert.Single(await VersionsAsync(document));
    }

    private static byte[] Pile(params string[] pages) => PdfMerger.Merge([.. pages.Select(MadeFiles.Pdf)]);

    // A sheet as a scanner gives it: grey paper with a shadow at its edge and specks; with or without a line of writing.
    private static byte[] Sheet(bool written)
    {
        using var noise = Image.Gaussnoise(1240, 1754, sigma: 6, mean: 238);
        var paper = noise.Cast(Enums.BandFormat.Uchar).Mutate(m =>
        {
            m.DrawRect([90], 0, 0, 14, 1754, true);
            for (var n = 0; n < 30; n++)
            {
                m.DrawRect([20], 100 + (n * 37), 200 + (n * 51 % 1400), 2, 2, true);
            }

            for (var n = 0; written && n < 60; n++)
            {
                m.DrawRect([30], 200 + (n * 12), 700, 6, 18, true);
            }
        });
        using (paper)
        {
            return MadeFiles.ScanPdf(paper.JpegsaveBuffer(q: 85), 1240, 1754, 1);
        }
    }

    private static async Task ArrangeAsync(HttpClient client, string letter, params (int Page, int Turn)[] pages)
        => await client.MustAsync(
            HttpMethod.Put, $"items/{letter}/pages", new { pages = pages.Select(p => new { page = p.Page, turn = p.Turn }) }, (await client.ReadAsync(letter)).Tag);

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> MergeAsync(HttpClient client, string letter, string other)
    {
        var (_, tag) = await client.ReadAsync(letter);
        var (_, otherTag) = await client.ReadAsync(other);
        var stamp = long.Parse(otherTag!.Trim('"'), CultureInfo.InvariantCulture);
        var (status, body, _) = await client.SendAsync(HttpMethod.Post, $"items/{letter}/pages/merge", new { other, stamp }, tag);
        Assert.True(status == HttpStatusCode.OK, $"{body}");
        return (status, body);
    }

    private async Task<List<(VersionId Id, int Number, string Blob)>> VersionsAsync(ItemId document)
    {
        await using var db = fixture.Sart.Store.Read();
        return [.. (await db.Versions.Where(v => v.ItemId == document).OrderBy(v => v.Number).ToListAsync(Ct)).Select(v => (v.Id, v.Number, v.Blob))];
    }

    private async Task<byte[]> BytesAsync(HttpClient client, ItemId document) => await client.GetByteArrayAsync($"versions/{(await VersionsAsync(document))[^1].Id}/content", Ct);

    private async Task<IReadOnlyList<string>> TextsAsync(ItemId document)
    {
        await Taken.QuietAsync(fixture.Sart);
        return [.. (await PageTexts.OfDocumentAsync(fixture.Sart.Store, document, Ct)).Select(p => p.Text.Trim())];
    }

    private static int Number(JsonNode item) => int.Parse(item.Text("number")[^5..], CultureInfo.InvariantCulture);
}
