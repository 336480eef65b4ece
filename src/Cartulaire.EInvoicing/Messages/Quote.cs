using System.Globalization;
using System.Text;

namespace Cartulaire.EInvoicing.Messages;

/// <summary>Texts of a file as a message may show them: one line, short, and nothing in it that changes how the rest is read.</summary>
internal static class Quote
{
    /// <summary>The most characters that are quoted.</summary>
    public const int Longest = 80;

    /// <summary>A text without white space around and with single blanks within, of 80 characters at most; null when nothing is left.</summary>
    public static string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var quoted = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (quoted.Length > 0 && quoted[^1] != ' ')
                {
                    quoted.Append(' ');
                }
            }
            else
            {
                quoted.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
            }

            if (quoted.Length > Longest + 1)
            {
                break;
            }
        }

        var whole = quoted.ToString().TrimEnd();
        return whole.Length == 0 ? null : whole.Length <= Longest ? whole : Cut(whole) + "…";
    }

    /// <summary>The last four signs of a number that is not to be shown whole.</summary>
    public static string End(string text) => text[Math.Max(0, text.Length - 4)..];

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)];

    // Controls, and signs that turn the direction of writing.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
