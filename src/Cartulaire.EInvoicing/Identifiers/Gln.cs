using System.Diagnostics.CodeAnalysis;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>Number of a place or a party at GS1 (Global Location Number): thirteen digits, the last of which checks the others (GS1 General Specifications, 7.9).</summary>
/// <remarks>ISO/IEC 6523 scheme 0088. It is written without spaces; there is no other customary way.</remarks>
public static class Gln
{
    /// <summary>Whether a text is such a number, however it is spaced.</summary>
    /// <param name="text">As people write it: <c>5412345000013</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>The thirteen digits.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
    {
        var digits = Written.Without(text, ".-");
        return Written.IsDigits(digits, 13) && IsChecked(digits) ? digits : null;
    }

    // From the right, digits count once and three times by turns.
    private static bool IsChecked(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return sum % 10 == 0;
    }
}
