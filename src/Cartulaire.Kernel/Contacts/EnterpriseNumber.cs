using System.Globalization;

namespace Cartulaire.Kernel.Contacts;

/// <summary>The Belgian enterprise number (BCE/KBO), domain INV-11.</summary>
public static class EnterpriseNumber
{
    /// <summary>Reads a number as people write it: <c>0841.470.248</c>, <c>BE 0841 470 248</c>, or nine digits of old.</summary>
    /// <returns>Ten digits whose check holds, or null.</returns>
    public static string? Read(string text)
    {
        var digits = Digits(text);
        if (digits is { Length: 9 })
        {
            digits = "0" + digits;
        }

        return digits is { Length: 10 } && digits[0] is '0' or '1' && CheckOf(digits.AsSpan(0, 8)) == int.Parse(digits.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture)
            ? digits
            : null;
    }

    /// <summary>The digits of a number, whole or begun, without country code and separators; null when there is anything else.</summary>
    public static string? Digits(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bare = text.Trim();
        if (bare.StartsWith("BE", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[2..];
        }

        var digits = string.Concat(bare.Where(c => c is not (' ' or '.' or '-' or '/' or '\u00A0' or '\u202F')));
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>As people read it: <c>0841.470.248</c>.</summary>
    /// <param name="digits">Ten digits.</param>
    public static string Format(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return $"{digits[..4]}.{digits[4..7]}.{digits[7..]}";
    }

    private static int CheckOf(ReadOnlySpan<char> stem) => 97 - (int.Parse(stem, NumberStyles.None, CultureInfo.InvariantCulture) % 97);
}
