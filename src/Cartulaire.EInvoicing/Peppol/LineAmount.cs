using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Amounts that must follow from others, to two cents (PEPPOL-EN16931-R040 and R120).</summary>
internal static class LineAmount
{
    private const decimal Slack = 0.02m;

    /// <summary>An amount must be what follows, or nearly; one that is absent is nothing.</summary>
    public static Outcome Near(Element? amount, decimal? value) => new(IsNear(amount is null ? 0 : Figure.Of(amount), value), amount, Figure.Cents(value));

    private static bool IsNear(decimal? amount, decimal? value) => amount + Slack >= value && amount - Slack <= value;

    /// <summary>What a quantity costs (BT-129), at a price (BT-146) for so many (BT-149); for one when they are none.</summary>
    public static decimal? Of(decimal? quantity, decimal? price, decimal? per) => quantity * Quotient(price, per == 0 ? 1 : per);

    // A tiny base quantity would make more of a price than a decimal holds.
    private static decimal? Quotient(decimal? price, decimal? quantity)
        => price is { } p && quantity is { } q && (Math.Abs(q) >= 1 || Math.Abs(p) < 10_000_000_000_000 * Math.Abs(q)) ? p / q : null;
}
