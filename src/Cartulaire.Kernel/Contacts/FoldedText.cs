using System.Globalization;
using System.Text;

namespace Cartulaire.Kernel.Contacts;

/// <summary>Texts without what people type or leave out at will: accents, case, composition, ligatures, punctuation.</summary>
public static class FoldedText
{
    /// <summary>Lower case, without marks, ligatures and barred letters spelt out; what is no letter or digit stays as it is.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 4);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            var lower = char.ToLowerInvariant(letter);
            _ = lower switch
            {
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ß' or 'ẞ' => folded.Append("ss"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' or 'ð' => folded.Append('d'),
                'ı' => folded.Append('i'),
                _ => folded.Append(lower),
            };
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The folded words of a text in their order: runs of letters and digits.</summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in Fold(text ?? string.Empty))
        {
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                word.Append(letter);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
