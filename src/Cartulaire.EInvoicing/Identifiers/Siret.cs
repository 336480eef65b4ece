using System.Diagnostics.CodeAnalysis;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>Number of an establishment in France (SIRET, INSEE): the <see cref="Siren"/> of its enterprise and five digits, all fourteen of which keep the sum of Luhn.</summary>
/// <remarks>ISO/IEC 6523 scheme 0009. Establishments of La Poste (356 000 000) may instead have digits that add up to a multiple of five: it has more than Luhn leaves room for.</remarks>
public static class Siret
{
    private const string LaPoste = "356000000";

    /// <summary>Whether a text is such a number, however it is spaced.</summary>
    /// <param name="text">As people write it: <c>732 829 320 00074</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>The fourteen digits, such as <c>73282932000074</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
    {
        var digits = Written.Without(text, ".-");
        return Written.IsDigits(digits, 14) && Siren.IsValid(digits[..9]) && (Written.IsLuhn(digits) || IsOfLaPoste(digits)) ? digits : null;
    }

    /// <summary>As it is printed: <c>732 829 320 00074</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such number.</returns>
    public static string Format(string text) => Normalize(text) is { } digits ? $"{digits[..3]} {digits[3..6]} {digits[6..9]} {digits[9..]}" : text;

    private static bool IsOfLaPoste(string digits) => digits.StartsWith(LaPoste, StringComparison.Ordinal) && digits.Sum(d => d - '0') % 5 == 0;
}
