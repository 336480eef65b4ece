using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>Checks the fields of a type.</summary>
internal static class FieldChecks
{
    private static readonly FieldKind[] Numeric = [FieldKind.Number, FieldKind.Amount, FieldKind.Computed];

    public static void Check(PackScope scope, TypeDefinition type)
    {
        scope.Ids("field", type.Fields.Select(f => (f.Id, f.At)));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            One(scope, type, field, isColumn: false);
            if (field.Query is { } query && !names.TryAdd(query, field.Id))
            {
                scope.Add(FaultCodes.QueryTwice, field.At, query, names[query]);
            }
        }
    }

    /// <summary>Reports the faults of a format at the place where it is written.</summary>
    public static void Report(PackScope scope, Origin at, IEnumerable<FormatFault> faults)
    {
        foreach (var fault in faults)
        {
            scope.Add(FaultCodes.FormatInvalid, at, fault.Code, fault.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), fault.Text);
        }
    }

    private static void One(PackScope scope, TypeDefinition type, FieldDefinition field, bool isColumn)
    {
        Shape(scope, field, isColumn);
        Bounds(scope, field);
        if (field.List is { } list && field.Kind == FieldKind.Code)
        {
            scope.Knows("list", list);
        }

        if (field.Kind == FieldKind.Table)
        {
            scope.Ids("column", field.Columns.Select(c => (c.Id, c.At)));
            foreach (var column in field.Columns)
            {
                One(scope, type, column, isColumn: true);
            }
        }

        if (field.Computation is { } computation)
        {
            Computed(scope, type, field, computation);
        }

        Required(scope, type, field);
        Default(scope, type, field);
    }

    private static void Shape(PackScope scope, FieldDefinition field, bool isColumn)
    {
        void Need(FieldKind kind, bool has, string key)
        {
            if (has != (field.Kind == kind))
            {
                scope.Add(has ? FaultCodes.FieldExtra : FaultCodes.FieldIncomplete, field.At, field.Id, Words.Of(field.Kind), key);
            }
        }

        Need(FieldKind.Choice, field.Options.Count > 0, "options");
        Need(FieldKind.Code, field.List is not null, "list");
        Need(FieldKind.Computed, field.Computation is not null, "compute");
        Need(FieldKind.Table, field.Columns.Count > 0, "columns");
        scope.Ids("option", field.Options.Select(o => (o.Id, field.At)));
        if (isColumn && (field.Kind is FieldKind.Table or FieldKind.Computed || field.Repeatable))
        {
            scope.Add(FaultCodes.FieldExtra, field.At, field.Id, Words.Of(field.Kind), field.Repeatable ? "repeatable" : "columns");
        }

        if (field.Kind is not (FieldKind.Text or FieldKind.LongText) && (field.MaxLength is not null || field.Pattern is not null))
        {
            scope.Add(FaultCodes.FieldExtra, field.At, field.Id, Words.Of(field.Kind), field.Pattern is null ? "max-length" : "pattern");
        }
    }

    private static void Bounds(PackScope scope, FieldDefinition field)
    {
        var cap = field.Kind == FieldKind.LongText ? FieldLimits.LongText : FieldLimits.Text;
        if (field.Min > field.Max || field.MaxLength is < 1 || field.MaxLength > cap || field.Weight is < 0 or > 10)
        {
            scope.Add(FaultCodes.FieldBounds, field.At, field.Id);
        }
    }

    private static void Computed(PackScope scope, TypeDefinition type, FieldDefinition field, Computation computation)
    {
        foreach (var operand in computation.Operands)
        {
            var parts = operand.Id.Split('.', 2);
            var source = operand with { Id = parts[0] };
            if (parts.Length == 2)
            {
                if (scope.Field(type, source, FieldKind.Table) is { } table && scope.Among("column", operand with { Id = parts[1] }, table.Columns.Select(c => c.Id)))
                {
                    continue;
                }
            }
            else
            {
                _ = computation.Kind switch
                {
                    ComputationKind.DatePlus => scope.Field(type, source, FieldKind.Date),
                    ComputationKind.Count => scope.Field(type, source),
                    _ => scope.Field(type, source, Numeric),
                };
            }

            if (type.Field(source.Id) is { Kind: FieldKind.Computed } other && Index(type, other.Id) >= Index(type, field.Id))
            {
                scope.Add(FaultCodes.ComputedForward, operand.At, field.Id, operand.Id);
            }
        }

        if (computation.Kind == ComputationKind.DatePlus && computation.Parameter is null)
        {
            scope.Add(FaultCodes.FieldIncomplete, field.At, field.Id, "computed", "parameter");
        }

        if (computation.Parameter is { } parameter)
        {
            scope.Knows("parameter", parameter);
        }
    }

    private static int Index(TypeDefinition type, string field) => type.Fields.TakeWhile(f => !string.Equals(f.Id, field, StringComparison.Ordinal)).Count();

    private static void Required(PackScope scope, TypeDefinition type, FieldDefinition field)
    {
        var workflow = scope.Pack.Workflows.FirstOrDefault(w => string.Equals(w.Id, type.Workflow?.Id, StringComparison.Ordinal));
        if (field.Required.FromState is { } state)
        {
            scope.Among("state", state, workflow?.States.Select(s => s.Id) ?? []);
        }

        foreach (var transition in field.Required.Transitions)
        {
            scope.Among("transition", transition, workflow?.Transitions.Select(t => t.Id) ?? []);
        }
    }

    private static void Default(PackScope scope, TypeDefinition type, FieldDefinition field)
    {
        if (field.Default?.FromDate is { } from)
        {
            scope.Field(type, from, FieldKind.Date);
        }

        if (field.Default?.OfCode is { } code && scope.Field(type, code, FieldKind.Code) is { List: { } list } && field.Default.FromDate is not null
            && scope.Pack.CodeLists.FirstOrDefault(l => string.Equals(l.Id, list.Id, StringComparison.Ordinal)) is { } codes)
        {
            foreach (var entry in codes.Codes)
            {
                if (entry.Attributes.TryGetValue(field.Default.Attribute!, out var parameter))
                {
                    scope.Knows("parameter", new Ref(parameter.ToString(), entry.At));
                }
            }
        }
    }
}
