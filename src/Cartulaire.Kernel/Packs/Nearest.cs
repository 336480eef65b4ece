namespace Cartulaire.Kernel.Packs;

/// <summary>"Did you mean": the nearest word of a list.</summary>
public static class Nearest
{
    /// <summary>The word nearest to another, or null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> words)
        => words.Select(w => (Word: w, Distance: Distance(word, w))).Where(p => p.Distance <= Math.Max(1, (Math.Min(word.Length, p.Word.Length) + 1) / 3))
            .OrderBy(p => p.Distance).ThenBy(p => p.Word, StringComparer.Ordinal).Select(p => p.Word).FirstOrDefault();

    // Levenshtein; words of a pack are short, and long ones are not compared.
    private static int Distance(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, above) = (row[0], 0);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
