using System.Globalization;
using System.Text;

namespace Cartulaire.Kernel.Query;

/// <summary>Makes case and accents indifferent, and measures how near two names are.</summary>
public static class Folding
{
    /// <summary>Lower case without accents; ligatures opened. Lone surrogates become U+FFFD.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var lower = char.ToLowerInvariant(c);
            _ = lower switch { 'œ' => folded.Append("oe"), 'æ' => folded.Append("ae"), 'ß' => folded.Append("ss"), _ => folded.Append(lower) };
        }

        return folded.ToString();
    }

    /// <summary>The same length, with each half of a broken pair replaced by U+FFFD.</summary>
    public static string Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? copy = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                copy ??= new StringBuilder(text);
                copy[i] = '\uFFFD';
            }
        }

        return copy?.ToString() ?? text;
    }

    /// <summary>Letters added, lost, changed or swapped with their neighbour between two texts.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
