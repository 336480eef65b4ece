using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Assignments;

/// <summary>Somebody wants to do something with one assignment of an item.</summary>
/// <param name="Catalogue">What is in force.</param>
/// <param name="Facts">The item.</param>
/// <param name="Assignment">Which assignment.</param>
/// <param name="Person">Who.</param>
/// <param name="Organisation">Who holds what.</param>
public sealed record AssignmentAct(Catalogue Catalogue, ItemFacts Facts, AssignmentId Assignment, PersonId Person, OrganisationFacts Organisation)
{
    /// <summary>The assignment, or null when the item has none by that identity.</summary>
    public AssignmentFacts? Find() => Facts.Assignments.FirstOrDefault(a => a.Id == Assignment);

    internal Failure Unknown() => new(Refusal.NotFound, "assignment.unknown", null, Assignment.ToString());

    /// <summary>Null when the person may do the act on an assignment that is still open.</summary>
    internal Failure? Allow(string act)
    {
        if (Find() is not { } assignment)
        {
            return Unknown();
        }

        if (Catalogue.Phase(assignment) != AssignmentPhase.Open)
        {
            return new Failure(Refusal.Conflict, "assignment.not-open", null, assignment.State);
        }

        var who = Catalogue.AssignmentKind(assignment.Kind).Acts.GetValueOrDefault(act) ?? [];
        return Relations.Holds(Catalogue, who, Facts, Organisation.PrincipalsOf(Person), assignment)
            ? null
            : new Failure(Refusal.Forbidden, "assignment.not-allowed", null, act);
    }
}
