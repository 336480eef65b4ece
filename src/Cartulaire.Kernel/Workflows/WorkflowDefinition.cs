using System.Text.Json;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Workflows;

/// <summary>What a state's badge tells before it is read.</summary>
public enum ColourRole
{
    /// <summary>Nothing particular.</summary>
    Neutral,

    /// <summary>Waits for somebody.</summary>
    Waiting,

    /// <summary>Somebody works on it.</summary>
    Progress,

    /// <summary>Finished.</summary>
    Done,

    /// <summary>Needs attention.</summary>
    Attention,
}

/// <summary>A state of items.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Labels">Its name.</param>
/// <param name="Final">Whether work ends here.</param>
/// <param name="Colour">Its badge.</param>
/// <param name="Enter">What happens when an item arrives, by whatever way.</param>
public sealed record StateDefinition(string Id, Origin At, Labels Labels, bool Final, ColourRole Colour, IReadOnlyList<Effect> Enter);

/// <summary>Which way a transition goes along the validation levels.</summary>
public enum LevelMove
{
    /// <summary>It names its state.</summary>
    None,

    /// <summary>To the next level that somebody holds.</summary>
    Next,

    /// <summary>To the previous level that somebody holds.</summary>
    Previous,
}

/// <summary>Where a transition leads.</summary>
/// <param name="State">The state; with a level move, the one taken when no level is left.</param>
/// <param name="Move">Along the levels, or not.</param>
public sealed record TransitionTarget(Ref State, LevelMove Move);

/// <summary>A change of state that people make.</summary>
public sealed record TransitionDefinition
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Origin At { get; init; }

    /// <summary>Its name, as on a button.</summary>
    public required Labels Labels { get; init; }

    /// <summary>From any of these states.</summary>
    public IReadOnlyList<Ref> From { get; init; } = [];

    /// <summary>Where it leads.</summary>
    public required TransitionTarget To { get; init; }

    /// <summary>Who may make it.</summary>
    public IReadOnlyList<Relation> Who { get; init; } = [];

    /// <summary>What must hold.</summary>
    public Condition? When { get; init; }

    /// <summary>Whether a comment must be given.</summary>
    public bool CommentRequired { get; init; }

    /// <summary>Whether it returns the item to an earlier stage.</summary>
    public bool Back { get; init; }

    /// <summary>What happens.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];
}

/// <summary>One optional validation level.</summary>
/// <param name="State">The state in which the item waits.</param>
/// <param name="Function">The function that validates; the level is skipped where nobody holds it.</param>
public sealed record ValidationLevel(Ref State, Ref Function);

/// <summary>The validation levels, in the order in which an item meets them.</summary>
/// <param name="At">Where they are declared.</param>
/// <param name="Services">The field that names the services.</param>
/// <param name="After">The state that follows the last level.</param>
/// <param name="Steps">The levels.</param>
public sealed record ValidationLevels(Origin At, Ref Services, Ref After, IReadOnlyList<ValidationLevel> Steps);

/// <summary>A workflow: states in their usual order, transitions, validation levels.</summary>
public sealed record WorkflowDefinition : IThing
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

    /// <summary>Its states; the first is the one in which items are made.</summary>
    public IReadOnlyList<StateDefinition> States { get; init; } = [];

    /// <summary>Its transitions.</summary>
    public IReadOnlyList<TransitionDefinition> Transitions { get; init; } = [];

    /// <summary>Optional validation levels.</summary>
    public ValidationLevels? Levels { get; init; }

    /// <summary>The state in which items are made.</summary>
    public string Initial => States[0].Id;

    /// <summary>A state, or null.</summary>
    public StateDefinition? State(string? id) => States.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal));

    /// <summary>Rank of a state in the usual order; -1 for an unknown one.</summary>
    public int Rank(string? state) => States.Select((s, i) => (s, i)).Where(p => string.Equals(p.s.Id, state, StringComparison.Ordinal)).Select(p => p.i).DefaultIfEmpty(-1).First();
}

/// <summary>What a transition does besides changing the state: a closed list.</summary>
/// <param name="At">Where it is written.</param>
public abstract record Effect(Origin At);

/// <summary>Opens one assignment for each service of a field that has none alive.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Kind">Kind of assignment.</param>
/// <param name="Services">The field of services.</param>
/// <param name="Person">A field naming the person, given to the assignment when there is one service only.</param>
/// <param name="Due">A date field.</param>
public sealed record OpenAssignmentsEffect(Origin At, Ref Kind, Ref Services, Ref? Person, Ref? Due) : Effect(At);

/// <summary>Ends the live assignments of a kind.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Kind">Kind of assignment.</param>
/// <param name="Phase">As done or as cancelled.</param>
public sealed record EndAssignmentsEffect(Origin At, Ref Kind, Assignments.AssignmentPhase Phase) : Effect(At);

/// <summary>Sets or clears a field.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; <c>@today</c> and <c>@me</c> stand for the day and the person; null clears.</param>
/// <param name="OnlyIfEmpty">Whether a value already there is kept.</param>
public sealed record SetFieldEffect(Origin At, Ref Field, JsonElement? Value, bool OnlyIfEmpty) : Effect(At);

/// <summary>Sets a date from another and a dated parameter, where it is empty.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Field">The date to set.</param>
/// <param name="From">The date to start from.</param>
/// <param name="Parameter">What to add.</param>
public sealed record SetDueEffect(Origin At, Ref Field, Ref From, Ref Parameter) : Effect(At);
