using System.Text;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>Spoils a file in one to six places: bytes, tags, texts, structure, encodings. The same random numbers, the same file.</summary>
/// <remarks>Works on text of one character a byte, so that what it does not touch stays as it was.</remarks>
internal sealed class Fuzzer(IReadOnlyList<byte[]> samples, Random random)
{
    /// <summary>Bytes of the longest file that is made.</summary>
    private const int Longest = 4 << 20;

    private static readonly string[] Values =
    [
        "", " ", "\n\t", "0", "-0", "-0.00", "0.005", "1e400", "1E2", "INF", "-INF", "NaN", "+1", "1,5", "1.", ".5", "١٢", "9999999999999", "79228162514264337593543950335", "-79228162514264337593543950336",
        "0.0000000000000000000000000001", "0000-00-00", "9999-12-31", "2026-02-30", "2026-02-28+99:99", "20261399", "urn:fdc:peppol.eu:2017:poacc:billing:99:1.0", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        "S", "O", "AE", "K", "B", "L", "M", "VAT", "vat", "GR", "EL", "DE", "NO", "SE", "IT", "DK", "IS", "NL", "30", "49", "58", "59", "381", "384", "EUR", "XXX", "#AAI#", "#", "##", "#SKONTO#TAGE=1#PROZENT=1.00#\n", "|||||", "EL|||||", "##M.AR.K##",
        "SEPA", "0088", "0192", "0208", "0184", "0007", "0151", "0201", "0210", "0211", "9907", "9933", "\ud83e\uddfe", "e\u0301", "\u0130", "\u00df", "&amp;", "&#0;", "&#xD800;", "&#x10FFFF;", "&x;", "]]>", "<![CDATA[<]]>", "<!-- -- -->", "<?x y?>", "<a/>", "true", "1", "false",
    ];

    private static readonly string[] Names = ["cbc:ID", "cbc:Amount", "cbc:Percent", "cac:TaxCategory", "cac:AllowanceCharge", "cac:InvoiceLine", "cac:Party", "cac:TaxTotal", "ram:ID", "ram:TypeCode", "ram:ApplicableTradeTax", "ram:SpecifiedTradeAllowanceCharge", "udt:Indicator", "x", "xml:x", "é", ":", "cbc:", "Invoice"];

    private static readonly string[] Attributes = [" schemeID=\"0208\"", " schemeID=\"\"", " currencyID=\"EUR\"", " unitCode='C62'", " xmlns=\"\"", " xmlns:cbc=\"urn:x\"", " xmlns:a=\"\"", " a=\"1\" a=\"2\"", " format=\"102\"", " mimeCode=\"application/pdf\"", " xml:space=\"preserve\"", " xsi:nil=\"true\"", " a='<'", " listID=\"STI\"", " name=\"x\""];

    private static readonly string[] Encodings = ["utf-16", "utf-16BE", "utf-32", "iso-8859-1", "us-ascii", "utf-8"];

    private Func<string, string>[]? ways;

