namespace Cartulaire.Kernel.Proposals;

/// <summary>What one administration's letters taught. It is a function of the set of confirmations: not of their order, and forgetting one is never having learnt it.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class Learner
{
    private readonly Dictionary<string, Confirmation> letters = new(StringComparer.Ordinal);
    private readonly SenderProfiles senders = new();
    private readonly Neighbours neighbours = new();
    private readonly Classifier types = new(ProposalSlots.Type, c => c.Type);
    private readonly Classifier services = new(ProposalSlots.Service, c => c.Service);

    /// <summary>The confirmations, by day and source: all of its state.</summary>
    public IReadOnlyList<Confirmation> State => [.. letters.Values.OrderBy(l => l.Day).ThenBy(l => l.Source, StringComparer.Ordinal)];

    /// <summary>How many letters it learnt from.</summary>
    public int Letters => letters.Count;

    /// <summary>A learner that knows these confirmations.</summary>
    public static Learner From(IEnumerable<Confirmation> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var learner = new Learner();
        foreach (var letter in state)
        {
            learner.Learn(letter);
        }

        return learner;
    }

    /// <summary>Learns a letter, in the place of what was confirmed about it before.</summary>
    public void Learn(Confirmation letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        Forget(letter.Source);
        letters.Add(letter.Source, letter);
        Count(letter, 1);
    }

    /// <summary>Forgets one letter; false when it was not known.</summary>
    public bool Forget(string source)
    {
        if (!letters.Remove(source, out var letter))
        {
            return false;
        }

        Count(letter, -1);
        return true;
    }

    /// <summary>Forgets every letter of a sender.</summary>
    /// <returns>The sources forgotten.</returns>
    public IReadOnlyList<string> ForgetSender(string sender)
    {
        var sources = letters.Values.Where(l => string.Equals(l.Sender, sender, StringComparison.Ordinal)).Select(l => l.Source).Order(StringComparer.Ordinal).ToList();
        sources.ForEach(s => Forget(s));
        return sources;
    }

    /// <summary>What is proposed for a letter, one proposal a slot at most; nothing for a slot about which nothing is known.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="received">Day of its reception.</param>
    public IReadOnlyList<Proposal> Propose(LetterText letter, DateOnly received)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var sender = senders.Propose(letter);
        var near = neighbours.Of(sender?.Value, letter);
        var others = neighbours.Among(letter);
        var proposals = new[]
        {
            sender,
            LetterDate.Choose(letter, received),
            Written(ProposalSlots.Subject, LabelledLines.Subject(letter.Lines)),
            types.Propose(letter, received, near, others),
            services.Propose(letter, received, near, others),
            Written(ProposalSlots.ExternalReference, LabelledLines.Reference(letter.Lines)),
        };
        return [.. proposals.OfType<Proposal>()];
    }

    private static Proposal? Written(string slot, string? value)
        => value is null ? null : new Proposal(slot, value, 0.9, true, new ProposalReason(ReasonCodes.Written, [value]));

    private void Count(Confirmation letter, int by)
    {
        senders.Count(letter, by);
        neighbours.Count(letter, by);
        types.Count(letter, by);
        services.Count(letter, by);
    }
}
