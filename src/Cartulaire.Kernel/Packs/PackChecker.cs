using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Registers;

namespace Cartulaire.Kernel.Packs;

/// <summary>Checks a pack whole and reports every fault, never only the first.</summary>
public static class PackChecker
{
    /// <summary>All faults of a pack, by file and line. For an overlay, merge first and check what results.</summary>
    public static IReadOnlyList<Fault> Check(Pack pack)
    {
        var scope = new PackScope(pack);
        foreach (var group in pack.Things.GroupBy(t => t.What, StringComparer.Ordinal))
        {
            scope.Ids(group.Key, group.Select(t => (t.Thing.Id, t.Thing.At)));
        }

        foreach (var type in pack.Types)
        {
            FieldChecks.Check(scope, type);
            TypeChecks.Check(scope, type);
        }

        foreach (var workflow in pack.Workflows)
        {
            WorkflowChecks.Check(scope, workflow);
        }

        foreach (var kind in pack.AssignmentKinds)
        {
            CheckKind(scope, kind);
        }

        CheckData(scope);
        CheckViews(scope);
        CheckConversions(scope);
        return [.. scope.Faults.Distinct().OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.Code, StringComparer.Ordinal)];
    }

    private static void CheckKind(PackScope scope, AssignmentKind kind)
    {
        scope.Ids("state", kind.States.Select(s => (s.Id, s.At)));
        scope.Ids("step", kind.Steps.Select(s => (s.Id, s.At)));
        foreach (var phase in Enum.GetValues<AssignmentPhase>().Where(p => kind.First(p) is null))
        {
            scope.Add(FaultCodes.StatesMissing, kind.At, kind.Id, Words.Of(phase));
        }

        var states = kind.States.Select(s => s.Id).ToList();
        foreach (var step in kind.Steps)
        {
            foreach (var state in step.From.Append(step.To))
            {
                scope.Among("state", state, states);
            }

            RelationChecks.Check(scope, null, step.Who, own: true, step.At);
        }

        foreach (var relations in kind.Acts.Values)
        {
            RelationChecks.Check(scope, null, relations, own: true, kind.At);
        }
    }

    private static void CheckData(PackScope scope)
    {
        foreach (var register in scope.Pack.Registers)
        {
            NumberFormat.Parse(register.Format.Id, register.Reset, out var faults);
            FieldChecks.Report(scope, register.Format.At, faults);
        }

        foreach (var parameter in scope.Pack.Parameters)
        {
            if (parameter.Calendar is { } calendar)
            {
                scope.Knows("calendar", calendar);
            }
            else if (parameter.Unit == Deadlines.ParameterUnit.WorkingDays || parameter.EndsOnWorkingDay)
            {
                scope.Add(FaultCodes.KeyMissing, parameter.At, "calendar");
            }

            if (parameter.Values.Count == 0 || parameter.Values.DistinctBy(v => v.From).Count() < parameter.Values.Count)
            {
                scope.Add(FaultCodes.DatesContradict, parameter.At, parameter.Id);
            }
        }

        foreach (var function in scope.Pack.Functions.Where(f => f.Administers))
        {
            scope.Add(FaultCodes.FunctionAdministers, function.At, function.Id);
        }

        foreach (var list in scope.Pack.CodeLists)
        {
            scope.Ids("code", list.Codes.Select(c => (c.Id, c.At)));
            foreach (var code in list.Codes.Where(c => c.From > c.To))
            {
                scope.Add(FaultCodes.DatesContradict, code.At, code.Id);
            }
        }
    }

    private static void CheckViews(PackScope scope)
    {
        foreach (var dashboard in scope.Pack.Dashboards)
        {
            foreach (var role in dashboard.Roles)
            {
                scope.Knows("role", role);
            }

            if (dashboard.Assignment is { } assignment)
            {
                scope.Knows("assignment-kind", assignment.Kind);
            }

            if (dashboard.Levels is { } levels)
            {
                scope.Among("workflow", levels, scope.Pack.Workflows.Where(w => w.Levels is not null).Select(w => w.Id));
            }

            if (dashboard.List is { } list)
            {
                scope.Knows("view", list);
            }
        }

        foreach (var list in scope.Pack.Lists.Where(l => scope.Knows("type", l.Type)))
        {
            var type = scope.Pack.Types.First(t => string.Equals(t.Id, list.Type.Id, StringComparison.Ordinal));
            foreach (var column in list.Columns)
            {
                scope.Among("column", column, type.Fields.Select(f => f.Id).Concat(["number", "title", "state", "assignments"]));
            }
        }
    }

    private static void CheckConversions(PackScope scope)
    {
        foreach (var conversion in scope.Pack.Conversions)
        {
            if (conversion.From < 1 || conversion.From >= scope.Pack.Version || scope.Pack.Conversions.Any(c => !ReferenceEquals(c, conversion) && c.From == conversion.From))
            {
                scope.Add(FaultCodes.ConversionVersion, conversion.At, conversion.From.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            foreach (var step in conversion.Steps)
            {
                scope.Knows("type", step.Type);
            }
        }
    }
}
