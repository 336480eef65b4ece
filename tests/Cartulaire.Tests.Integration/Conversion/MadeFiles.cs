using System.IO.Compression;
using System.Text;
using Cartulaire.Engines.Conversion.Barcodes;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Sample files made by the tests themselves.</summary>
internal static class MadeFiles
{
    public const string Sentence = "Le conseil communal approuve la demande de permis du chemin des tilleuls";

    public static byte[] Zip(params (string Name, string Content)[] entries) => Zip([.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Content)))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                using var target = entry.Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Pdf(string text)
    {
        var pdf = new PrintPdf(210, 297);
        pdf.NewPage();
        var line = 0;
        foreach (var part in text.Split('\n'))
        {
            pdf.Text(20, 30 + (10 * line++), 14, part);
        }

        return pdf.ToBytes();
    }

    /// <summary>A PDF of one page whose only content is a JPEG: a scan.</summary>
    public static byte[] ScanPdf(byte[] jpeg, int width, int height, int bands)
    {
        using var file = new MemoryStream();
        List<long> places = [];
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin()
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj\n");
        }

        Write("%PDF-1.4\n");
        Begin();
        Write("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write("<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin();
        Write("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>\nendobj\n");
        Begin();
        const string content = "q 595 0 0 842 0 0 cm /I Do Q";
        Write($"<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n");
        Begin();
        Write($"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{(bands == 1 ? "DeviceGray" : "DeviceRGB")} /BitsPerComponent 8 /Filter /DCTDecode /Length {jpeg.Length} >>\nstream\n");
        file.Write(jpeg);
        Write("\nendstream\nendobj\n");
        var table = file.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    public static byte[] Docx(string body, string relationships = "") => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ("word/_rels/document.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>"),
        ("word/document.xml", $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}</w:body></w:document>"));

    public static byte[] DocxWithText(string text) => Docx($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");

    public static byte[] OpenDocument(string kind, string content) => Zip(
        ("mimetype", $"application/vnd.oasis.opendocument.{kind}"),
        ("META-INF/manifest.xml", $"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.{kind}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"),
        ("content.xml", $"<office:document-content {Namespaces} office:version=\"1.2\"><office:body><office:{kind}>{content}</office:{kind}></office:body></office:document-content>"));

    public const string Namespaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\"";

    public static byte[] Odt(string text) => OpenDocument("text", $"<text:p>{text}</text:p>");

    public static byte[] Ods(string text) => OpenDocument("spreadsheet", $"<table:table table:name=\"F\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>");

    public static byte[] Odp(string text) => OpenDocument("presentation", $"<draw:page draw:name=\"p\"><draw:frame svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"20cm\" svg:height=\"4cm\"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></draw:page>");

    public static byte[] Xlsx(string text) => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"F\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>"));

    public static string Rtf(string text) => $"{{\\rtf1\\ansi {text}\\par}}";

    public static string Html(string text) => $"<!DOCTYPE html><html><head><title>Avis</title><script>var secret = 1;</script></head><body><p>{text}</p></body></html>";

    public static string Eml(string text) => $"From: Anne <anne@example.be>\r\nTo: commune@sart.example\r\nSubject: Demande\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=\"liste.csv\"\r\n\r\na;b\r\n1;2\r\n--b--\r\n";
}
