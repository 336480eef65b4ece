using System.Globalization;
using System.Security;
using System.Text;

namespace Cartulaire.App.Demonstration;

/// <summary>Letters as word processors save them: the smallest files that they open without a word.</summary>
internal static class OfficeFiles
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>Office Open XML text.</summary>
    public static byte[] Docx(Letter letter)
    {
        var body = new StringBuilder();
        foreach (var (text, bold) in Paragraphs(letter))
        {
            body.Append(CultureInfo.InvariantCulture, $"""<w:p><w:pPr><w:spacing w:after="80"/></w:pPr><w:r>{(bold ? "<w:rPr><w:b/></w:rPr>" : "")}<w:t xml:space="preserve">{SecurityElement.Escape(text)}</w:t></w:r></w:p>""");
        }

        return Archive.Write(
            letter.Date,
            ("[Content_Types].xml", """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
            ("_rels/.rels", $"""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
            ("word/document.xml", $"""<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{Word}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>"""));
    }

    /// <summary>OpenDocument text.</summary>
    public static byte[] Odt(Letter letter)
    {
        const string Mime = "application/vnd.oasis.opendocument.text";
        var body = new StringBuilder();
        foreach (var (text, bold) in Paragraphs(letter))
        {
            body.Append(CultureInfo.InvariantCulture, $"""<text:p text:style-name="{(bold ? "B" : "N")}">{SecurityElement.Escape(text)}</text:p>""");
        }

        return Archive.Write(
            letter.Date,
            ("mimetype", Mime),
            ("META-INF/manifest.xml", Manifest(Mime)),
            ("content.xml", $"""<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"><office:automatic-styles><style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.15cm"/></style:style><style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.15cm"/><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"""));
    }

    /// <summary>Rich Text Format; what is beyond ASCII is written as its number.</summary>
    public static byte[] Rtf(Letter letter)
    {
        var rtf = new StringBuilder("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Liberation Sans;}}\\fs22\n");
        foreach (var (text, bold) in Paragraphs(letter))
        {
            rtf.Append(bold ? "{\\b " : "{");
            foreach (var c in text)
            {
                _ = c switch
                {
                    '\\' or '{' or '}' => rtf.Append('\\').Append(c),
                    < (char)128 => rtf.Append(c),
                    _ => rtf.Append(CultureInfo.InvariantCulture, $"\\u{(short)c}?"),
                };
            }

            rtf.Append("}\\par\n");
        }

        return Encoding.ASCII.GetBytes(rtf.Append('}').ToString());
    }

    /// <summary>The list of files that each OpenDocument carries.</summary>
    public static string Manifest(string mime)
        => $"""<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{mime}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>""";

    /// <summary>A letter line by line, and whether the line is bold.</summary>
    public static IEnumerable<(string Text, bool Bold)> Paragraphs(Letter letter)
    {
        yield return (letter.Sender.Name, true);
        yield return (letter.Sender.Street, false);
        yield return (letter.Sender.Town, false);
        yield return ("", false);
        yield return ("Administration communale de Sart, Place de l'Église 1, 5330 Sart", false);
        yield return ("", false);
        yield return ("Le " + Letter.LongDate(letter.Date), false);
        yield return ("Objet : " + letter.Subject, true);
        yield return ("", false);
        foreach (var line in letter.Body)
        {
            yield return line switch
            {
                "~" => (letter.Sender.Name, false),
                "---" => ("", false),
                ['#', ' ', .. var title] => (title, true),
                ['|', .. var row] => (string.Join("   ", row.Split('|', StringSplitOptions.TrimEntries)), false),
                _ => (line, false),
            };
        }
    }
}
