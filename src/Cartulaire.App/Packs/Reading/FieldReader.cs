using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads a field, or a column of a table.</summary>
internal static class FieldReader
{
    public static FieldDefinition Read(MapReader map)
    {
        var field = new FieldDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Kind = map.Has("kind") ? map.Word("kind", FieldKind.Text) : Missing(map),
            Labels = map.Labels(),
            Help = map.LabelsOrNull("help"),
            Repeatable = map.Flag("repeatable"),
            Required = Required(map),
            Write = map.Word("write", FieldWrite.Edit),
            Min = map.Number("min"),
            Max = map.Number("max"),
            Earliest = map.Date("earliest"),
            LatestInDays = map.Integer("latest-in-days"),
            MaxLength = map.Integer("max-length"),
            Pattern = map.TextOrNull("pattern"),
            Options = [.. map.Maps("options").Select(ReadOption)],
            List = map.RefOrNull("list"),
            Columns = [.. map.Maps("columns").Select(Read)],
            Computation = Computed(map),
            Default = Default(map),
            Query = map.TextOrNull("query"),
            Weight = map.Integer("weight") ?? 0,
        };
        map.Done();
        return field;
    }

    private static FieldKind Missing(MapReader map)
    {
        map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "kind"));
        return FieldKind.Text;
    }

    private static Option ReadOption(MapReader map)
    {
        var option = new Option(map.Text("id"), map.Labels());
        map.Done();
        return option;
    }

    private static RequiredRule Required(MapReader map)
    {
        if (map.Take("required") is not { } value)
        {
            return RequiredRule.Never;
        }

        if (value.Members is null)
        {
            return new RequiredRule(map.Flag("required"), null, []);
        }

        var inner = new MapReader(value, map.Faults);
        var rule = new RequiredRule(false, inner.RefOrNull("from-state"), inner.Refs("transitions"));
        inner.Done();
        return rule;
    }

    private static Computation? Computed(MapReader map)
    {
        if (map.Map("compute") is not { } inner)
        {
            return null;
        }

        var found = Enum.GetValues<ComputationKind>().Where(k => inner.Has(Words.Of(k))).ToList();
        if (found.Count != 1)
        {
            inner.Faults.Add(new Fault(FaultCodes.KeyMissing, inner.At, string.Join(" | ", Enum.GetValues<ComputationKind>().Select(Words.Of))));
            return new Computation(ComputationKind.Count, []);
        }

        var computation = new Computation(found[0], inner.Refs(Words.Of(found[0])), inner.RefOrNull("parameter"));
        inner.Done();
        return computation;
    }

    private static DefaultRule? Default(MapReader map)
    {
        if (map.Take("default") is not { } value)
        {
            return null;
        }

        if (value.Members is null)
        {
            return new DefaultRule(map.Json(value), null, null, null);
        }

        var inner = new MapReader(value, map.Faults);
        var rule = new DefaultRule(null, inner.RefOrNull("from"), inner.Ref("code"), inner.Text("attribute"));
        inner.Done();
        return rule;
    }
}
