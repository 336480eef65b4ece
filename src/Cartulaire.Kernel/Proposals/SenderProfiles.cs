using System.Globalization;

namespace Cartulaire.Kernel.Proposals;

/// <summary>What each known sender prints on its letters: identifiers first, then words of head and foot, rare ones counting more.</summary>
internal sealed class SenderProfiles
{
    private const double MarkWeight = 4;
    private const double LeastWeight = 0.7;
    private const double LeastCoverage = 0.12;
    private const double SureCoverage = 0.4;
    private const double SureMargin = 0.4;

    /// <summary>With fewer senders, words that every letter prints (our own address) look like those of one.</summary>
    private const int FewSenders = 4;
    private readonly Dictionary<long, Dictionary<string, int>> features = [];
    private readonly Dictionary<string, int> letters = new(StringComparer.Ordinal);

    /// <summary>Counts a letter in (+1) or out (−1).</summary>
    public void Count(Confirmation letter, int by)
    {
        if (letter.Sender is not { } sender)
        {
            return;
        }

        Add(letters, sender, by);
        foreach (var feature in letter.Marks.Concat(letter.Edges))
        {
            if (!features.TryGetValue(feature, out var senders))
            {
                features[feature] = senders = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            Add(senders, sender, by);
            if (senders.Count == 0)
            {
                features.Remove(feature);
            }
        }
    }

    /// <summary>The likeliest sender, or null when nobody known looks like it.</summary>
    public Proposal? Propose(LetterText letter)
    {
        var (scores, possible) = Scores(letter);
        var ranked = scores.OrderByDescending(s => s.Value.Sum).ThenBy(s => s.Key, StringComparer.Ordinal).Take(2).ToList();
        if (ranked.Count == 0)
        {
            return null;
        }

        var (sender, best) = ranked[0];
        var coverage = best.Sum / possible;
        var margin = ranked.Count == 1 ? 1 : 1 - (ranked[1].Value.Sum / best.Sum);
        if (coverage < LeastCoverage || (best.Mark is null && letters.Count < FewSenders))
        {
            return null;
        }

        var sure = best.Mark is not null ? margin >= 0.2 : coverage >= SureCoverage && margin >= SureMargin;
        var known = letters[sender].ToString(CultureInfo.InvariantCulture);
        var reason = best.Mark is { } mark
            ? new ProposalReason(ReasonCodes.Identifier, [mark, known])
            : new ProposalReason(ReasonCodes.Words, [string.Join(", ", TellingWords.Of(best.Words.OrderByDescending(w => w.Weight).Select(w => w.Extract))), known]);
        return new Proposal(ProposalSlots.Sender, sender, Math.Clamp(best.Mark is not null ? 0.6 + (0.39 * margin) : coverage * (0.5 + (0.5 * margin)), 0.01, 0.99), sure, reason);
    }

    private (Dictionary<string, Tally> Scores, double Possible) Scores(LetterText letter)
    {
        var scores = new Dictionary<string, Tally>(StringComparer.Ordinal);
        var possible = 0.0;
        foreach (var (feature, isMark) in letter.Marks.Select(m => (m, true)).Concat(letter.Edges.Select(e => (e, false))))
        {
            var known = features.GetValueOrDefault(feature.Hash);
            var weight = Math.Log((letters.Count + 1.0) / Math.Max(1, known?.Count ?? 1));
            if (weight < LeastWeight && letters.Count > 3)
            {
                continue;
            }

            weight *= isMark ? MarkWeight : 1;
            possible += known is null ? weight * 0.5 : weight;
            foreach (var (sender, count) in known ?? [])
            {
                if (!scores.TryGetValue(sender, out var tally))
                {
                    scores[sender] = tally = new Tally();
                }

                tally.Take(feature.Extract, weight * (0.4 + (0.6 * count / letters[sender])), isMark && known!.Count == 1);
            }
        }

        return (scores, Math.Max(possible, 1e-9));
    }

    private static void Add(Dictionary<string, int> counts, string key, int by)
    {
        var count = counts.GetValueOrDefault(key) + by;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }

    private sealed class Tally
    {
        public double Sum { get; private set; }

        public string? Mark { get; private set; }

        public List<(string Extract, double Weight)> Words { get; } = [];

        public void Take(string extract, double weight, bool ownMark)
        {
            Sum += weight;
            Words.Add((extract, weight));
            Mark = ownMark ? Mark ?? extract : Mark;
        }
    }
}
