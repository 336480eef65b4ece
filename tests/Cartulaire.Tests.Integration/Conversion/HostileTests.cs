using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Text;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Files that mean harm.</summary>
public sealed class HostileTests(ReadingRoom room)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Callers => new("a.docx", "a.html", "a.fodt", "a.rtf", "a.ods", "a.pptx", "a.eml");

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task S_02_no_document_calls_out_or_reads_a_file_of_the_host(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/pixel.png";
        var folder = Directory.CreateTempSubdirectory("canary");
        var canary = Path.Combine(folder.FullName, "canary.txt");
        await File.WriteAllTextAsync(canary, "canarijaune", Ct);
        await using (var session = await room.OpenAsync(Caller(name, url, $"file://{canary}"), name))
        {
            var text = await session.TextAsync(1, 100, Ct);
            var said = text.IsSuccess ? string.Join('\n', text.Value.Pages.Select(page => page.Text)) : "";
            Assert.True(text.IsSuccess, text.IsSuccess || session.Usable ? string.Join(" ", text.Failures) : await session.LastWordsAsync());
            Assert.Contains("visible", said, StringComparison.Ordinal);
            Assert.DoesNotContain("canarijaune", said, StringComparison.Ordinal);
        }

        Assert.False(listener.Pending());
        folder.Delete(recursive: true);
    }

    private static byte[] Caller(string name, string url, string file) => Path.GetExtension(name) switch
    {
        ".docx" => MadeFiles.Docx(
            "<w:p><w:r><w:t>visible</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent cx=\"900000\" cy=\"900000\"/><wp:docPr id=\"1\" name=\"i\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"i\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link=\"rI\"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
            $"<Relationship Id=\"rI\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"{url}\" TargetMode=\"External\"/>"),
        ".html" => Encoding.UTF8.GetBytes($"<html><body>visible <img src=\"{url}\"><iframe src=\"{file}\"></iframe><object data=\"{file}\"></object></body></html>"),
        ".fodt" => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><office:document {MadeFiles.Namespaces} office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p>visible <draw:frame svg:width=\"2cm\" svg:height=\"2cm\"><draw:image xlink:href=\"{url}\"/></draw:frame></text:p><text:section text:name=\"s\"><text:section-source xlink:href=\"{file}\"/></text:section></office:text></office:body></office:document>"),
        ".rtf" => Encoding.ASCII.GetBytes($"{{\\rtf1 visible {{\\field{{\\*\\fldinst INCLUDEPICTURE \"{url}\"}}{{\\fldrslt}}}}{{\\field{{\\*\\fldinst INCLUDETEXT \"{file}\"}}{{\\fldrslt}}}}\\par}}"),
        ".ods" => MadeFiles.OpenDocument("spreadsheet", $"<table:table table:name=\"F\"><table:table-row><table:table-cell office:value-type=\"string\" table:formula=\"of:=WEBSERVICE(&quot;{url}&quot;)\"><text:p>x</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>visible</text:p><draw:frame svg:width=\"2cm\" svg:height=\"2cm\"><draw:image xlink:href=\"{url}\"/></draw:frame></table:table-cell></table:table-row></table:table>"),
        ".pptx" => Presentation(url),
        _ => Encoding.UTF8.GetBytes($"From: a@b.be\r\nTo: c@d.be\r\nSubject: visible\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>visible</p><img src=\"{url}\"><iframe src=\"{file}\"></iframe>"),
    };

    private static byte[] Presentation(string url)
    {
        const string relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string spaces = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
        return MadeFiles.Zip(
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/ppt/presentation.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml\"/><Override PartName=\"/ppt/slides/slide1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.slide+xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relationships}/officeDocument\" Target=\"ppt/presentation.xml\"/></Relationships>"),
            ("ppt/_rels/presentation.xml.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relationships}/slide\" Target=\"slides/slide1.xml\"/></Relationships>"),
            ("ppt/presentation.xml", $"<p:presentation {spaces}><p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/></p:sldIdLst><p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>"),
            ("ppt/slides/_rels/slide1.xml.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relationships}/image\" Target=\"{url}\" TargetMode=\"External\"/></Relationships>"),
            ("ppt/slides/slide1.xml", $"<p:sld {spaces}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"t\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"500000\" y=\"500000\"/><a:ext cx=\"4000000\" cy=\"900000\"/></a:xfrm><a:prstGeom prst=\"rect\"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>visible</a:t></a:r></a:p></p:txBody></p:sp><p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"i\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:link=\"r1\"/></p:blipFill><p:spPr><a:xfrm><a:off x=\"500000\" y=\"2500000\"/><a:ext cx=\"900000\" cy=\"900000\"/></a:xfrm><a:prstGeom prst=\"rect\"/></p:spPr></p:pic></p:spTree></p:cSld></p:sld>"));
    }

    [Fact]
    public async Task Garbage_that_calls_itself_a_word_file_is_not_read_as_text()
    {
        var garbage = new byte[5000];
        new Random(1).NextBytes(garbage);
        await using (var session = await room.OpenAsync(garbage, "lettre.docx"))
        {
            Assert.Equal(FileKind.Other, session.Type.Kind);
            Assert.True(session.Type.Disagrees);
            Assert.Equal("conversion.not-readable", (await session.TextAsync(1, 100, Ct)).Value.Note);
        }

        var cut = MadeFiles.DocxWithText("coupé")[..400];
        await using var truncated = await room.OpenAsync(cut, "lettre.docx");
        Assert.Equal(FileKind.Other, truncated.Type.Kind);
    }

    [Fact]
    public async Task R_05_a_page_with_a_picture_of_900_million_pixels_is_refused_before_it_is_unpacked()
    {
        var pdf = MadeFiles.ScanPdf([0xFF, 0xD8, 0xFF, 0xD9], 30_000, 30_000, 3);
        await using var session = await room.OpenAsync(pdf, "geant.pdf");
        var watch = Stopwatch.StartNew();
        var refused = await session.ReadPageAsync(1, ["fra"], Ct);
        Assert.Equal("conversion.too-many-pixels", refused.Failure.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
        Assert.True(session.Usable);
    }

    [Fact]
    public async Task R_04_a_broken_picture_is_never_shown_as_a_blank_page()
    {
        await using var session = await room.OpenAsync("%PDF-1.4\nnothing that follows", "casse.pdf");
        Assert.Equal("conversion.page-not-rendered", (await session.PageImageAsync(1, 800, Ct)).Failure.Code);
        Assert.StartsWith("conversion.", (await session.TextAsync(1, 100, Ct)).Failure.Code, StringComparison.Ordinal);
        Assert.True(session.Usable);
    }

    [Fact]
    public async Task R_03_a_worker_that_hangs_is_killed_and_the_next_document_is_read()
    {
        await using var pool = new Engines.Conversion.Worker.WorkerPool(room.Pool.Sandbox, new() { Workers = 1, Trials = true, PageTime = TimeSpan.FromSeconds(4) }, TimeProvider.System);
        var bytes = MadeFiles.Pdf("après");
        using (var content = new MemoryStream(bytes))
        {
            await using var session = (await pool.OpenAsync("sart", content, ContentSniffer.Sniff(bytes, null, null), Ct)).Value;
            var hung = await session.TryAsync(": R03-attente; sleep 62", Ct);
            Assert.Equal("conversion.timed-out", hung.Failure.Code);
            Assert.False(session.Usable);
        }

        Assert.Equal(0, await SandboxTests.SurvivorsAfterASecondAsync("sleep\u000062"));
        using var next = new MemoryStream(bytes);
        await using var again = (await pool.OpenAsync("sart", next, ContentSniffer.Sniff(bytes, null, null), Ct)).Value;
        Assert.Contains("après", (await again.TextAsync(1, 100, Ct)).Value.Pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_worker_serves_two_administrations_nor_more_than_its_number_of_documents()
    {
        await using var pool = new Engines.Conversion.Worker.WorkerPool(room.Pool.Sandbox, new() { Workers = 1, DocumentsPerWorker = 3 }, TimeProvider.System);
        List<(string Administration, int Process)> served = [];
        foreach (var administration in new[] { "sart", "sart", "sart", "sart", "ohey", "sart" })
        {
            using var content = new MemoryStream("texte"u8.ToArray());
            await using var session = (await pool.OpenAsync(administration, content, ContentSniffer.Sniff("texte"u8, null, null), Ct)).Value;
            served.Add((administration, session.ProcessId));
        }

        Assert.Equal(3, served.Take(3).Count(one => one.Process == served[0].Process));
        Assert.NotEqual(served[2].Process, served[3].Process);
        Assert.Equal(3, served.Skip(3).Select(one => one.Process).Distinct().Count());
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\"> %p;]><a/>")]
    [InlineData("<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]><l>&c;</l>")]
    public async Task M_01_xml_with_a_document_type_is_refused(string xml)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            using var stream = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]);
            Assert.Throws<XmlException>(() => SafeXml.Load(stream));
        }

        await using var session = await room.OpenAsync($"<?xml version=\"1.0\"?>{xml}", "a.xml");
        Assert.Equal("conversion.xml-refused", (await session.TextAsync(1, 100, Ct)).Failure.Code);
    }

    [Fact]
    public async Task Every_odd_pdf_is_answered_without_a_hang()
    {
        List<string> faults = [];
        foreach (var path in Directory.EnumerateFiles(Samples.Folder("pdf"), "*.pdf").Order(StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            await using var session = await room.OpenAsync(await File.ReadAllBytesAsync(path, Ct), Path.GetFileName(path));
            var text = await session.TextAsync(1, 100, Ct);
            var image = session.Usable ? await session.PageImageAsync(1, 400, Ct) : default;
            if (!session.Usable || watch.Elapsed > TimeSpan.FromSeconds(20))
            {
                faults.Add($"{Path.GetFileName(path)} {watch.Elapsed} {string.Join(' ', text.Failures)} {string.Join(' ', image.Failures)}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_odd_message_gives_its_text_and_its_parts()
    {
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(Samples.Folder("mail")).Where(path => path.EndsWith(".eml", StringComparison.Ordinal) || path.EndsWith(".txt", StringComparison.Ordinal)))
        {
            await using var session = await room.OpenAsync(await File.ReadAllBytesAsync(path, Ct), Path.GetFileNameWithoutExtension(path) + ".eml");
            var text = await session.TextAsync(1, 100, Ct);
            var parts = await session.PartsAsync((_, part, token) => part.CopyToAsync(Stream.Null, token), Ct);
            Assert.True(session.Usable && text.IsSuccess && parts.IsSuccess, $"{path}: {string.Join(' ', text.Failures)} {string.Join(' ', parts.Failures)}");
            read += session.Type.Kind == FileKind.Eml ? 1 : 0;
        }

        Assert.True(read >= 10, $"only {read} recognised as messages");
    }

    [Fact]
    public async Task P_03_one_entry_that_unfolds_a_thousandfold_is_refused()
        => Assert.Equal("conversion.archive-bomb", await PartsOfAsync(MadeFiles.Zip(("a", new byte[64 << 20]))));

    [Fact]
    public async Task P_03_an_entry_that_lies_about_its_length_is_refused()
    {
        var zip = MadeFiles.Zip(("a.txt", new byte[100_000]));
        foreach (var (signature, offset) in new[] { (0x04034B50u, 22), (0x02014B50u, 24) })
        {
            var at = zip.AsSpan().IndexOf(BitConverter.GetBytes(signature));
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + offset), 10);
        }

        Assert.Equal("conversion.archive-lies", await PartsOfAsync(zip));
    }

    [Fact]
    public async Task P_03_entries_that_share_their_bytes_are_refused()
    {
        var zip = MadeFiles.Zip(("a", new byte[50_000]), ("b", new byte[50_000]));
        var first = zip.AsSpan().IndexOf(BitConverter.GetBytes(0x02014B50u));
        var second = first + 46 + zip.AsSpan(first + 46).IndexOf(BitConverter.GetBytes(0x02014B50u));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(second + 42), 0);
        Assert.Equal("conversion.archive-bomb", await PartsOfAsync(zip));
    }

    private async Task<string> PartsOfAsync(byte[] zip)
    {
        await using var session = await room.OpenAsync(zip, "a.zip");
        var parts = await session.PartsAsync((_, part, token) => part.CopyToAsync(Stream.Null, token), Ct);
        Assert.True(session.Usable, "the worker died");
        return parts.Failure.Code;
    }
}
