namespace Cartulaire.Kernel.Contacts;

/// <summary>Names compared the way a clerk would: words in any order, legal forms aside, a slip of the finger allowed.</summary>
public static class NameKey
{
    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "sa", "srl", "sprl", "sprlu", "scrl", "scrlfs", "sc", "snc", "scs", "asbl", "aisbl", "nv", "bv", "bvba", "cv", "cvba", "vzw", "ivzw", "vof", "commv", "ag", "gmbh", "vog",
    };

    /// <summary>Folded words, sorted, without legal forms (unless there is nothing else), joined by spaces.</summary>
    public static string Of(params string?[] names) => string.Join(' ', WordsOf(names).Order(StringComparer.Ordinal));

    /// <summary>The folded words that tell names apart, in their order.</summary>
    public static IReadOnlyList<string> WordsOf(params string?[] names)
    {
        var all = names.SelectMany(FoldedText.Words).ToList();
        var telling = all.Where(w => !LegalForms.Contains(w)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    /// <summary>Whether two keys differ by a slip: one letter in a short name, two in a name of nine letters or more.</summary>
    public static bool IsNear(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var shortest = Math.Min(one.Length, other.Length);
        return shortest >= 4 && Distance(one, other, shortest >= 9 ? 2 : 1) is { } distance && distance > 0;
    }

    /// <summary>Letters added, dropped, replaced or swapped with their neighbour to get from one text to the other.</summary>
    /// <param name="one">A text.</param>
    /// <param name="other">Another.</param>
    /// <param name="most">Beyond it the answer is null.</param>
    public static int? Distance(string one, string other, int most)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return null;
        }

        int[] beforeLast = new int[other.Length + 1], last = [.. Enumerable.Range(0, other.Length + 1)], now = new int[other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                now[j] = Math.Min(replaced, Math.Min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    now[j] = Math.Min(now[j], beforeLast[j - 2] + 1);
                }
            }

            if (now.Min() > most)
            {
                return null;
            }

            (beforeLast, last, now) = (last, now, beforeLast);
        }

        return last[other.Length] <= most ? last[other.Length] : null;
    }
}
