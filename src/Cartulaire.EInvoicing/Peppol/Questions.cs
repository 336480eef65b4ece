using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>What Peppol rules ask of elements and texts, answered as XPath 2.0 does.</summary>
internal static class Questions
{
    /// <summary>Whether one of the elements at the end of a path holds exactly this text.</summary>
    public static bool Says(this Element element, string text, params ReadOnlySpan<Name> path)
    {
        foreach (var found in element.All(path))
        {
            if (found.Text == text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the elements at the end of a path has this value in an attribute.</summary>
    public static bool Bears(this Element element, string attribute, string value, params ReadOnlySpan<Name> path)
    {
        foreach (var found in element.All(path))
        {
            if (found.Attribute(attribute) == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the elements at the end of a path holds more than white space.</summary>
    public static bool Fills(this Element element, params ReadOnlySpan<Name> path) => element.All(path).Exists(e => e.Trimmed.Length > 0);

    /// <summary>The text at the end of a path, as written; empty when nothing stands there.</summary>
    public static string Raw(this Element element, params ReadOnlySpan<Name> path) => element.Find(path)?.Text ?? string.Empty;

    /// <summary>The number at the end of a path; another when nothing stands there.</summary>
    public static decimal? AtOr(this Element element, decimal otherwise, params ReadOnlySpan<Name> path) => element.Has(path) ? element.At(path) : otherwise;

    /// <summary>A party's tax numbers under a scheme that is written exactly so.</summary>
    public static IEnumerable<Element> TaxIds(this Element party, string scheme)
        => party.All(Cac.PartyTaxScheme).Where(s => s.Says(scheme, Cac.TaxScheme, Cbc.ID)).SelectMany(s => s.All(Cbc.CompanyID));

    /// <summary>A party's tax numbers under a scheme, white space around it left out.</summary>
    public static IEnumerable<Element> TrimmedTaxIds(this Element party, string scheme)
        => party.All(Cac.PartyTaxScheme).Where(s => s.Of(Cac.TaxScheme, Cbc.ID) == scheme).SelectMany(s => s.All(Cbc.CompanyID));

    /// <summary>XPath <c>substring</c>: from a character, counted from 1, at most so many.</summary>
    public static string From(this string text, int first, int count = int.MaxValue)
        => first > text.Length ? string.Empty : text.Substring(first - 1, Math.Min(count, text.Length - first + 1));

    /// <summary>XPath <c>string-length</c>: characters, not halves of them.</summary>
    public static int Size(this string text) => text.Count(c => !char.IsLowSurrogate(c));

    /// <summary>Whether a text is of digits alone, of one at least.</summary>
    public static bool IsDigits(this string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>Whether a text is of so many digits.</summary>
    public static bool IsDigits(this string text, int count) => text.Length == count && text.IsDigits();

    /// <summary>Whether a text is a whole number (<c>castable as xs:integer</c>).</summary>
    public static bool IsInteger(this string text) => text.Trim(' ', '\t', '\n', '\r') is { Length: > 0 } number && (number[0] is '+' or '-' ? number[1..] : number).IsDigits();

    /// <summary>XPath <c>number</c>; not a number when the text is none.</summary>
    public static double Number(this string text)
    {
        var number = text.Trim(' ', '\t', '\n', '\r');
        return number switch
        {
            "INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN,
        };
    }

    /// <summary>Whether XPath <c>number</c> makes a number of it.</summary>
    public static bool IsNumber(this string text) => !double.IsNaN(text.Number());
}
