using System.Text;
using System.Xml;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Text;

/// <summary>Text, CSV and XML: the text is the file.</summary>
internal static class PlainText
{
    private const int MostCharacters = 4_000_000;
    private const int PageCharacters = 4_000;

    public const string Tool = "cartulaire text 1";

    static PlainText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static async Task<DocumentText> ReadAsync(string path, FileKind kind, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        return Document(kind, kind == FileKind.Xml ? OfXml(bytes) : Decode(bytes), Tool);
    }

    /// <summary>Cuts a running text into pages of about two sheets, so that an extract can name one.</summary>
    public static DocumentText Document(FileKind kind, string text, string tool)
    {
        var kept = text.Length > MostCharacters ? text[..MostCharacters] : text;
        List<PageText> pages = [];
        var start = 0;
        do
        {
            var end = Math.Min(kept.Length, start + PageCharacters);
            var line = end < kept.Length ? kept.LastIndexOf('\n', end - 1, end - start) : -1;
            end = line > start ? line + 1 : end;
            pages.Add(new(pages.Count + 1, 0, 0, kept[start..end], [], "", 0, 0, 100, tool));
            start = end;
        }
        while (start < kept.Length);
        return new(kind, pages.Count, false, pages, [], kept.Length < text.Length ? "conversion.text-cut" : "", tool);
    }

    /// <summary>By byte-order mark; else UTF-8 if it is valid; else UTF-16 by its zeros; else Windows-1252, which Belgian exports use.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.GetEncoding(1252).GetString(bytes);
    }

    private static string OfXml(byte[] bytes)
    {
        try
        {
            var text = new StringBuilder();
            using var stream = new MemoryStream(bytes);
            using var reader = SafeXml.Reader(stream);
            while (reader.Read())
            {
                SafeXml.Guard(reader);
                Take(reader, text);
            }

            return text.ToString();
        }
        catch (XmlException fault)
        {
            var declares = Decode(bytes.AsSpan(0, Math.Min(bytes.Length, ContentSniffer.HeadLength))).Contains("<!DOCTYPE", StringComparison.Ordinal);
            throw new RefusedDocumentException(declares ? "conversion.xml-refused" : fault is XmlTooDeepException ? "conversion.xml-too-deep" : "conversion.xml-broken", fault.Message);
        }
    }

    private static void Take(XmlReader reader, StringBuilder text)
    {
        if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < MostCharacters)
        {
            text.Append(reader.Value.Trim()).Append('\n');
        }
        else if (reader.NodeType == XmlNodeType.Element && reader.HasAttributes)
        {
            while (reader.MoveToNextAttribute())
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                {
                    text.Append(reader.Value).Append(' ');
                }
            }

            reader.MoveToElement();
        }
    }
}
