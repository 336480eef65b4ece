using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>Checks who is named by a rule, a transition or a step.</summary>
internal static class RelationChecks
{
    /// <summary>Reports what the relations name and is not declared.</summary>
    /// <param name="scope">The check.</param>
    /// <param name="type">The type whose fields may be named; null where several types may use the rule, whose fields are then looked for in all.</param>
    /// <param name="relations">The relations.</param>
    /// <param name="own">Whether an assignment is in question.</param>
    /// <param name="at">Where the rule is written.</param>
    public static void Check(PackScope scope, TypeDefinition? type, IEnumerable<Relation> relations, bool own, Origin at)
    {
        foreach (var relation in relations)
        {
            switch (relation)
            {
                case RoleRelation role:
                    scope.Knows("role", role.Role);
                    break;
                case PersonRelation person:
                    Field(scope, type, person.Field, FieldKind.User);
                    break;
                case AssigneeRelation assignee:
                    scope.Knows("assignment-kind", assignee.Kind);
                    break;
                case FunctionRelation function:
                    Function(scope, type, function, own, at);
                    break;
                case OwnPersonRelation when !own:
                    scope.Add(FaultCodes.RelationOwn, at, "person: own");
                    break;
            }
        }
    }

    private static void Function(PackScope scope, TypeDefinition? type, FunctionRelation relation, bool own, Origin at)
    {
        foreach (var function in relation.Functions)
        {
            scope.Knows("function", function);
        }

        switch (relation.Source)
        {
            case FieldServices field:
                Field(scope, type, field.Field, FieldKind.Service);
                break;
            case AssignmentServices assignments when scope.Knows("assignment-kind", assignments.Kind):
                var kind = scope.Pack.AssignmentKinds.First(k => string.Equals(k.Id, assignments.Kind.Id, StringComparison.Ordinal));
                foreach (var state in assignments.States)
                {
                    scope.Among("state", state, kind.States.Select(s => s.Id));
                }

                break;
            case OwnService when !own:
                scope.Add(FaultCodes.RelationOwn, at, "in: own");
                break;
        }
    }

    private static void Field(PackScope scope, TypeDefinition? type, Ref field, FieldKind kind)
    {
        if (type is not null)
        {
            scope.Field(type, field, kind);
        }
        else
        {
            scope.Among("field", field, scope.Pack.Types.SelectMany(t => t.Fields).Where(f => f.Kind == kind).Select(f => f.Id));
        }
    }
}
