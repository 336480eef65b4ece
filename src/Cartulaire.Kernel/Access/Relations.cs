using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Access;

/// <summary>Turns relations into principals. Access rules, transitions and steps all pass here, so that they cannot disagree.</summary>
public static class Relations
{
    /// <summary>The principals who stand in any of the relations.</summary>
    /// <param name="catalogue">Gives the functions that exist and the phases of assignments.</param>
    /// <param name="relations">Any of them.</param>
    /// <param name="facts">The item.</param>
    /// <param name="own">The assignment in question, for the relations that speak of it.</param>
    public static IEnumerable<string> Principals(Catalogue catalogue, IEnumerable<Relation> relations, ItemFacts facts, AssignmentFacts? own = null)
        => relations.SelectMany(relation => Principals(catalogue, relation, facts, own)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a person, known by its principals, stands in any of the relations.</summary>
    public static bool Holds(
        Catalogue catalogue, IEnumerable<Relation> relations, ItemFacts facts, IReadOnlySet<string> principals, AssignmentFacts? own = null)
        => Principals(catalogue, relations, facts, own).Any(principals.Contains);

    private static IEnumerable<string> Principals(Catalogue catalogue, Relation relation, ItemFacts facts, AssignmentFacts? own) => relation switch
    {
        EverybodyRelation => [Principal.Everybody],
        RoleRelation role => [Principal.Role(role.Role.Id)],
        CreatorRelation => [Principal.Person(facts.CreatedBy.ToString())],
        PersonRelation person => facts.Properties.Texts(person.Field.Id).Select(Principal.Person),
        OwnPersonRelation => own?.Person is { } person ? [Principal.Person(person)] : [],
        AssigneeRelation assignee => Live(catalogue, facts, assignee.Kind.Id).Where(a => a.Person is not null).Select(a => Principal.Person(a.Person!)),
        FunctionRelation function => Services(catalogue, function.Source, facts, own).SelectMany(service => function.Functions.Count == 0
            ? [Principal.Service(service)]
            : function.Functions.Select(f => Principal.Function(service, f.Id))),
        _ => throw new InvalidOperationException($"Unknown relation {relation.GetType().Name}."),
    };

    private static IEnumerable<string> Services(Catalogue catalogue, ServiceSource source, ItemFacts facts, AssignmentFacts? own) => source switch
    {
        FieldServices field => facts.Properties.Texts(field.Field.Id),
        OwnService => own?.Service is { } service ? [service] : [],
        AssignmentServices assignments => Live(catalogue, facts, assignments.Kind.Id)
            .Where(a => a.Service is not null && (assignments.States.Count == 0 || assignments.States.Any(s => string.Equals(s.Id, a.State, StringComparison.Ordinal))))
            .Select(a => a.Service!),
        _ => throw new InvalidOperationException($"Unknown source {source.GetType().Name}."),
    };

    private static IEnumerable<AssignmentFacts> Live(Catalogue catalogue, ItemFacts facts, string kind)
        => facts.Assignments.Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal) && catalogue.Phase(a) != AssignmentPhase.Cancelled);
}
