using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Workflows;

/// <summary>What a transition will change: the caller writes it, in one act.</summary>
/// <param name="Transition">The transition's id.</param>
/// <param name="From">The state that is left.</param>
/// <param name="To">The state that is reached.</param>
/// <param name="Properties">The item's values afterwards.</param>
/// <param name="Assignments">Assignments opened, ended or changed.</param>
/// <param name="Comment">What the person said.</param>
public sealed record TransitionPlan(
    string Transition, string? From, string To, Properties Properties, IReadOnlyList<AssignmentChange> Assignments, string? Comment)
{
    /// <summary>The item as it will be.</summary>
    /// <param name="before">The item as it is.</param>
    /// <param name="name">Gives an identity to assignments that open.</param>
    public ItemFacts Apply(ItemFacts before, Func<AssignmentId> name)
        => before with { State = To, Properties = Properties, Assignments = AssignmentPlanner.Apply(before.Assignments, Assignments, name) };
}
