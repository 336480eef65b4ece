using System.Text;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using NetVips;

namespace Cartulaire.Tests.Integration.Reading;

/// <summary>Every format of the issue, dropped as a clerk drops it: found by its words, seen as a page, its parts in the record.</summary>
public sealed class InputKindTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private const string Words = "conseil communal approuve";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => new(
        "a.pdf", "scan.pdf", "a.tif", "a.jpg", "a.png", "a.gif", "a.webp", "a.heic", "a.doc", "a.docx", "a.odt", "a.xls", "a.xlsx", "a.ods", "a.ppt", "a.pptx", "a.odp",
        "a.rtf", "a.txt", "a.csv", "a.html", "a.xml", "a.eml", "a.msg");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_of_each_kind_is_found_by_its_words_and_seen(string name)
    {
        var marie = fixture.Client("marie");
        var (item, document) = await marie.TakeInAsync(name, await MakeAsync(name));
        await Taken.QuietAsync(fixture.Sart);
        var text = await Taken.TextOfAsync(fixture.Sart, document);
        Assert.Contains(Words, string.Join(' ', text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        var (version, _) = await Taken.VersionAsync(fixture.Sart, document);
        var (pages, _) = await marie.MustAsync(HttpMethod.Get, $"versions/{version}/pages");
        Assert.Equal((name == "a.tif" ? 2 : 1, "done"), (pages["count"]!.GetValue<int>(), pages.Text("state")));
        using var image = Image.NewFromBuffer(await marie.GetByteArrayAsync($"versions/{version}/pages/1.jpg?width=640", Ct));
        Assert.Equal(640, image.Width);
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        Assert.True(grey.Min() < 120 && grey.Avg() > 150, $"ink {grey.Min()}, paper {grey.Avg()}");

        string[] parts = Path.GetExtension(name) switch { ".eml" => ["message-1.txt", "liste.csv"], ".msg" => ["message.txt", "plan.txt"], _ => [] };
        Assert.Equal([name, .. parts], (await marie.DocumentsAsync(item)).Select(d => d.Title));
    }

    [Fact]
    public async Task Each_entry_of_an_archive_is_a_document_of_the_record_found_and_seen_for_itself()
    {
        var marie = fixture.Client("marie");
        var zip = MadeFiles.Zip(("lettre.docx", MadeFiles.DocxWithText(MadeFiles.Sentence)), ("annexes/plan.png", await MakeAsync("a.png")), ("annexes/note.txt", Encoding.UTF8.GetBytes(MadeFiles.Sentence)));
        var (item, _) = await marie.TakeInAsync("dossier.zip", zip);
        await Taken.QuietAsync(fixture.Sart);
        var documents = await marie.DocumentsAsync(item);
        Assert.Equal(["dossier.zip", "lettre.docx", "plan.png", "note.txt"], documents.Select(d => d.Title));
        foreach (var entry in documents.Skip(1))
        {
            Assert.Contains("conseil communal", await Taken.TextOfAsync(fixture.Sart, entry.Id), StringComparison.Ordinal);
            var (version, _) = await Taken.VersionAsync(fixture.Sart, entry.Id);
            Assert.NotEmpty(await marie.GetByteArrayAsync($"versions/{version}/pages/1.jpg", Ct));
        }
    }

    private static async Task<byte[]> MakeAsync(string name)
    {
        switch (name)
        {
            case "a.pdf":
                return MadeFiles.Pdf(MadeFiles.Sentence);
            case "scan.pdf":
                return ReadTextTests.Scan(MadeFiles.Sentence);
            case "a.msg":
                return MadeMsg.Make("Demande", MadeFiles.Sentence, "anne@example.be", "plan.txt", "le plan");
            case "a.doc":
                return await ToolFiles.OfficeAsync(MadeFiles.Odt(MadeFiles.Sentence), "odt", "doc");
            case "a.xls":
                return await ToolFiles.OfficeAsync(MadeFiles.Ods(MadeFiles.Sentence), "ods", "xls");
            case "a.ppt" or "a.pptx":
                return await ToolFiles.OfficeAsync(MadeFiles.Odp(MadeFiles.Sentence), "odp", name[2..]);
            case "a.tif" or "a.jpg" or "a.png" or "a.gif" or "a.webp" or "a.heic":
                return await PictureAsync(Path.GetExtension(name));
            default:
                return ReadingTests.Office(name);
        }
    }

    private static async Task<byte[]> PictureAsync(string extension)
    {
        using var ink = Image.Text(MadeFiles.Sentence, dpi: 300, width: 1400, font: "DejaVu Sans 12");
        using var page = ink.Invert().Embed(120, 200, 1654, 2340, extend: Enums.Extend.White);
        if (extension == ".tif")
        {
            using var both = Image.Arrayjoin([page, page], across: 1).Mutate(image => image.Set(GValue.GIntType, "page-height", page.Height));
            return both.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, pageHeight: page.Height, xres: 200 / 25.4, yres: 200 / 25.4);
        }

        return extension switch
        {
            ".jpg" => page.JpegsaveBuffer(q: 85),
            ".gif" => page.GifsaveBuffer(),
            ".webp" => page.WebpsaveBuffer(q: 90),
            ".heic" => await ToolFiles.HeicAsync(page.PngsaveBuffer()),
            _ => page.PngsaveBuffer(),
        };
    }
}
