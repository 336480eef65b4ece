namespace Cartulaire.Kernel.Proposals;

/// <summary>Which words come with which value: a multinomial model whose counts halve in weight with each period, so that it follows a change.</summary>
/// <remarks>A letter weighs 2^period. Sums of such weights are exact in a double over 40 periods: what is taken out leaves what would have been without it.</remarks>
internal sealed class ClassModel
{
    private const int PeriodDays = 60;
    private const double Background = 1.5;
    private const double Temperature = 3;
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;
    private readonly Dictionary<long, Dictionary<string, double>> features = [];
    private readonly Dictionary<string, double> weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> letters = new(StringComparer.Ordinal);

    /// <summary>How many letters got a value.</summary>
    public int Letters(string value) => letters.GetValueOrDefault(value);

    /// <summary>Counts a letter in (+1) or out (−1).</summary>
    public void Count(Confirmation letter, string? value, int by)
    {
        if (value is null)
        {
            return;
        }

        var weight = by * Scale(letter.Day);
        Add(weights, value, weight);
        letters[value] = letters.GetValueOrDefault(value) + by;
        if (letters[value] == 0)
        {
            letters.Remove(value);
        }

        foreach (var feature in letter.Body)
        {
            if (!features.TryGetValue(feature, out var values))
            {
                features[feature] = values = new Dictionary<string, double>(StringComparer.Ordinal);
            }

            Add(values, value, weight);
            if (values.Count == 0)
            {
                features.Remove(feature);
            }
        }
    }

    /// <summary>Probability of each value, and for the likeliest the words that speak most for it.</summary>
    public (IReadOnlyDictionary<string, double> Shares, IReadOnlyList<string> Words) Weigh(LetterText letter, DateOnly day)
    {
        var values = weights.OrderBy(w => w.Key, StringComparer.Ordinal).ToList();
        if (values.Count == 0)
        {
            return (new Dictionary<string, double>(StringComparer.Ordinal), []);
        }

        var scale = Scale(day);
        var total = values.Sum(v => v.Value);
        var logs = values.Select(v => Math.Log((v.Value / scale) + 0.1)).ToArray();
        var speaking = new List<(string Word, double[] Gains)>();
        foreach (var feature in letter.Body)
        {
            if (features.TryGetValue(feature.Hash, out var seen))
            {
                var general = seen.OrderBy(s => s.Key, StringComparer.Ordinal).Sum(s => s.Value) / total;
                var gains = values
                    .Select(v => Math.Log(((seen.GetValueOrDefault(v.Key) / scale) + (Background * general)) / ((v.Value / scale) + Background) / general) / Temperature)
                    .ToArray();
                speaking.Add((feature.Extract, gains));
                for (var i = 0; i < logs.Length; i++)
                {
                    logs[i] += gains[i];
                }
            }
        }

        var best = Array.IndexOf(logs, logs.Max());
        var sum = logs.Sum(l => Math.Exp(l - logs[best]));
        return (
            values.Select((v, i) => (v.Key, Share: Math.Exp(logs[i] - logs[best]) / sum)).ToDictionary(p => p.Key, p => p.Share, StringComparer.Ordinal),
            TellingWords.Of(speaking.Where(s => s.Gains[best] > 0).OrderByDescending(s => s.Gains[best]).Select(s => s.Word)));
    }

    private static double Scale(DateOnly day) => Math.ScaleB(1, (day.DayNumber - Epoch) / PeriodDays);

    private static void Add(Dictionary<string, double> sums, string key, double by)
    {
        var sum = sums.GetValueOrDefault(key) + by;
        if (sum <= 0)
        {
            sums.Remove(key);
        }
        else
        {
            sums[key] = sum;
        }
    }
}
