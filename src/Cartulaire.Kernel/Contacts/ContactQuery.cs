namespace Cartulaire.Kernel.Contacts;

/// <summary>What somebody types to find a contact: beginnings of words, in any order, that must all be met.</summary>
/// <param name="Beginnings">Folded beginnings, without repetition; an e-mail address or a number with its separators is one.</param>
public sealed record ContactQuery(IReadOnlyList<string> Beginnings)
{
    /// <summary>More than this is not looked at: nobody types so much to find somebody.</summary>
    private const int Most = 6;

    private const int Longest = 200;

    /// <summary>Reads what was typed.</summary>
    public static ContactQuery Read(string? typed)
    {
        var text = (typed ?? string.Empty).Trim();
        text = text.Length > Longest ? text[..Longest] : text;

        // 0841.470.248 and BE 0841 470 248 are one word; so is a lone postal code.
        if (EnterpriseNumber.Digits(text) is { Length: >= 4 } digits)
        {
            return new ContactQuery([digits is { Length: 9 } && digits[0] != '0' ? "0" + digits : digits]);
        }

        var beginnings = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => part.Contains('@', StringComparison.Ordinal) ? [FoldedText.Fold(part)]
                : part.Length > 4 && EnterpriseNumber.Digits(part) is { Length: >= 4 } number ? [number]
                : FoldedText.Words(part));
        return new ContactQuery([.. beginnings.Distinct(StringComparer.Ordinal).Take(Most)]);
    }
}
