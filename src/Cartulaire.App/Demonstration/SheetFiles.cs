using System.Globalization;
using System.Security;
using System.Text;

namespace Cartulaire.App.Demonstration;

/// <summary>The tables of a letter as spreadsheets save them.</summary>
internal static class SheetFiles
{
    /// <summary>Office Open XML workbook, strings written in place.</summary>
    public static byte[] Xlsx(Letter letter)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
        var rows = new StringBuilder();
        foreach (var row in Rows(letter))
        {
            rows.Append("<row>");
            foreach (var cell in row)
            {
                rows.Append(Number(cell) is { } number
                    ? string.Create(CultureInfo.InvariantCulture, $"<c><v>{number}</v></c>")
                    : $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>");
            }

            rows.Append("</row>");
        }

        return Archive.Write(
            letter.Date,
            ("[Content_Types].xml", """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""),
            ("_rels/.rels", $"""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Feuille1" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", $"""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>"""));
    }

    /// <summary>OpenDocument spreadsheet.</summary>
    public static byte[] Ods(Letter letter)
    {
        const string Mime = "application/vnd.oasis.opendocument.spreadsheet";
        var rows = new StringBuilder();
        foreach (var row in Rows(letter))
        {
            rows.Append("<table:table-row>");
            foreach (var cell in row)
            {
                rows.Append(Number(cell) is { } number
                    ? string.Create(CultureInfo.InvariantCulture, $"<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{SecurityElement.Escape(cell)}</text:p></table:table-cell>")
                    : $"<table:table-cell office:value-type=\"string\"><text:p>{SecurityElement.Escape(cell)}</text:p></table:table-cell>");
            }

            rows.Append("</table:table-row>");
        }

        return Archive.Write(
            letter.Date,
            ("mimetype", Mime),
            ("META-INF/manifest.xml", OfficeFiles.Manifest(Mime)),
            ("content.xml", $"""<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Feuille1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""));
    }

    /// <summary>Semicolons and CRLF, with the byte order mark that spreadsheets in Belgium expect.</summary>
    public static byte[] Csv(Letter letter)
        => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(Rows(letter).Select(r => string.Join(';', r.Select(Quote)) + "\r\n")))];

    private static IEnumerable<string[]> Rows(Letter letter)
    {
        yield return [letter.Subject];
        yield return [$"{letter.Sender.Name}, {letter.Sender.Street}, {letter.Sender.Town}"];
        yield return [Letter.LongDate(letter.Date)];
        foreach (var line in letter.Body.Where(l => l.StartsWith('|')))
        {
            yield return line[1..].Split('|', StringSplitOptions.TrimEntries);
        }
    }

    /// <summary>A figure as French writes it (<c>1 250,00</c>), else null; a date, an IBAN or a number with dots is text.</summary>
    private static decimal? Number(string cell)
    {
        var bare = cell.Replace(" ", "", StringComparison.Ordinal).Replace("€", "", StringComparison.Ordinal).Replace(',', '.');
        return bare.Length is > 0 and < 12 && decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Quote(string cell)
        => cell.AsSpan().ContainsAny(";\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
