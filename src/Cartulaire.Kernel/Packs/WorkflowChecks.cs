using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.Kernel.Packs;

/// <summary>Checks a workflow, against every type that uses it.</summary>
internal static class WorkflowChecks
{
    public static void Check(PackScope scope, WorkflowDefinition workflow)
    {
        scope.Ids("state", workflow.States.Select(s => (s.Id, s.At)));
        scope.Ids("transition", workflow.Transitions.Select(t => (t.Id, t.At)));
        if (workflow.States.Count == 0)
        {
            scope.Add(FaultCodes.StatesMissing, workflow.At, workflow.Id, "states");
            return;
        }

        States(scope, workflow);
        foreach (var type in scope.Pack.Types.Where(t => string.Equals(t.Workflow?.Id, workflow.Id, StringComparison.Ordinal)))
        {
            foreach (var transition in workflow.Transitions)
            {
                RelationChecks.Check(scope, type, transition.Who, own: false, transition.At);
                ConditionOf(scope, type, transition.When);
                foreach (var effect in transition.Effects)
                {
                    EffectOf(scope, type, effect);
                }
            }

            foreach (var effect in workflow.States.SelectMany(s => s.Enter))
            {
                EffectOf(scope, type, effect);
            }

            if (workflow.Levels is { } levels)
            {
                scope.Field(type, levels.Services, FieldKind.Service);
            }
        }
    }

    private static void States(PackScope scope, WorkflowDefinition workflow)
    {
        var states = workflow.States.Select(s => s.Id).ToList();
        foreach (var transition in workflow.Transitions)
        {
            foreach (var state in transition.From.Append(transition.To.State))
            {
                scope.Among("state", state, states);
            }

            if (transition.To.Move != LevelMove.None && workflow.Levels is null)
            {
                scope.Add(FaultCodes.LevelsMissing, transition.At, transition.Id);
            }
        }

        foreach (var level in workflow.Levels?.Steps ?? [])
        {
            scope.Among("state", level.State, states);
            scope.Knows("function", level.Function);
        }

        if (workflow.Levels is { } levels)
        {
            scope.Among("state", levels.After, states);
        }

        var reached = workflow.Transitions.Select(t => t.To.State.Id).Concat(workflow.Levels?.Steps.Select(l => l.State.Id) ?? []).ToHashSet(StringComparer.Ordinal);
        var left = workflow.Transitions.SelectMany(t => t.From).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var state in workflow.States)
        {
            if (!reached.Contains(state.Id) && !string.Equals(state.Id, workflow.Initial, StringComparison.Ordinal))
            {
                scope.Add(FaultCodes.StateUnreachable, state.At, state.Id);
            }

            if (!state.Final && !left.Contains(state.Id))
            {
                scope.Add(FaultCodes.StateStuck, state.At, state.Id);
            }
        }
    }

    private static void ConditionOf(PackScope scope, TypeDefinition type, Condition? condition)
    {
        switch (condition)
        {
            case AllCondition all:
                all.Conditions.ToList().ForEach(c => ConditionOf(scope, type, c));
                break;
            case AnyCondition any:
                any.Conditions.ToList().ForEach(c => ConditionOf(scope, type, c));
                break;
            case NotCondition not:
                ConditionOf(scope, type, not.Inner);
                break;
            case FieldCondition { Comparison: Comparison.Greater or Comparison.Less } field:
                scope.Field(type, field.Field, FieldKind.Number, FieldKind.Amount, FieldKind.Date, FieldKind.Computed);
                break;
            case FieldCondition field:
                scope.Field(type, field.Field);
                break;
            case RelationCondition relation:
                RelationChecks.Check(scope, type, [relation.Relation], own: false, relation.At);
                break;
            case AssignmentsCondition assignments when scope.Knows("assignment-kind", assignments.Kind):
                var kind = scope.Pack.AssignmentKinds.First(k => string.Equals(k.Id, assignments.Kind.Id, StringComparison.Ordinal));
                assignments.States.ToList().ForEach(state => scope.Among("state", state, kind.States.Select(s => s.Id)));
                break;
        }
    }

    private static void EffectOf(PackScope scope, TypeDefinition type, Effect effect)
    {
        switch (effect)
        {
            case OpenAssignmentsEffect open:
                scope.Knows("assignment-kind", open.Kind);
                scope.Field(type, open.Services, FieldKind.Service);
                if (open.Person is { } person)
                {
                    scope.Field(type, person, FieldKind.User);
                }

                if (open.Due is { } due)
                {
                    scope.Field(type, due, FieldKind.Date);
                }

                break;
            case EndAssignmentsEffect end:
                scope.Knows("assignment-kind", end.Kind);
                break;
            case SetFieldEffect set:
                scope.Field(type, set.Field);
                break;
            case SetDueEffect setDue:
                scope.Field(type, setDue.Field, FieldKind.Date);
                scope.Field(type, setDue.From, FieldKind.Date);
                scope.Knows("parameter", setDue.Parameter);
                break;
        }
    }
}
