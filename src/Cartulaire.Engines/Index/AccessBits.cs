namespace Cartulaire.Engines.Index;

/// <summary>A set of access-set numbers: what one person may read, or see the line of. Immutable.</summary>
public sealed class AccessBits
{
    private readonly ulong[] words;

    /// <summary>Holds these set numbers, each 0 or more, and those of another.</summary>
    public AccessBits(IEnumerable<int> sets, AccessBits? others = null)
    {
        var list = new List<ulong>(others?.words ?? []);
        foreach (var set in sets)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(set, nameof(sets));
            while (list.Count <= set >> 6)
            {
                list.Add(0);
            }

            list[set >> 6] |= 1UL << (set & 63);
        }

        words = [.. list];
    }

    /// <summary>Nothing.</summary>
    public static AccessBits None { get; } = new([]);

    /// <summary>Whether the set is in it; false for numbers out of range.</summary>
    public bool Contains(int set)
    {
        var word = (uint)set >> 6;
        return word < (uint)words.Length && (words[word] >> (set & 63) & 1) != 0;
    }
}
