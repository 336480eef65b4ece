using System.Globalization;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Arithmetic;

/// <summary>Numbers as invoices write them, and the arithmetic of EN 16931-1 (6.5.2): decimal, halves up, two decimals where it says so.</summary>
internal static class Figure
{
    // Ten thousand billion: products of two such numbers still fit a decimal, and nobody owes as much.
    private const decimal Most = 10_000_000_000_000;

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>The number that an element holds (<c>xs:decimal</c>); null when there is no element, or no such number, or one of more digits than money has.</summary>
    public static decimal? Of(Element? element)
        => element is not null && decimal.TryParse(element.Text, Written, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < Most ? value : null;

    /// <summary>The number at the end of a path.</summary>
    public static decimal? At(this Element element, params ReadOnlySpan<Name> path) => Of(element.Find(path));

    /// <summary>The sum of what elements hold; null when one of them holds no number.</summary>
    public static decimal? Sum(IEnumerable<Element> elements)
    {
        decimal? sum = 0;
        foreach (var element in elements)
        {
            sum += Of(element);
        }

        return sum;
    }

    /// <summary>Rounded to two decimals, halves towards positive infinity (XPath <c>round</c>).</summary>
    public static decimal? Cents(decimal? value) => value is { } v ? Math.Floor((v * 100) + 0.5m) / 100 : null;

    /// <summary>Rounded to whole units, halves towards positive infinity.</summary>
    public static decimal? Units(decimal? value) => value is { } v ? Math.Floor(v + 0.5m) : null;

    /// <summary>Whether two numbers are there and equal.</summary>
    public static bool Same(decimal? one, decimal? other) => one is { } a && other is { } b && a == b;

    /// <summary>Whether an amount has two decimals at most, as it is written; what is absent has none.</summary>
    public static bool HasTwoDecimals(Element? amount)
        => amount is null || amount.Text.IndexOf('.', StringComparison.Ordinal) is var point && (point < 0 || amount.Text.Length - point - 1 <= 2);
}
