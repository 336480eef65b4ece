using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads workflows and kinds of assignment.</summary>
internal static class WorkflowReader
{
    public static WorkflowDefinition Read(MapReader map)
    {
        var workflow = new WorkflowDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            States = [.. map.Maps("states").Select(State)],
            Transitions = [.. map.Maps("transitions").Select(Transition)],
            Levels = map.Map("levels") is { } levels ? Levels(levels) : null,
        };
        map.Done();
        return workflow;
    }

    public static AssignmentKind Kind(MapReader map)
    {
        var kind = new AssignmentKind
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            States = [.. map.Maps("states").Select(AssignmentState)],
            Steps = [.. map.Maps("steps").Select(Step)],
            Acts = Acts(map),
        };
        map.Done();
        return kind;
    }

    private static StateDefinition State(MapReader map)
    {
        var state = new StateDefinition(map.Text("id"), map.At, map.Labels(), map.Flag("final"), map.Word("colour", ColourRole.Neutral),
            [.. map.Maps("enter").Select(EffectReader.Read).OfType<Effect>()]);
        map.Done();
        return state;
    }

    private static TransitionDefinition Transition(MapReader map)
    {
        var transition = new TransitionDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Labels = map.Labels(),
            From = map.Refs("from"),
            To = Target(map),
            Who = RelationReader.Relations(map, "who"),
            When = RelationReader.Condition(map.Take("when"), map.Faults),
            CommentRequired = map.Flag("comment"),
            Back = map.Flag("back"),
            Effects = [.. map.Maps("effects").Select(EffectReader.Read).OfType<Effect>()],
        };
        map.Done();
        return transition;
    }

    private static TransitionTarget Target(MapReader map)
    {
        if (map.Take("to") is not { Members: not null } value)
        {
            return new TransitionTarget(map.Ref("to"), LevelMove.None);
        }

        var inner = new MapReader(value, map.Faults);
        var target = new TransitionTarget(inner.Ref("else"), inner.Word("level", LevelMove.Next));
        inner.Done();
        return target;
    }

    private static ValidationLevels Levels(MapReader map)
    {
        var levels = new ValidationLevels(map.At, map.Ref("services"), map.Ref("after"), [.. map.Maps("steps").Select(step =>
        {
            var level = new ValidationLevel(step.Ref("state"), step.Ref("function"));
            step.Done();
            return level;
        })]);
        map.Done();
        return levels;
    }

    private static AssignmentState AssignmentState(MapReader map)
    {
        var state = new AssignmentState(map.Text("id"), map.At, map.Labels(), map.Word("phase", AssignmentPhase.Open));
        map.Done();
        return state;
    }

    private static AssignmentStep Step(MapReader map)
    {
        var step = new AssignmentStep(map.Text("id"), map.At, map.Labels(), map.Refs("from"), map.Ref("to"), RelationReader.Relations(map, "who"), map.Flag("comment"));
        map.Done();
        return step;
    }

    private static Dictionary<string, IReadOnlyList<Kernel.Access.Relation>> Acts(MapReader map)
    {
        var acts = new Dictionary<string, IReadOnlyList<Kernel.Access.Relation>>(StringComparer.Ordinal);
        if (map.Map("acts") is { } inner)
        {
            foreach (var act in AssignmentActs.All)
            {
                acts[act] = RelationReader.Relations(inner, act);
            }

            inner.Done();
        }

        return acts;
    }
}
