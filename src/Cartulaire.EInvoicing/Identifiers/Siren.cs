using System.Diagnostics.CodeAnalysis;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>Number of an enterprise in France (SIREN, INSEE): nine digits that keep the sum of Luhn.</summary>
/// <remarks>ISO/IEC 6523 scheme 0002. A right check says that the number is well written, not that the enterprise exists.</remarks>
public static class Siren
{
    /// <summary>Whether a text is such a number, however it is spaced.</summary>
    /// <param name="text">As people write it: <c>732 829 320</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>The nine digits, such as <c>732829320</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
    {
        var digits = Written.Without(text, ".-");
        return Written.IsDigits(digits, 9) && Written.IsLuhn(digits) ? digits : null;
    }

    /// <summary>As it is printed: <c>732 829 320</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such number.</returns>
    public static string Format(string text) => Normalize(text) is { } digits ? $"{digits[..3]} {digits[3..6]} {digits[6..]}" : text;
}
