using System.Globalization;
using System.Net;
using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Jobs;
using Cartulaire.App.Reading;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>Piles cut at separator pages that Cartulaire printed itself.</summary>
public sealed class PileTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pile_of_three_letters_is_cut_and_numbered_in_its_order()
    {
        var marie = fixture.Client("marie");
        var separator = await marie.GetByteArrayAsync("separators", Ct);
        var forTravaux = await marie.GetByteArrayAsync("separators?count=1&service=travaux", Ct);
        var pile = Merge(separator, Page("Lettre A un"), Page("Lettre A deux"), forTravaux, Page("Lettre B"), separator, Page("Lettre C"));
        var reception = await PutAsync(marie, pile, "pile.pdf");
        await Taken.QuietAsync(fixture.Sart);
        var (state, _) = await marie.MustAsync(HttpMethod.Get, $"receptions/{reception}");
        Assert.Equal("registered", state.Text("state"));
        Assert.True(fixture.Sart.Store.Blobs.Exists(BlobAddress.Parse(state.Text("blob"))));

        var letters = await LettersAsync(marie, reception);
        Assert.Equal(3, letters.Count);
        Assert.Equal(Enumerable.Range(letters[0].Number, 3), letters.Select(l => l.Number));
        Assert.Equal(["Lettre A un|Lettre A deux", "Lettre B", "Lettre C"], letters.Select(l => l.Text));
        var (second, _) = await marie.ReadAsync(letters[1].Item.ToString());
        Assert.Equal([fixture.Services["travaux"].ToString()], second["properties"]!["treating-services"]!.AsArray().Select(s => s!.GetValue<string>()));
        var (first, _) = await marie.ReadAsync(letters[0].Item.ToString());
        Assert.Null(first["properties"]!["treating-services"]);
    }

    [Fact]
    public async Task A_pile_taken_up_again_after_a_kill_and_worked_on_twice_at_once_gives_the_same_letters_once()
    {
        var marie = fixture.Client("marie");
        var separator = await marie.GetByteArrayAsync("separators", Ct);
        var reception = await PutAsync(marie, Merge(Page("Une"), separator, Page("Deux")), "deux.pdf");
        var snapshot = new JobSnapshot(
            JobId.New(), "separate", null, System.Text.Json.JsonSerializer.Serialize(new ReceivePile.Demand(Identifier.Read<ReceptionId>(reception)), JournalJson.Options), 1);

        // This one never ends its job, like a killed process: it does not hold the lease.
        var killed = await new SeparatePile(fixture.Host.GetRequiredService<ReadingState>()).RunAsync(new JobContext(fixture.Sart, snapshot, "killed"), Ct);
        Assert.True(killed.End is JobEnd.Failed or JobEnd.Impossible or JobEnd.Done, killed.End.ToString());
        await Taken.QuietAsync(fixture.Sart);
        var letters = await LettersAsync(marie, reception);
        Assert.Equal(["Une", "Deux"], letters.Select(l => l.Text));
        Assert.Equal(letters[0].Number + 1, letters[1].Number);
        var (state, _) = await marie.MustAsync(HttpMethod.Get, $"receptions/{reception}");
        Assert.Equal("registered", state.Text("state"));
        await using var db = fixture.Sart.Store.Read();
        Assert.Equal(2, await db.Items.CountAsync(i => i.IsFolder && i.Id != default && db.ItemKeys.Any(k => k.Register == "separated" && k.ItemId == i.Id && k.Key.StartsWith(reception)), Ct));
    }

    [Fact]
    public async Task The_files_of_a_batch_are_registered_in_their_order()
    {
        var marie = fixture.Client("marie");
        var separator = await marie.GetByteArrayAsync("separators", Ct);
        var batch = BatchId.New();
        var long_ = await PutAsync(marie, Merge(Page("1"), separator, Page("2"), separator, Page("3")), $"a.pdf&batch={batch}&sort=0");
        var short_ = await PutAsync(marie, Page("4"), $"b.pdf&batch={batch}&sort=1");
        await Taken.QuietAsync(fixture.Sart);
        var numbers = (await LettersAsync(marie, long_)).Concat(await LettersAsync(marie, short_)).Select(l => l.Number).ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 4), numbers);
    }

    [Fact]
    public async Task A_label_files_the_scan_into_its_record_without_a_number()
    {
        var marie = fixture.Client("marie");
        var (made, _) = await marie.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = "Pli à joindre" } });
        var label = await marie.GetByteArrayAsync($"labels?items={made.Text("id")}&skip=4", Ct);
        var entries = await CountAsync();
        var reception = await PutAsync(marie, Merge(label, Page("Suite du pli")), "suite.pdf");
        await Taken.QuietAsync(fixture.Sart);
        Assert.Equal(entries, await CountAsync());
        var document = Assert.Single(await marie.DocumentsAsync(made.Text("id")));
        Assert.Contains("Suite du pli", await Taken.TextOfAsync(fixture.Sart, document.Id), StringComparison.Ordinal);
        var (state, _) = await marie.MustAsync(HttpMethod.Get, $"receptions/{reception}");
        Assert.Equal(("joined", made.Text("id")), (state.Text("state"), state.Text("item")));
        var (stranger, _, _) = await fixture.Client("anne").SendAsync(HttpMethod.Get, $"labels?items={made.Text("id")}");
        Assert.Equal(HttpStatusCode.NotFound, stranger);
    }

    [Fact]
    public async Task A_black_and_white_tiff_is_cut_as_well()
    {
        var marie = fixture.Client("marie");
        var separator = await marie.GetByteArrayAsync("separators", Ct);
        var pages = new List<Image>();
        foreach (var page in new[] { Page("Premier courrier"), separator, Page("Second courrier") })
        {
            await using var session = (await (await fixture.Host.GetRequiredService<ReadingState>().ForPeopleAsync(Ct)).Value.OpenAsync(
                "sart", new MemoryStream(page), Engines.Conversion.ContentSniffer.Sniff(page, "a.pdf", null), Ct)).Value;
            pages.Add(Image.NewFromBuffer((await session.PageImageAsync(1, 1654, Ct)).Value.Jpeg).Colourspace(Enums.Interpretation.Bw));
        }

        var height = pages[0].Height;
        using var all = Image.Arrayjoin([.. pages], across: 1).Mutate(image => image.Set(GValue.GIntType, "page-height", height));
        var tiff = all.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, pageHeight: height, xres: 7.874, yres: 7.874);
        pages.ForEach(p => p.Dispose());
        var reception = await PutAsync(marie, tiff, "pile.tif");
        await Taken.QuietAsync(fixture.Sart);
        Assert.Equal(["Premier courrier", "Second courrier"], (await LettersAsync(marie, reception)).Select(l => l.Text));
    }

    [Fact]
    public async Task Who_may_not_make_letters_may_not_drop_a_pile()
    {
        var (status, problem, _) = await fixture.Client("anne").SendAsync(HttpMethod.Post, "receptions?separate=true&name=x.pdf", Page("x"));
        Assert.Equal((HttpStatusCode.Forbidden, "request.forbidden"), (status, problem!.Text("code")));
    }

    private static byte[] Page(string text) => MadeFiles.Pdf(text);

    private static byte[] Merge(params byte[][] files) => PdfMerger.Merge(files);

    private static async Task<string> PutAsync(HttpClient client, byte[] content, string name)
        => (await client.MustAsync(HttpMethod.Post, $"receptions?separate=true&name={name}", content)).Body.Text("id");

    private async Task<int> CountAsync()
    {
        await using var db = fixture.Sart.Store.Read();
        return await db.RegisterEntries.CountAsync(Ct);
    }

    private async Task<List<(ItemId Item, int Number, string Text)>> LettersAsync(HttpClient client, string reception)
    {
        List<ItemKeyRow> keys;
        await using (var db = fixture.Sart.Store.Read())
        {
            keys = await db.ItemKeys.Where(k => k.Register == "separated" && k.Key.StartsWith(reception + "/")).OrderBy(k => k.Key).ToListAsync(Ct);
        }

        var found = new List<(ItemId Item, int Number, string Text)>();
        foreach (var key in keys)
        {
            var (body, _) = await client.ReadAsync(key.ItemId.ToString());
            var document = Assert.Single(await client.DocumentsAsync(key.ItemId.ToString()));
            var pages = await PageTexts.OfDocumentAsync(fixture.Sart.Store, document.Id, Ct);
            found.Add((key.ItemId, int.Parse(body.Text("number")[^5..], CultureInfo.InvariantCulture), string.Join('|', pages.Select(p => p.Text.Trim()))));
        }

        return found;
    }
}
