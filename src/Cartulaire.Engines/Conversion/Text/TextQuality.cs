using System.Globalization;

namespace Cartulaire.Engines.Conversion.Text;

/// <summary>Tells a text layer from garbage: fonts without a map to characters, old OCR gone wrong.</summary>
internal static class TextQuality
{
    private const string Vowels = "aeiouyàâäáåãæéèêëíîïìóôöòõœøúùûüÿ";

    /// <summary>Whether the layer may stand for the page. False sends the page to OCR.</summary>
    public static bool IsUsable(string text)
    {
        var shown = text.Count(c => !char.IsWhiteSpace(c));
        if (shown == 0)
        {
            return false;
        }

        var odd = text.Count(c => !char.IsWhiteSpace(c) && IsOdd(c));
        return odd * 10 < shown && LooksLikeWords(text);
    }

    private static bool IsOdd(char c) => c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.OtherNotAssigned;

    /// <summary>Of the longer Latin words, more than half hold a vowel and few signs. An alphabet shifted by some places is not noticed. Other scripts and short pages are believed.</summary>
    private static bool LooksLikeWords(string text)
    {
        var words = text.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 4 && word.Any(char.IsAsciiLetter)).ToList();
        if (words.Count < 20)
        {
            return true;
        }

        var good = words.Count(word => word.Any(c => Vowels.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal)) && word.Count(char.IsLetterOrDigit) * 3 >= word.Length * 2);
        return good * 2 > words.Count;
    }
}
