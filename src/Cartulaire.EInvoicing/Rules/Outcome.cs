using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Rules;

/// <summary>What a rule that computes came to: whether it holds, and between what. The rule and its message read the same one.</summary>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">The element that it looked at; null when it is absent.</param>
/// <param name="Expected">The number that should stand there; null when it cannot be computed.</param>
internal readonly record struct Outcome(bool Holds, Element? Found = null, decimal? Expected = null)
{
    /// <summary>Nothing to compute, nothing wrong.</summary>
    public static Outcome Right => new(true);

    /// <summary>An element must hold a number.</summary>
    public static Outcome Same(Element? found, decimal? expected) => new(Figure.Same(Figure.Of(found), expected), found, expected);

    /// <summary>What is told of it: the number as it is written, and the one expected with the decimals of money.</summary>
    public Told Told => new(Found?.Text, Expected is { } expected && Figure.Of(Found) != expected ? expected.ToString("0.00##########", CultureInfo.InvariantCulture) : null);
}
