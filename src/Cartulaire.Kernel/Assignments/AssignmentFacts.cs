namespace Cartulaire.Kernel.Assignments;

/// <summary>One piece of work on an item.</summary>
/// <param name="Id">Its identity; the default value on one that a plan opens, which the caller names.</param>
/// <param name="Kind">The kind's id.</param>
/// <param name="State">The state's id, of the kind.</param>
/// <param name="Service">Text form of the service's id.</param>
/// <param name="Person">Text form of the person's id; null while nobody has it.</param>
/// <param name="Due">Last day.</param>
/// <param name="Order">Rank among those of the item, from 1.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Comment">The last comment.</param>
public sealed record AssignmentFacts(
    AssignmentId Id, string Kind, string State, string? Service, string? Person = null, DateOnly? Due = null, int Order = 1, string? Outcome = null, string? Comment = null);

/// <summary>A change that a plan asks for.</summary>
/// <param name="Act">The step's id, or one of <see cref="AssignmentActs"/>.</param>
/// <param name="Before">As it was; null for one that opens.</param>
/// <param name="After">As it will be.</param>
public sealed record AssignmentChange(string Act, AssignmentFacts? Before, AssignmentFacts After);
