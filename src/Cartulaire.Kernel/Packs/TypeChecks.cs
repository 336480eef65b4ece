using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>Checks what a type says besides its fields.</summary>
internal static class TypeChecks
{
    public static void Check(PackScope scope, TypeDefinition type)
    {
        if (type.Workflow is { } workflow)
        {
            scope.Knows("workflow", workflow);
        }

        foreach (var child in type.Children)
        {
            scope.Knows("type", child);
        }

        if (type.List is { } list)
        {
            scope.Knows("view", list);
        }

        if (type.Title is { } title)
        {
            TitleFormat.Parse(title.Id, id => type.Field(id) is not null, out var faults);
            FieldChecks.Report(scope, title.At, faults);
        }

        if (type.Filing is { } filing)
        {
            FilingPath.Parse(filing.Id, out var faults);
            FieldChecks.Report(scope, filing.At, faults);
        }

        foreach (var capability in type.Capabilities)
        {
            Slots(scope, type, capability);
        }

        Access(scope, type);
        RelationChecks.Check(scope, type, type.Create, own: false, type.At);
    }

    private static void Slots(PackScope scope, TypeDefinition type, CapabilityBinding capability)
    {
        // The reader has already reported an unknown capability or slot.
        if (!Capabilities.Known.TryGetValue(capability.Name, out var rules))
        {
            return;
        }

        foreach (var (slot, rule) in rules)
        {
            if (!capability.Slots.TryGetValue(slot, out var bound))
            {
                if (rule.Required)
                {
                    scope.Add(FaultCodes.SlotMissing, capability.At, capability.Name, slot);
                }
            }
            else if (rule.Names is "transition")
            {
                scope.Among("transition", bound, Workflow(scope, type)?.Transitions.Select(t => t.Id) ?? []);
            }
            else if (rule.Names is { } what)
            {
                scope.Knows(what, bound);
            }
            else if (scope.Among("field", bound, type.Fields.Select(f => f.Id)))
            {
                Fits(scope, slot, rule, bound, type.Field(bound.Id)!);
            }
        }
    }

    private static void Fits(PackScope scope, string slot, SlotRule rule, Ref bound, FieldDefinition field)
    {
        if (!rule.Kinds.Contains(field.Kind))
        {
            scope.Add(FaultCodes.SlotKind, bound.At, slot, field.Id, Words.Of(field.Kind), string.Join(", ", rule.Kinds.Select(Words.Of)));
        }
        else if (rule.Repeatable is { } repeatable && repeatable != field.Repeatable)
        {
            scope.Add(FaultCodes.SlotRepeatable, bound.At, slot, field.Id);
        }
    }

    private static void Access(PackScope scope, TypeDefinition type)
    {
        if (type.InheritAtMost is not null && type.Access.Count > 0)
        {
            scope.Add(FaultCodes.AccessBoth, type.At, type.Id);
        }

        if (type.InheritAtMost is null && !type.Access.Any(r => r.Rights.Complete().HasFlag(Rights.Read)))
        {
            scope.Add(FaultCodes.AccessNone, type.At, type.Id);
        }

        if (type.Capability(Capabilities.Confidentiality) is { } confidentiality && !type.Access.Any(r => r.NeedToKnow && r.Rights.Complete().HasFlag(Rights.Read)))
        {
            scope.Add(FaultCodes.AccessConfidential, confidentiality.At, type.Id);
        }

        var states = Workflow(scope, type)?.States.Select(s => s.Id).ToList() ?? [];
        foreach (var rule in type.Access)
        {
            foreach (var state in rule.States)
            {
                scope.Among("state", state, states);
            }

            RelationChecks.Check(scope, type, rule.To, own: false, rule.At);
        }
    }

    private static Workflows.WorkflowDefinition? Workflow(PackScope scope, TypeDefinition type)
        => scope.Pack.Workflows.FirstOrDefault(w => string.Equals(w.Id, type.Workflow?.Id, StringComparison.Ordinal));
}
