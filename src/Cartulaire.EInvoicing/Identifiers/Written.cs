namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>Identifiers as people write them, and the sums that identifiers share.</summary>
internal static class Written
{
    // No identifier is longer, however it is spaced; what is longer is not looked at.
    private const int Longest = 64;

    // No-break spaces come along when a number is copied from a letter.
    private const string Spaces = " \u00A0\u202F\t\r\n";

    /// <summary>A text without spaces and without some signs; empty when it is too long to be an identifier.</summary>
    public static string Without(string? text, string signs)
    {
        if (text is not { Length: <= Longest })
        {
            return string.Empty;
        }

        Span<char> kept = stackalloc char[text.Length];
        var count = 0;
        foreach (var c in text)
        {
            if (!Spaces.Contains(c, StringComparison.Ordinal) && !signs.Contains(c, StringComparison.Ordinal))
            {
                kept[count++] = c;
            }
        }

        return new string(kept[..count]);
    }

    /// <summary>Whether a text is so many digits, 0 to 9, and nothing else.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text, int count) => text.Length == count && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether digits keep the sum of Luhn (ISO/IEC 7812-1, annex B).</summary>
    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            digit <<= i % 2;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
