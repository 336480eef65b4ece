using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Items;

/// <summary>What rules may look at in an item.</summary>
/// <param name="Type">The type's id.</param>
/// <param name="State">The state's id; null for a type without workflow.</param>
/// <param name="Properties">Its values.</param>
/// <param name="Assignments">Work on it, in order.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record ItemFacts(string Type, string? State, Properties Properties, IReadOnlyList<AssignmentFacts> Assignments, PersonId CreatedBy);
