using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>What a broken rule tells of the place: what stands there, and what should.</summary>
/// <param name="Found">What stands there; null when nothing does, or nothing worth quoting.</param>
/// <param name="Expected">What should, where that can be told.</param>
internal readonly record struct Told(string? Found, string? Expected = null)
{
    /// <summary>So many of something, and how many there may be.</summary>
    public static Told Count(int found, int expected) => new(found.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));

    /// <summary>An amount, and the same with two decimals.</summary>
    public static Told Cents(Element? amount) => new(amount?.Text, Figure.Cents(Figure.Of(amount))?.ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>The text of an element that has no other within.</summary>
    public static Told Of(Element element) => new(element.Children.Length == 0 ? element.Text : null);
}
