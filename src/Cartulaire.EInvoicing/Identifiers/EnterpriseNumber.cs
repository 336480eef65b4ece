using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>
/// Number of an enterprise in Belgium (BCE/KBO): ten digits, the first 0 or 1, the last two of which are 97 less the remainder of the others by 97. Numbers of before 2008 have nine digits: a 0 is put before them.
/// </summary>
/// <remarks>ISO/IEC 6523 scheme 0208. A right check says that the number is well written, not that the enterprise exists.</remarks>
public static class EnterpriseNumber
{
    /// <summary>Whether a text is such a number, however it is spaced.</summary>
    /// <param name="text">As people write it: <c>0841.470.248</c>, <c>841 470 248</c>, <c>BE0841470248</c>.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>The ten digits, such as <c>0841470248</c>.</summary>
    /// <param name="text">As people write it, with or without <c>BE</c> before it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
    {
        var digits = Written.Without(text, ".-/");
        digits = digits.StartsWith("BE", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        digits = digits.Length == 9 ? "0" + digits : digits;
        return Written.IsDigits(digits, 10) && digits[0] is '0' or '1' && IsChecked(digits) ? digits : null;
    }

    /// <summary>As it is printed: <c>0841.470.248</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such number.</returns>
    public static string Format(string text) => Normalize(text) is { } digits ? $"{digits[..4]}.{digits[4..7]}.{digits[7..]}" : text;

    private static bool IsChecked(string digits)
        => 97 - (int.Parse(digits.AsSpan(0, 8), CultureInfo.InvariantCulture) % 97) == int.Parse(digits.AsSpan(8), CultureInfo.InvariantCulture);
}
