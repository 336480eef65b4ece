using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using Cartulaire.Engines.Conversion.Text;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>XML that means harm, plain and wrapped in what people send.</summary>
public sealed class ParserTests(ReadingRoom room)
{
    private const string Canary = "canarijaune";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Declarations => new(
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]><a/>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a/>",
        "<!DOCTYPE a [<!ENTITY e0 \"ha\"><!ENTITY e1 \"&e0;&e0;&e0;&e0;&e0;&e0;&e0;&e0;\"><!ENTITY e2 \"&e1;&e1;&e1;&e1;&e1;&e1;&e1;&e1;\">]><a>&e2;</a>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<!DOCTYPE a><a/>");

    [Theory]
    [MemberData(nameof(Declarations))]
    public void M_01_a_document_type_is_refused_at_once_in_any_disguise(string xml)
    {
        using var warm = new MemoryStream("<a/>"u8.ToArray());
        SafeXml.Load(warm);
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            var best = Enumerable.Range(0, 3).Min(_ => Refused([.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]));
            Assert.True(best < TimeSpan.FromMilliseconds(100), $"{encoding.WebName}: {best}");
        }

        // In UTF-7 the angle brackets are hidden: it is no encoding of ours.
        Refused(Encoding.ASCII.GetBytes("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + xml.Replace("<", "+ADw-", StringComparison.Ordinal)));
    }

    [Fact]
    public void M_02_the_depth_bomb_of_560_kilobytes_is_refused_in_a_tenth_of_a_second()
    {
        var bomb = MadeBombs.DeepXml(80_000);
        using var warm = new MemoryStream("<a/>"u8.ToArray());
        SafeXml.Load(warm);
        Assert.True(bomb.Length >= 560_000);
        var best = Enumerable.Range(0, 3).Min(_ => Refused(bomb));
        Assert.True(best < TimeSpan.FromMilliseconds(100), best.ToString());
    }

    public static TheoryData<string> Wrapped => new("a.docx", "a.xlsx", "a.odt", "a.fodt", "a.svg", "a.eml");

    [Theory]
    [MemberData(nameof(Wrapped))]
    public async Task M_01_an_entity_in_an_office_file_a_picture_or_a_message_fetches_nothing(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Join("canary.txt"), Canary, Ct);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var session = await room.OpenAsync(Bomb(name, $"<!DOCTYPE a [<!ENTITY x SYSTEM \"file://{folder.Join("canary.txt")}\"><!ENTITY y SYSTEM \"http://127.0.0.1:{port}/x\">]>"), name);
        var text = await session.TextAsync(1, 100, Ct);
        var said = text.IsSuccess ? string.Join('\n', text.Value.Pages.Select(p => p.Text)) : "";
        Assert.DoesNotContain(Canary, said, StringComparison.Ordinal);
        Assert.False(listener.Pending());
        Assert.True(session.Usable || text.Failure.Code.StartsWith("conversion.", StringComparison.Ordinal));
        if (name == "a.svg")
        {
            Assert.Equal("conversion.xml-refused", text.Failure.Code);
        }
    }

    private static byte[] Bomb(string name, string declaration)
    {
        const string said = "visible &x; &y;";
        return Path.GetExtension(name) switch
        {
            ".docx" => Declared(MadeFiles.DocxWithText(said), "word/document.xml", declaration),
            ".xlsx" => Declared(MadeFiles.Xlsx(said), "xl/worksheets/sheet1.xml", declaration),
            ".odt" => Declared(MadeFiles.Odt(said), "content.xml", declaration),
            ".fodt" => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?>{declaration}<office:document {MadeFiles.Namespaces} office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p>{said}</text:p></office:text></office:body></office:document>"),
            ".svg" => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?>{declaration}<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{said}</text></svg>"),
            _ => Encoding.UTF8.GetBytes($"From: a@b.be\r\nTo: c@d.be\r\nSubject: xml\r\nMIME-Version: 1.0\r\nContent-Type: text/xml\r\n\r\n<?xml version=\"1.0\"?>{declaration}<a>{said}</a>"),
        };
    }

    /// <summary>The same archive with a document type before one of its parts.</summary>
    private static byte[] Declared(byte[] zip, string part, string declaration)
    {
        using var source = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        return MadeFiles.Zip([.. source.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return (entry.FullName, (entry.FullName == part ? declaration : "") + reader.ReadToEnd());
        })]);
    }

    private static TimeSpan Refused(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<XmlException>(() => SafeXml.Load(stream));
        return watch.Elapsed;
    }
}
