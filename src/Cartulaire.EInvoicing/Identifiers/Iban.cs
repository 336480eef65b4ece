using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cartulaire.EInvoicing.Identifiers;

/// <summary>
/// Number of a bank account (IBAN, ISO 13616): a country, two check digits, and the national number, as long as the country says. Belgian numbers have a check of their own besides.
/// </summary>
/// <remarks>A right check says that the number is well written, not that the account exists or whose it is.</remarks>
public static class Iban
{
    // Country and length, of the register of ISO 13616 (SWIFT).
    private const string Register =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 " +
        "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 " +
        "RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly FrozenDictionary<string, int> Lengths =
        Register.Split(' ').ToFrozenDictionary(r => r[..2], r => int.Parse(r.AsSpan(2), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Whether a text is such a number, of a country of the register.</summary>
    /// <param name="text">As people write it: <c>BE68 5390 0754 7034</c>, small letters too.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) => Normalize(text) is not null;

    /// <summary>Without spaces, in capitals, such as <c>BE68539007547034</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>Null when the text is no such number.</returns>
    public static string? Normalize(string? text)
    {
        var iban = Written.Without(text, ".-").ToUpperInvariant();
        return iban.Length > 4
            && Lengths.TryGetValue(iban[..2], out var length) && iban.Length == length
            && Written.IsDigits(iban.AsSpan(2, 2), 2)
            && iban.AsSpan(4).ContainsOnlyLettersAndDigits()
            && RestBy97(iban) == 1
            && (!iban.StartsWith("BE", StringComparison.Ordinal) || IsBelgian(iban.AsSpan(4)))
            ? iban
            : null;
    }

    /// <summary>As it is printed, in groups of four: <c>BE68 5390 0754 7034</c>.</summary>
    /// <param name="text">As people write it.</param>
    /// <returns>The text itself when it is no such number.</returns>
    public static string Format(string text) => Normalize(text) is { } iban ? string.Join(' ', iban.Chunk(4).Select(group => new string(group))) : text;

    // The last two digits of a Belgian account check the ten before them.
    private static bool IsBelgian(ReadOnlySpan<char> account)
        => Written.IsDigits(account, 12) && StructuredCommunication.CheckOf(account[..10]) == int.Parse(account[10..], CultureInfo.InvariantCulture);

    private static bool ContainsOnlyLettersAndDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    // The first four characters are read last; letters are two digits, A = 10 to Z = 35.
    private static int RestBy97(string iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest;
    }
}
