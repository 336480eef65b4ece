using System.Diagnostics.CodeAnalysis;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>VAT number of Belgium: <c>BE</c> and an enterprise number (<see cref="EnterpriseNumber"/>).</summary>
/// <remarks>An enterprise number with <c>BE</c> before it is not yet one that is registered for VAT: VIES and the BCE know that.</remarks>
public static class BelgianVat
{
    /// <summary>Whether a text is such a number; without <c>BE</c> it is none.</summary>
    /// <param name="text">As people write it: <c>BE0841470248</c>, <c>BE 0841.470.248</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>As invoices carry it: <c>BE0841470248</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
        => text is not null && text.AsSpan().TrimStart().StartsWith("BE", StringComparison.OrdinalIgnoreCase) && EnterpriseNumber.Normalize(text) is { } digits ? "BE" + digits : null;

    /// <summary>As it is printed: <c>BE 0841.470.248</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such number.</returns>
    public static string Format(string text) => IsValid(text) ? "BE " + EnterpriseNumber.Format(text) : text;
}
