using System.Text.RegularExpressions;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Kernel.Proposals;

/// <summary>What an identifier found in a text is.</summary>
public enum IdentifierKind
{
    /// <summary>Enterprise number, ten digits; a VAT number is the same behind <c>BE</c>.</summary>
    Enterprise,

    /// <summary>Bank account.</summary>
    Iban,

    /// <summary>Structured communication of a payment, twelve digits.</summary>
    StructuredCommunication,

    /// <summary>E-mail address, lower case.</summary>
    Email,

    /// <summary>Telephone number, digits only, without country prefix.</summary>
    Phone,
}

/// <summary>An identifier read in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its normal form.</param>
/// <param name="Extract">As it is written.</param>
/// <param name="Start">Where it begins in the text.</param>
public sealed record FoundIdentifier(IdentifierKind Kind, string Value, string Extract, int Start);

/// <summary>Finds identifiers in a text; those that have check digits are kept only when they hold.</summary>
public static partial class IdentifierFinder
{
    /// <summary>All identifiers, in the order of the text, each place once.</summary>
    public static IReadOnlyList<FoundIdentifier> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<FoundIdentifier>();
        Add(found, StructuredForm().Matches(text), IdentifierKind.StructuredCommunication, CheckedNumbers.StructuredCommunication);
        Add(found, IbanForm().Matches(text), IdentifierKind.Iban, Account);
        Add(found, EnterpriseForm().Matches(text), IdentifierKind.Enterprise, CheckedNumbers.Enterprise);
        Add(found, EmailForm().Matches(text), IdentifierKind.Email, Folding.Fold);
        Add(found, PhoneForm().Matches(text), IdentifierKind.Phone, Phone);
        return [.. found.OrderBy(f => f.Start)];
    }

    private static void Add(List<FoundIdentifier> found, MatchCollection matches, IdentifierKind kind, Func<string, string?> check)
    {
        foreach (Match match in matches)
        {
            var free = !found.Exists(f => match.Index < f.Start + f.Extract.Length && f.Start < match.Index + match.Length);
            if (free && check(match.Value) is { } value)
            {
                found.Add(new FoundIdentifier(kind, value, match.Value.Trim(), match.Index));
            }
        }
    }

    // The pattern may run on into the next word: shorter ends are tried until the check holds.
    private static string? Account(string text)
    {
        var bare = text.Replace(" ", string.Empty, StringComparison.Ordinal);
        if (bare.StartsWith("BE", StringComparison.OrdinalIgnoreCase))
        {
            return bare.Length >= 16 ? CheckedNumbers.Iban(bare[..16]) : null;
        }

        return Enumerable.Range(0, Math.Max(0, bare.Length - 14)).Select(cut => CheckedNumbers.Iban(bare[..^cut])).FirstOrDefault(iban => iban is not null);
    }

    private static string? Phone(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        digits = digits.StartsWith("0032", StringComparison.Ordinal) ? digits[4..] : text.StartsWith('+') && digits.StartsWith("32", StringComparison.Ordinal) ? digits[2..] : digits;
        digits = digits.TrimStart('0');
        return digits.Length is 8 or 9 ? digits : null;
    }

    [GeneratedRegex(@"(?<![\d/])(?:\+\+\+|\*\*\*)\s?\d{3}\s?/\s?\d{4}\s?/\s?\d{5}\s?(?:\+\+\+|\*\*\*)|(?<![\d/])\d{3}/\d{4}/\d{5}(?![\d/])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex StructuredForm();

    [GeneratedRegex(@"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex IbanForm();

    [GeneratedRegex(@"(?<![\d.,/+])(?:BE ?)?(?:[01]\d{3}[. ]?\d{3}[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?![\d,/])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EnterpriseForm();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"(?<![\d.,/])(?:(?:\+|00)32[ ./]?(?:\(0\))?|0)\d{1,3}[ ./]\d{2,3}[ .]?\d{2}(?:[ .]?\d{2,3})?(?![\d/])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PhoneForm();
}
