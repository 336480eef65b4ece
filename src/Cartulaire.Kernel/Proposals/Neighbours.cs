namespace Cartulaire.Kernel.Proposals;

/// <summary>The earlier letters of each sender, to be compared with a new one: what happened to the last similar one says most.</summary>
internal sealed class Neighbours
{
    private const int Compared = 40;
    private const double LeastLikeness = 0.2;
    private readonly Dictionary<string, SortedList<string, Confirmation>> bySender = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> documents = [];
    private int total;

    /// <summary>A similar earlier letter.</summary>
    /// <param name="Letter">The letter.</param>
    /// <param name="Likeness">Cosine of the bodies, rare words counting more; 0 to 1.</param>
    public readonly record struct Near(Confirmation Letter, double Likeness);

    /// <summary>Counts a letter in (+1) or out (−1).</summary>
    public void Count(Confirmation letter, int by)
    {
        total += by;
        foreach (var feature in letter.Body)
        {
            var count = documents.GetValueOrDefault(feature) + by;
            if (count == 0)
            {
                documents.Remove(feature);
            }
            else
            {
                documents[feature] = count;
            }
        }

        if (letter.Sender is not { } sender)
        {
            return;
        }

        if (!bySender.TryGetValue(sender, out var letters))
        {
            bySender[sender] = letters = new SortedList<string, Confirmation>(StringComparer.Ordinal);
        }

        var key = $"{letter.Day:yyyy-MM-dd} {letter.Source}";
        if (by > 0)
        {
            letters.Add(key, letter);
        }
        else
        {
            letters.Remove(key);
        }

        if (letters.Count == 0)
        {
            bySender.Remove(sender);
        }
    }

    /// <summary>The similar letters among the last ones of a sender, newest first.</summary>
    public IReadOnlyList<Near> Of(string? sender, LetterText letter)
    {
        if (sender is null || !bySender.TryGetValue(sender, out var letters))
        {
            return [];
        }

        var words = letter.Body.Select(f => f.Hash).ToHashSet();
        var norm = Norm(words);
        var near = new List<Near>();
        for (var i = letters.Count - 1; i >= Math.Max(0, letters.Count - Compared); i--)
        {
            var other = letters.Values[i];
            var shared = other.Body.Where(words.Contains).Sum(Square);
            var likeness = shared / Math.Max(1e-9, Math.Sqrt(norm * Norm(other.Body)));
            if (likeness >= LeastLikeness)
            {
                near.Add(new Near(other, likeness));
            }
        }

        return near;
    }

    private double Norm(IEnumerable<long> features) => features.Sum(Square);

    private double Square(long feature)
    {
        var weight = Math.Log((total + 1.0) / Math.Max(1, documents.GetValueOrDefault(feature)));
        return weight * weight;
    }
}
