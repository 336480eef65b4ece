using System.Text;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Kernel.Proposals;

/// <summary>Writes words so that the usual confusions of reading from images make no difference.</summary>
public static class Skeleton
{
    /// <summary>The folded text with letters and digits of the same shape made one: i l 1 |, o 0, s 5, c e, n u, b 8, rn m.</summary>
    public static string Of(string text)
    {
        var folded = Folding.Fold(text).Replace("rn", "m", StringComparison.Ordinal);
        var shape = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            shape.Append(c switch { 'i' or '1' or '|' => 'l', '0' => 'o', '5' => 's', 'c' => 'e', 'u' => 'n', '8' => 'b', _ => c });
        }

        return shape.ToString();
    }

    /// <summary>A number that stands for a feature: FNV-1a, 64 bits. What is learnt holds these and no readable word.</summary>
    public static long Hash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return unchecked((long)hash);
    }
}
