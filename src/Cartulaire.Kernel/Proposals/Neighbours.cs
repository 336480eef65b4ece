using System.Globalization;

namespace Cartulaire.Kernel.Proposals;

/// <summary>The earlier letters of each sender, to be compared with a new one: what happened to the last similar one says most.</summary>
internal sealed class Neighbours
{
    private const int Compared = 40;
    private const int Recent = 200;
    private const double LeastLikeness = 0.3;
    private readonly Dictionary<string, SortedList<string, Confirmation>> bySender = new(StringComparer.Ordinal);
    private readonly SortedList<string, Confirmation> all = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> documents = [];

    /// <summary>A similar earlier letter.</summary>
    /// <param name="Letter">The letter.</param>
    /// <param name="Likeness">Cosine of the bodies, rare words counting more; 0 to 1.</param>
    public readonly record struct Near(Confirmation Letter, double Likeness);

    /// <summary>Counts a letter in (+1) or out (−1).</summary>
    public void Count(Confirmation letter, int by)
    {
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

        Keep(all, letter, by);
        if (letter.Sender is { } sender)
        {
            if (!bySender.TryGetValue(sender, out var letters))
            {
                bySender[sender] = letters = new SortedList<string, Confirmation>(StringComparer.Ordinal);
            }

            Keep(letters, letter, by);
            if (letters.Count == 0)
            {
                bySender.Remove(sender);
            }
        }
    }

    /// <summary>The similar letters among the last ones of a sender, newest first.</summary>
    public IReadOnlyList<Near> Of(string? sender, LetterText letter)
        => sender is not null && bySender.TryGetValue(sender, out var letters) ? Similar(letters, letter, Compared) : [];

    /// <summary>The similar letters among the last ones of everybody, newest first.</summary>
    public IReadOnlyList<Near> Among(LetterText letter) => Similar(all, letter, Recent);

    private List<Near> Similar(SortedList<string, Confirmation> letters, LetterText letter, int compared)
    {
        var words = letter.Body.Select(f => f.Hash).ToHashSet();
        var norm = Norm(words);
        var near = new List<Near>();
        for (var i = letters.Count - 1; i >= Math.Max(0, letters.Count - compared); i--)
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

    private static void Keep(SortedList<string, Confirmation> letters, Confirmation letter, int by)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{letter.Day:yyyy-MM-dd} {letter.Source}");
        if (by > 0)
        {
            letters.Add(key, letter);
        }
        else
        {
            letters.Remove(key);
        }
    }

    private double Norm(IEnumerable<long> features) => features.Sum(Square);

    private double Square(long feature)
    {
        var weight = Math.Log((all.Count + 1.0) / Math.Max(1, documents.GetValueOrDefault(feature)));
        return weight * weight;
    }
}
