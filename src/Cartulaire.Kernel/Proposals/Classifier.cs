using System.Globalization;

namespace Cartulaire.Kernel.Proposals;

/// <summary>Proposes a value for one slot from the words of the letter and from the last similar letters of its sender.</summary>
/// <param name="slot">The slot.</param>
/// <param name="value">What was confirmed for it.</param>
internal sealed class Classifier(string slot, Func<Confirmation, string?> value)
{
    private const double WordsWeight = 0.12;
    private const double SureShare = 0.9;
    private const double SureLikeness = 0.4;
    private const int FreshDays = 45;
    private const int LongStreak = 4;
    private readonly ClassModel model = new();

    /// <summary>Counts a letter in (+1) or out (−1).</summary>
    public void Count(Confirmation letter, int by) => model.Count(letter, value(letter), by);

    /// <summary>The likeliest value; null while nothing was learnt.</summary>
    public Proposal? Propose(LetterText letter, DateOnly day, IReadOnlyList<Neighbours.Near> near, IReadOnlyList<Neighbours.Near> others)
    {
        var (shares, words) = model.Weigh(letter, day);
        if (shares.Count == 0)
        {
            return null;
        }

        var known = near.Where(n => value(n.Letter) is not null).ToList();
        var scores = shares.ToDictionary(s => s.Key, s => s.Value * WordsWeight, StringComparer.Ordinal);
        var (rank, sum) = (0.5, WordsWeight);
        foreach (var neighbour in known)
        {
            var vote = rank * neighbour.Likeness * neighbour.Likeness;
            scores[value(neighbour.Letter)!] += vote;
            sum += vote;
            rank *= 0.5;
        }

        var best = scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).First().Key;
        var streak = known.TakeWhile(n => string.Equals(value(n.Letter), best, StringComparison.Ordinal)).Count();
        var share = shares[best];
        return new Proposal(
            slot, best, Math.Clamp(scores[best] / sum, 0.01, 0.99), share >= SureShare && IsSure(known, streak, others, best, day), Reason(streak, words, model.Letters(best)));
    }

    private static ProposalReason Reason(int streak, IReadOnlyList<string> words, int letters)
    {
        var (wordsText, count) = (string.Join(", ", words), (streak > 0 ? streak : letters).ToString(CultureInfo.InvariantCulture));
        return (streak > 0, words.Count > 0) switch
        {
            (true, true) => new ProposalReason(ReasonCodes.SameSender, [count, wordsText]),
            (true, false) => new ProposalReason(ReasonCodes.SameSenderOnly, [count]),
            (false, true) => new ProposalReason(ReasonCodes.Words, [wordsText, count]),
            (false, false) => new ProposalReason(ReasonCodes.Usual, [count]),
        };
    }

    // A habit of the sender that is long and fresh is sure. Otherwise what recently became of such letters, whoever wrote them, must agree too:
    // when habits change, these are the first to disagree.
    private bool IsSure(List<Neighbours.Near> known, int streak, IReadOnlyList<Neighbours.Near> others, string best, DateOnly day)
    {
        if (streak >= LongStreak && day.DayNumber - known[0].Letter.Day.DayNumber <= FreshDays && known[0].Likeness >= SureLikeness)
        {
            return true;
        }

        var same = others.Count(o => string.Equals(value(o.Letter), best, StringComparison.Ordinal));
        return streak == known.Count && others.Count >= (streak > 0 ? 3 : 6) && same >= (streak > 0 ? 0.9 : 0.95) * others.Count;
    }
}
