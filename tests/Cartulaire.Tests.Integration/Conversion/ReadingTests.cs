using Cartulaire.Engines.Conversion;
using NetVips;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Every format of the issue goes through the real worker.</summary>
public sealed class ReadingTests(ReadingRoom room)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] PageJpeg(string text, double turn = 0)
    {
        using var words = Image.Text(text, width: 1900, dpi: 300, font: "sans 12");
        using var page = words.Invert().Embed(250, 300, 2480, 3508, extend: Enums.Extend.White);
        using var shown = turn == 0 ? page.Copy() : page.Similarity(angle: turn, background: [255]);
        return shown.JpegsaveBuffer(q: 90);
    }

    /// <summary>How often a stretch of the sentence was read without fault.</summary>
    private static int Found(PageText read) => read.Text.Replace('\n', ' ').Split("conseil communal approuve la demande").Length - 1;

    [Fact]
    public async Task A_pdf_with_text_is_read_with_the_boxes_of_its_words()
    {
        var text = await room.TextAsync(MadeFiles.Pdf(MadeFiles.Sentence), "avis.pdf");
        var page = Assert.Single(text.Pages);
        Assert.Contains(MadeFiles.Sentence, page.Text, StringComparison.Ordinal);
        var word = page.Words.Single(word => word.Text == "communal");
        Assert.InRange(word.Y, 50, 90);
        Assert.InRange(word.X, 57, 200);
        Assert.StartsWith("PdfPig 0.1", page.Tool, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_in_a_pdf_is_read_by_ocr()
    {
        var pdf = MadeFiles.ScanPdf(PageJpeg(MadeFiles.Sentence), 2480, 3508, 1);
        await using var session = await room.OpenAsync(pdf, "scan.pdf");
        var text = (await session.TextAsync(1, 100, Ct)).Value;
        Assert.Empty(text.Pages);
        Assert.Equal([1], text.ToRead);
        var page = (await session.ReadPageAsync(1, ["fra", "nld"], Ct)).Value;
        Assert.Equal(MadeFiles.Sentence, page.Text.Replace('\n', ' '));
        Assert.Equal("fra", page.Language);
        Assert.StartsWith("tesseract 5", page.Tool, StringComparison.Ordinal);
        var image = (await session.PageImageAsync(1, 800, Ct)).Value;
        Assert.Equal(800, image.Width);
        Assert.Equal(1132, image.Height, 2.0);
    }

    [Fact]
    public async Task What_was_printed_over_a_scan_is_read_with_it()
    {
        await using var session = await room.OpenAsync(Scan(1, (page, font) => page.AddText("Entrée du 14 juillet 2026", 14, new(60, 300), font)), "tampon.pdf");
        var read = (await session.ReadPageAsync(1, ["fra"], Ct)).Value;
        Assert.InRange(Found(read), 6, 8);
        Assert.Contains("14 juillet 2026", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_fills_a_part_of_its_page_is_read_where_it_stands()
    {
        await using var whole = await room.OpenAsync(Scan(1), "page.pdf");
        await using var part = await room.OpenAsync(Scan(0.9), "partie.pdf");
        var (one, other) = ((await whole.ReadPageAsync(1, ["fra"], Ct)).Value, (await part.ReadPageAsync(1, ["fra"], Ct)).Value);
        Assert.InRange(Found(one), 6, 8);
        Assert.InRange(Found(other), 6, 8);
        Assert.Equal(one.Width / one.Height, other.Width / other.Height, 0.01);
        Assert.InRange(one.Words[0].Y / one.Height, 0.05, 0.15);
        Assert.InRange(other.Words[0].Y / other.Height, 0.15, 0.2);
    }

    [Fact]
    public async Task A_page_reads_the_same_whatever_was_read_before_it()
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-").FullName;
        try
        {
            var path = Path.Combine(folder, "deux.tif");
            using var first = Image.NewFromBuffer(PageJpeg(string.Join('\n', Enumerable.Repeat(MadeFiles.Sentence, 8))));
            using var second = Image.NewFromBuffer(PageJpeg("Une tout autre page, bien plus courte."));
            using var both = first.Join(second, Enums.Direction.Vertical);
            both.Tiffsave(path, pageHeight: first.Height);
            await using var session = await room.OpenAsync(await File.ReadAllBytesAsync(path, Ct), "deux.tif");
            var before = (await session.ReadPageAsync(1, ["fra"], Ct)).Value;
            Assert.Contains("plus courte", (await session.ReadPageAsync(2, ["fra"], Ct)).Value.Text, StringComparison.Ordinal);
            var after = (await session.ReadPageAsync(1, ["fra"], Ct)).Value;
            Assert.Equal(8, Found(before));
            Assert.Equal(before.Words, after.Words);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A page that holds a scanned sheet, over its whole surface or in its lower left corner, and perhaps more.</summary>
    private static byte[] Scan(double share, Action<UglyToad.PdfPig.Writer.PdfPageBuilder, UglyToad.PdfPig.Writer.PdfDocumentBuilder.AddedFont>? more = null)
    {
        using var builder = new UglyToad.PdfPig.Writer.PdfDocumentBuilder();
        var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
        var sheet = page.PageSize;
        page.AddJpeg(PageJpeg(string.Join('\n', Enumerable.Repeat(MadeFiles.Sentence, 8))), new(0, 0, sheet.Width * share, sheet.Height * share));
        more?.Invoke(page, builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica));
        return builder.Build();
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task A_turned_page_is_read_like_an_upright_one(int turned)
    {
        var lines = string.Join('\n', Enumerable.Repeat(MadeFiles.Sentence, 8));
        using var upright = Image.NewFromBuffer(PageJpeg(lines));
        using var page = upright.Rot(turned switch { 90 => Enums.Angle.D90, 180 => Enums.Angle.D180, _ => Enums.Angle.D270 });
        await using var session = await room.OpenAsync(page.JpegsaveBuffer(q: 90), "page.jpg");
        var read = (await session.ReadPageAsync(1, ["fra"], Ct)).Value;
        Assert.InRange(Found(read), 6, 8);
        Assert.Equal(360 - turned, read.Rotation);
        Assert.Equal((2480, 3508), ((int)read.Width, (int)read.Height));
        Assert.InRange(read.Words.Where(word => word.Text == "conseil").Min(word => word.Y), 250, 420);
    }

    [Fact]
    public async Task A_page_that_lies_askew_is_straightened_and_its_boxes_are_where_the_words_are()
    {
        var lines = string.Join('\n', Enumerable.Repeat(MadeFiles.Sentence, 8));
        await using var session = await room.OpenAsync(PageJpeg(lines, 2.5), "page.jpg");
        var read = (await session.ReadPageAsync(1, ["fra"], Ct)).Value;
        Assert.Equal(-2.5, read.Skew, 0.3);
        Assert.InRange(Found(read), 6, 8);
        var first = read.Words.First(word => word.Text == "Le");
        using var stored = Image.NewFromBuffer(PageJpeg(lines, 2.5));
        using var box = stored.Crop((int)first.X, (int)first.Y, (int)first.Width, (int)first.Height);
        Assert.True(box.Min() < 60, "no ink in the box");
        Assert.True(box.Avg() is > 60 and < 235, $"mean {box.Avg()}");
    }

    public static TheoryData<string> Pictures => new("a.png", "a.gif", "a.webp", "a.jpg", "a.tif");

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Pictures_become_pages(string name)
    {
        using var source = Image.NewFromBuffer(PageJpeg(MadeFiles.Sentence));
        var bytes = Path.GetExtension(name) switch
        {
            ".png" => source.PngsaveBuffer(),
            ".gif" => source.GifsaveBuffer(),
            ".webp" => source.WebpsaveBuffer(lossless: true),
            ".tif" => source.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1),
            _ => source.JpegsaveBuffer(),
        };
        await using var session = await room.OpenAsync(bytes, name);
        Assert.False(session.Type.Disagrees);
        Assert.Equal([1], (await session.TextAsync(1, 100, Ct)).Value.ToRead);
        var read = await session.ReadPageAsync(1, ["fra"], Ct);
        Assert.Contains("conseil communal", read.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_page_of_a_tiff_is_read_and_exif_turns_a_photograph()
    {
        using var first = Image.NewFromBuffer(PageJpeg("première page du courrier"));
        using var second = Image.NewFromBuffer(PageJpeg("seconde page du courrier"));
        using var both = Image.Arrayjoin([first, second], across: 1).Mutate(image => image.Set(GValue.GIntType, "page-height", 3508));
        await using (var session = await room.OpenAsync(both.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, pageHeight: 3508), "a.tiff"))
        {
            Assert.Equal(2, (await session.TextAsync(1, 100, Ct)).Value.PageCount);
            Assert.Contains("seconde page", (await session.ReadPageAsync(2, ["fra"], Ct)).Value.Text, StringComparison.Ordinal);
        }

        using var lying = first.Rot(Enums.Angle.D270).Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        await using var photograph = await room.OpenAsync(lying.JpegsaveBuffer(), "a.jpg");
        var read = (await photograph.ReadPageAsync(1, ["fra"], Ct)).Value;
        Assert.Equal((2480, 3508, 0), ((int)read.Width, (int)read.Height, read.Rotation));
        Assert.Contains("première page", read.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, FileKind> Offices => new()
    {
        { "a.docx", FileKind.Docx }, { "a.odt", FileKind.Odt }, { "a.ods", FileKind.Ods }, { "a.odp", FileKind.Odp }, { "a.xlsx", FileKind.Xlsx }, { "a.rtf", FileKind.Rtf },
        { "a.html", FileKind.Html }, { "a.txt", FileKind.Text }, { "a.csv", FileKind.Csv }, { "a.xml", FileKind.Xml }, { "a.eml", FileKind.Eml },
    };

    internal static byte[] Office(string name)
    {
        const string text = MadeFiles.Sentence;
        return Path.GetExtension(name) switch
        {
            ".docx" => MadeFiles.DocxWithText(text),
            ".odt" => MadeFiles.Odt(text),
            ".ods" => MadeFiles.Ods(text),
            ".odp" => MadeFiles.Odp(text),
            ".xlsx" => MadeFiles.Xlsx(text),
            ".rtf" => System.Text.Encoding.ASCII.GetBytes(MadeFiles.Rtf(text)),
            ".html" => System.Text.Encoding.UTF8.GetBytes(MadeFiles.Html(text)),
            ".csv" => System.Text.Encoding.UTF8.GetBytes($"objet;date\n{text};2026\nautre;2027\n"),
            ".xml" => System.Text.Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><a><b>{text}</b></a>"),
            ".eml" => System.Text.Encoding.UTF8.GetBytes(MadeFiles.Eml(text)),
            _ => System.Text.Encoding.UTF8.GetBytes(text),
        };
    }

    [Theory]
    [MemberData(nameof(Offices))]
    public async Task Office_files_and_texts_give_their_text(string name, FileKind kind)
    {
        await using var session = await room.OpenAsync(Office(name), name);
        Assert.Equal(kind, session.Type.Kind);
        Assert.False(session.Type.Disagrees);
        var text = await session.TextAsync(1, 100, Ct);
        Assert.True(text.IsSuccess, text.IsSuccess || session.Usable ? string.Join(' ', text.Failures) : await session.LastWordsAsync());
        var found = string.Join(' ', string.Join('\n', text.Value.Pages.Select(page => page.Text)).Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("conseil communal approuve", found, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found, StringComparison.Ordinal);
    }
}