    /// <summary>A spoilt file.</summary>
    public byte[] Next()
    {
        ways ??= [Flip, Cut, Insert, Drop, Value, Value, Value, Value, Rename, Attribute, DropTag, DropElement, RepeatElement, RepeatElement, MoveElement, Deepen, Many, Prologue, Space, Join];
        var text = Encoding.Latin1.GetString(samples[random.Next(samples.Count)]);
        for (var changes = random.Next(1, 7); changes > 0 && text.Length > 0; changes--)
        {
            var next = ways[random.Next(ways.Length)](text);
            text = next.Length <= Longest ? next : text;
        }

        return random.Next(12) == 0 ? Reencode(text) : Encoding.Latin1.GetBytes(text);
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private byte[] Reencode(string text)
    {
        var (written, declared) = (Encodings[random.Next(Encodings.Length)], Encodings[random.Next(Encodings.Length)]);
        var whole = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)).Replace("encoding=\"utf-8\"", $"encoding=\"{(random.Next(2) == 0 ? written : declared)}\"", StringComparison.OrdinalIgnoreCase);
        var encoding = Encoding.GetEncoding(written);
        return [.. random.Next(3) == 0 ? [] : encoding.GetPreamble(), .. encoding.GetBytes(whole)];
    }

    private string Flip(string text)
    {
        var all = text.ToCharArray();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            all[random.Next(all.Length)] = (char)random.Next(256);
        }

        return new string(all);
    }

    private string Cut(string text) => random.Next(4) == 0 ? text[..random.Next(text.Length)] : text;

    private string Insert(string text) => text.Insert(random.Next(text.Length), new string((char)random.Next(256), random.Next(1, 40)));

    private string Drop(string text) => random.Next(text.Length) is var at ? text.Remove(at, Math.Min(random.Next(1, 200), text.Length - at)) : text;

    // What stands between two tags, or a value of an attribute.
    private string Value(string text)
    {
        var quoted = random.Next(5) == 0;
        var start = text.IndexOf(quoted ? '"' : '>', random.Next(text.Length));
        var end = start < 0 ? -1 : text.IndexOf(quoted ? '"' : '<', start + 1);
        return end < 0 ? text : string.Concat(text.AsSpan(0, start + 1), Bytes(Some()), text.AsSpan(end));
    }

    private string Some() => random.Next(12) switch
    {
        0 => new string('9', random.Next(1, 3000)),
        1 => $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(100)}.{new string('3', random.Next(0, 60))}",
        2 => string.Concat(Enumerable.Repeat(Values[random.Next(Values.Length)], random.Next(1, 300))),
        _ => Values[random.Next(Values.Length)],
    };

    private string Rename(string text)
    {
        var (start, end) = Tag(text);
        return end < 0 ? text : string.Concat(text.AsSpan(0, start + 1), Bytes(Names[random.Next(Names.Length)]), text.AsSpan(end));
    }

    private string Attribute(string text)
    {
        var (_, end) = Tag(text);
        return end < 0 || text[end - 1] == '/' ? text : text.Insert(end, string.Concat(Enumerable.Repeat(Attributes[random.Next(Attributes.Length)], random.Next(8) == 0 ? random.Next(1, 100) : 1)));
    }

    private string DropTag(string text) => Tag(text) is (var start, >= 0 and var end) ? text.Remove(start, end + 1 - start) : text;

    private string DropElement(string text) => Element(text) is (var start, >= 0 and var end) ? text.Remove(start, end - start) : text;

    private string RepeatElement(string text)
        => Element(text) is (var start, >= 0 and var end) && Math.Min(random.Next(20) == 0 ? random.Next(1, 3000) : random.Next(1, 3), Longest / (end - start)) is > 0 and var times
            ? text.Insert(end, string.Concat(Enumerable.Repeat(text[start..end], times))) : text;

    private string MoveElement(string text)
    {
        var (start, end) = Element(text);
        if (end < 0)
        {
            return text;
        }

        var (piece, rest) = (text[start..end], text.Remove(start, end - start));
        return Tag(rest) is (var to, >= 0) ? rest.Insert(to, piece) : text;
    }

    private string Deepen(string text)
    {
        if (random.Next(4) != 0 || Element(text) is not (var start, >= 0 and var end))
        {
            return text;
        }

        var (name, depth) = (Names[random.Next(Names.Length)], random.Next(20) == 0 ? 20_000 : random.Next(1, 80));
        var (before, after) = (string.Concat(Enumerable.Repeat($"<{Bytes(name)}>", depth)), string.Concat(Enumerable.Repeat($"</{Bytes(name)}>", depth)));
        return $"{text[..start]}{before}{text[start..end]}{after}{text[end..]}";
    }

    private string Many(string text)
        => random.Next(10) == 0 && Tag(text) is (var at, >= 0) ? text.Insert(at, string.Concat(Enumerable.Range(0, random.Next(1, 30_000)).Select(i => $"<x{i % random.Next(1, 30_000)}/>"))) : text;

    private string Prologue(string text) => random.Next(6) switch
    {
        0 => $"<!DOCTYPE a [<!ENTITY x \"{new string('y', 100)}\">]>{text}",
        1 => text.Replace("?>", "?><!DOCTYPE a SYSTEM \"http://localhost/\">", StringComparison.Ordinal),
        2 => text.Replace("version=\"1.0\"", "version=\"1.1\"", StringComparison.Ordinal),
        3 => new string(' ', random.Next(1, 3000)) + text,
        4 => text.Replace("urn:oasis", "urn:Oasis", StringComparison.Ordinal),
        _ => text + new string('\n', random.Next(1, 3000)) + "<!-- -->",
    };

    private string Space(string text) => Tag(text) is (var at, >= 0) ? text.Insert(at, new string(random.Next(2) == 0 ? ' ' : '\n', random.Next(10) == 0 ? 1 << 18 : random.Next(1, 100))) : text;

    private string Join(string text)
    {
        if (random.Next(4) != 0)
        {
            return text;
        }

        var other = Encoding.Latin1.GetString(samples[random.Next(samples.Count)]);
        return text[..random.Next(text.Length)] + other[random.Next(other.Length)..];
    }

    // A beginning tag: its place, and that of its >.
    private (int Start, int End) Tag(string text)
    {
        var start = text.IndexOf('<', random.Next(text.Length));
        return start < 0 || start + 1 >= text.Length || text[start + 1] is '/' or '?' or '!' ? (start, -1) : (start, text.IndexOf('>', start));
    }

    // An element: its place, and that behind it.
    private (int Start, int End) Element(string text)
    {
        var (start, end) = Tag(text);
        if (end < 0 || text[end - 1] == '/')
        {
            return (start, end < 0 ? -1 : end + 1);
        }

        var name = text[(start + 1)..(text.AsSpan(start, end - start).IndexOfAny(' ', '\n') is var blank and > 0 ? start + blank : end)];
        var close = text.IndexOf($"</{name}>", end, StringComparison.Ordinal);
        return (start, close < 0 ? -1 : close + name.Length + 3);
    }
}
