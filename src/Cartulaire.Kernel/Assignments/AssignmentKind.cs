using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Assignments;

/// <summary>What a state of an assignment means to the rest of the house.</summary>
public enum AssignmentPhase
{
    /// <summary>Somebody has work to do.</summary>
    Open,

    /// <summary>The work is done.</summary>
    Done,

    /// <summary>It is no longer asked for.</summary>
    Cancelled,
}

/// <summary>A state of a kind of assignment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Labels">Its name.</param>
/// <param name="Phase">What it means.</param>
public sealed record AssignmentState(string Id, Origin At, Labels Labels, AssignmentPhase Phase);

/// <summary>A step of an assignment's own progress.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Labels">Its name.</param>
/// <param name="From">From any of these states.</param>
/// <param name="To">To this state.</param>
/// <param name="Who">Who may make it.</param>
/// <param name="CommentRequired">Whether a comment must be given.</param>
public sealed record AssignmentStep(string Id, Origin At, Labels Labels, IReadOnlyList<Ref> From, Ref To, IReadOnlyList<Relation> Who, bool CommentRequired);

/// <summary>A kind of work, with its small workflow.</summary>
public sealed record AssignmentKind : IThing
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required Origin At { get; init; }

    /// <inheritdoc/>
    public int Version { get; init; } = 1;

    /// <inheritdoc/>
    public int? Base { get; init; }

    /// <inheritdoc/>
    public string Fingerprint { get; init; } = "";

    /// <summary>Its name.</summary>
    public required Labels Labels { get; init; }

    /// <summary>Its states; the first is the one in which it opens.</summary>
    public IReadOnlyList<AssignmentState> States { get; init; } = [];

    /// <summary>Its steps.</summary>
    public IReadOnlyList<AssignmentStep> Steps { get; init; } = [];

    /// <summary>Who may open one by hand, give it to a person, pass it to another service, or cancel it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Relation>> Acts { get; init; } = new Dictionary<string, IReadOnlyList<Relation>>(StringComparer.Ordinal);

    /// <summary>A state, or null.</summary>
    public AssignmentState? State(string id) => States.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal));

    /// <summary>The first state of a phase, or null.</summary>
    public AssignmentState? First(AssignmentPhase phase) => States.FirstOrDefault(s => s.Phase == phase);

    /// <summary>What a state means; an unknown state reads as open, so that work never vanishes.</summary>
    public AssignmentPhase PhaseOf(string state) => State(state)?.Phase ?? AssignmentPhase.Open;
}

/// <summary>The acts on an assignment that are not steps.</summary>
public static class AssignmentActs
{
    /// <summary>Opens one by hand.</summary>
    public const string Open = "open";

    /// <summary>Gives it to a person of its service.</summary>
    public const string Assign = "assign";

    /// <summary>Passes it to another service.</summary>
    public const string Transfer = "transfer";

    /// <summary>Cancels it.</summary>
    public const string Cancel = "cancel";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Assign, Transfer, Cancel];
}
