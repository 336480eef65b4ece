using System.Globalization;

namespace Cartulaire.Kernel.Proposals;

/// <summary>Belgian and banking numbers whose check digits tell a number from a number-like text (INV-11 to INV-13).</summary>
public static class CheckedNumbers
{
    /// <summary>An enterprise number as ten digits, or null. Nine digits of the older form get their leading zero; dots, spaces and <c>BE</c> are ignored.</summary>
    public static string? Enterprise(string text)
    {
        var digits = Digits(text);
        digits = digits.Length == 9 ? "0" + digits : digits;
        return digits.Length == 10 && (digits[0] is '0' or '1') && 97 - (Number(digits[..8]) % 97) == Number(digits[8..]) ? digits : null;
    }

    /// <summary>A structured communication as twelve digits, or null. The check is the first ten modulo 97, 97 standing for 0.</summary>
    public static string? StructuredCommunication(string text)
    {
        var digits = Digits(text);
        return digits.Length == 12 && Check97(Number(digits[..10])) == Number(digits[10..]) ? digits : null;
    }

    /// <summary>An IBAN without spaces, or null: ISO 13616, and for Belgian accounts the national check too.</summary>
    public static string? Iban(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var iban = new string([.. text.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        if (iban.Length is < 15 or > 34 || !char.IsAsciiLetter(iban[0]) || !char.IsAsciiLetter(iban[1]) || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]) || Modulo(iban) != 1)
        {
            return null;
        }

        return !iban.StartsWith("BE", StringComparison.Ordinal) || Belgian(iban) ? iban : null;
    }

    private static bool Belgian(string iban)
        => iban.Length == 16 && iban[4..].All(char.IsAsciiDigit) && Check97(Number(iban[4..14])) == Number(iban[14..]);

    private static int Modulo(string iban)
    {
        var rest = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest;
    }

    private static long Check97(long stem) => stem % 97 == 0 ? 97 : stem % 97;

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
