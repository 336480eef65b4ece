using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads what a transition does: one key of a closed list.</summary>
internal static class EffectReader
{
    private static readonly string[] Known = ["open-assignments", "complete-assignments", "cancel-assignments", "set", "clear", "set-due"];

    public static Effect? Read(MapReader map)
    {
        var effect = One(map);
        if (effect is null)
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, string.Join(" | ", Known)));
        }

        map.Done();
        return effect;
    }

    private static Effect? One(MapReader map)
    {
        if (map.Map("open-assignments") is { } open)
        {
            var effect = new OpenAssignmentsEffect(map.At, open.Ref("kind"), open.Ref("services"), open.RefOrNull("person"), open.RefOrNull("due"));
            open.Done();
            return effect;
        }

        if (map.RefOrNull("complete-assignments") is { } complete)
        {
            return new EndAssignmentsEffect(map.At, complete, AssignmentPhase.Done);
        }

        if (map.RefOrNull("cancel-assignments") is { } cancel)
        {
            return new EndAssignmentsEffect(map.At, cancel, AssignmentPhase.Cancelled);
        }

        if (map.RefOrNull("clear") is { } clear)
        {
            return new SetFieldEffect(map.At, clear, null, false);
        }

        if (map.Map("set") is { } set)
        {
            var value = set.Take("value");
            var effect = new SetFieldEffect(map.At, set.Ref("field"), value is null ? null : set.Json(value), set.Flag("if-empty"));
            set.Done();
            return effect;
        }

        if (map.Map("set-due") is { } due)
        {
            var effect = new SetDueEffect(map.At, due.Ref("field"), due.Ref("from"), due.Ref("parameter"));
            due.Done();
            return effect;
        }

        return null;
    }
}
