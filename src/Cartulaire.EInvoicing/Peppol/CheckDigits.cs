using System.Globalization;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Check digits of identifiers. A text of another form has none that is right.</summary>
internal static class CheckDigits
{
    private static readonly int[] Australian = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];

    /// <summary>GLN: modulo 10, weights 3 and 1 from the right (GS1 General Specifications, 7.9).</summary>
    public static bool IsGln(string text)
        => text.IsDigits() && (10 - (FromTheRight(text, i => i % 2 == 0 ? 3 : 1) % 10)) % 10 == Digit(text[^1]);

    /// <summary>Norwegian organization number: modulo 11, weights 2 to 7 from the right.</summary>
    public static bool IsNorwegian(string text)
        => text.IsDigits(9) && text.Any(c => c != '0') && (11 - (FromTheRight(text, i => (i % 6) + 2) % 11)) % 11 == Digit(text[^1]);

    /// <summary>Belgian enterprise number: the last two digits are 97 less the rest modulo 97.</summary>
    public static bool IsBelgian(string text) => text.IsDigits(10) && 97 - Remainder(text.AsSpan(0, 8), 97) == Remainder(text.AsSpan(8), 100);

    /// <summary>Swedish organization number: modulo 10 (Luhn) over the first ten digits.</summary>
    public static bool IsSwedish(string text)
        => text.IsDigits() && text.Length >= 10 && (10 - (FromTheRight(text[..10], (i, digit) => i % 2 == 0 ? Twice(digit) : digit) % 10)) % 10 == Digit(text[9]);

    /// <summary>Australian Business Number: modulo 89, one taken from the first digit.</summary>
    public static bool IsAustralian(string text) => text.IsDigits(11) && HasAustralianSum(text);

    /// <summary>The same sum over the first eleven characters, whatever they are: all that the rule of CII asks.</summary>
    public static bool HasAustralianSum(string text) => text.Length >= 11 && Australian.Select((weight, i) => (Digit(text[i]) - (i == 0 ? 1 : 0)) * weight).Sum() % 89 == 0;

    /// <summary>Greek tax number (AFM): powers of two, modulo 11 then 10; what follows the ninth digit is not looked at.</summary>
    public static bool IsGreek(string text)
        => text.From(1, 9).IsDigits(9) && Enumerable.Range(0, 8).Sum(i => Digit(text[i]) << (8 - i)) % 11 % 10 == Digit(text[8]);

    /// <summary>IBAN, blanks left out: modulo 97 (ISO 13616). Small letters count by their own place, as in the rule.</summary>
    public static bool IsIban(string text)
    {
        var iban = string.Concat(text.Split([' ', '\t', '\n', '\r']));
        if (iban.Length is < 4 or > 34 || !iban[..2].All(char.IsAsciiLetterUpper) || !iban[2..4].IsDigits() || !iban.All(char.IsAsciiLetterOrDigit))
        {
            return false;
        }

        var rest = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            rest = ((rest * (char.IsAsciiDigit(c) ? 10 : 100)) + (char.IsAsciiDigit(c) ? Digit(c) : c - 55)) % 97;
        }

        return rest == 1;
    }

    /// <summary>Italian VAT number without its prefix: modulo 10 (Luhn).</summary>
    public static bool IsItalian(string text) => text.IsDigits(11) && text.Select((c, i) => i % 2 == 0 ? Digit(c) : Twice(Digit(c))).Sum() % 10 == 0;

    /// <summary>An identifier with the check digits that make it right, all else as it is; null when none do.</summary>
    /// <param name="text">The identifier.</param>
    /// <param name="digits">Where its check digits stand, one or two; null where it has none.</param>
    /// <param name="isRight">Whether an identifier is right.</param>
    public static string? Mended(string text, Range? digits, Func<string, bool> isRight)
    {
        if (digits is not { } range || text.Length is < 4 or > 40)
        {
            return null;
        }

        var (start, length) = range.GetOffsetAndLength(text.Length);
        return Enumerable.Range(0, length == 1 ? 10 : 100)
            .Select(n => text[..start] + n.ToString(length == 1 ? "0" : "00", CultureInfo.InvariantCulture) + text[(start + length)..])
            .FirstOrDefault(isRight);
    }

    private static int FromTheRight(string text, Func<int, int> weight) => FromTheRight(text, (i, digit) => digit * weight(i));

    // The last digit is the check digit itself.
    private static int FromTheRight(string text, Func<int, int, int> value)
    {
        var sum = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            sum = (sum + value(i, Digit(text[^(i + 2)]))) % (11 * 10);
        }

        return sum;
    }

    private static int Twice(int digit) => digit > 4 ? (digit * 2) - 9 : digit * 2;

    private static int Remainder(ReadOnlySpan<char> digits, int divisor)
    {
        var rest = 0;
        foreach (var c in digits)
        {
            rest = ((rest * 10) + Digit(c)) % divisor;
        }

        return rest;
    }

    private static int Digit(char c) => c - '0';
}
