using System.Text.Json;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Workflows;

/// <summary>What must hold before something may happen. Declared, never programmed.</summary>
/// <param name="At">Where it is written.</param>
public abstract record Condition(Origin At);

/// <summary>All of them.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Conditions">Each must hold; none holds.</param>
public sealed record AllCondition(Origin At, IReadOnlyList<Condition> Conditions) : Condition(At);

/// <summary>At least one of them.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Conditions">One must hold.</param>
public sealed record AnyCondition(Origin At, IReadOnlyList<Condition> Conditions) : Condition(At);

/// <summary>The contrary.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Inner">Must not hold.</param>
public sealed record NotCondition(Origin At, Condition Inner) : Condition(At);

/// <summary>How a field is compared.</summary>
public enum Comparison
{
    /// <summary>Has a value.</summary>
    Filled,

    /// <summary>Has none.</summary>
    Empty,

    /// <summary>Is, or contains, the value.</summary>
    Equals,

    /// <summary>Is, or contains, one of the values.</summary>
    In,

    /// <summary>A number or date above the value.</summary>
    Greater,

    /// <summary>A number or date below the value.</summary>
    Less,
}

/// <summary>A comparison of a field.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Field">The field.</param>
/// <param name="Comparison">How.</param>
/// <param name="Values">With what; one except for <see cref="Comparison.In"/>; none for filled and empty. <c>@today</c> is the day.</param>
public sealed record FieldCondition(Origin At, Ref Field, Comparison Comparison, IReadOnlyList<JsonElement> Values) : Condition(At);

/// <summary>The person stands in a relation to the item.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Relation">Which.</param>
public sealed record RelationCondition(Origin At, Relation Relation) : Condition(At);

/// <summary>Assignments have reached a state. Cancelled ones do not count; over none, <c>all</c> holds and <c>any</c> does not.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Kind">Kind of assignment.</param>
/// <param name="All">All of them, else any.</param>
/// <param name="States">One of these states.</param>
public sealed record AssignmentsCondition(Origin At, Ref Kind, bool All, IReadOnlyList<Ref> States) : Condition(At);
