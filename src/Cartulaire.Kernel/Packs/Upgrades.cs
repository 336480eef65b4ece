using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>What an upgrade would leave without a meaning.</summary>
public enum OrphanKind
{
    /// <summary>Items of a type that is gone.</summary>
    Type,

    /// <summary>Items in a state that is gone.</summary>
    State,

    /// <summary>Values of a field that is gone, or has another kind.</summary>
    Field,

    /// <summary>A value of a choice or code that is gone.</summary>
    Value,
}

/// <summary>Something to count before an upgrade: one item that has it is one too many.</summary>
/// <param name="Kind">What is at stake.</param>
/// <param name="Type">The type, by its former id.</param>
/// <param name="Field">The field, by its former id.</param>
/// <param name="Value">The former state, code or option.</param>
public sealed record Orphan(OrphanKind Kind, string Type, string? Field = null, string? Value = null);

/// <summary>Looks at an upgrade before it bites.</summary>
public static class Upgrades
{
    /// <summary>Everything that the new pack no longer knows and no conversion takes care of. The caller counts the items of each.</summary>
    public static IReadOnlyList<Orphan> Orphans(Pack before, Pack after)
        => [.. before.Types.SelectMany(type => after.Types.FirstOrDefault(t => Same(t.Id, type.Id)) is { } now
            ? Of(before, after, type, now)
            : [new Orphan(OrphanKind.Type, type.Id)])];

    /// <summary>The refusals, with the counts; empty when nobody loses anything.</summary>
    public static IReadOnlyList<Failure> Refusals(IEnumerable<(Orphan Orphan, long Count)> counted)
        => [.. counted.Where(c => c.Count > 0).Select(c => new Failure(
            Refusal.Conflict, "upgrade.orphans", c.Orphan.Field, c.Orphan.Kind.ToString(), c.Orphan.Type, c.Orphan.Value, c.Count))];

    /// <summary>Things whose text changed while their version did not: an overlay made for them would not notice.</summary>
    public static IReadOnlyList<Failure> UnraisedVersions(Pack before, Pack after)
        => [.. from old in before.Things
               from now in after.Things
               where Same(old.What, now.What) && Same(old.Thing.Id, now.Thing.Id) && now.Thing.Version <= old.Thing.Version && !Same(old.Thing.Fingerprint, now.Thing.Fingerprint)
               select new Failure(Refusal.Conflict, "upgrade.version-not-raised", null, old.What, old.Thing.Id, now.Thing.At.File, now.Thing.At.Line)];

    /// <summary>Maps that join values into one that already existed without saying so: name it too, or the way back would be guesswork.</summary>
    public static IReadOnlyList<Failure> SilentMerges(Pack before, Pack after)
        => [.. Steps(before, after).SelectMany(step => step switch
        {
            MapStatesStep map => Silent(map, map.Map, States(before, Type(before, step.Type.Id))),
            MapValuesStep map => Silent(map, map.Map, Values(before, Type(before, step.Type.Id)?.Field(Former(before, after, step.Type.Id, map.Field.Id)))),
            _ => [],
        })];

    private static IEnumerable<Failure> Silent(ConversionStep step, IReadOnlyDictionary<string, string> map, IReadOnlyCollection<string> former)
        => map.Values.Distinct(StringComparer.Ordinal).Where(v => former.Contains(v, StringComparer.Ordinal) && !map.ContainsKey(v))
            .Select(v => new Failure(Refusal.Conflict, "conversion.target-existed", null, step.At.File, step.At.Line, v));

    private static IEnumerable<Orphan> Of(Pack before, Pack after, TypeDefinition type, TypeDefinition now)
    {
        foreach (var state in States(before, type).Where(s => !States(after, now).Contains(Play(before, after, type.Id, new Convertible(s, Properties.Empty)).State!, StringComparer.Ordinal)))
        {
            yield return new Orphan(OrphanKind.State, type.Id, null, state);
        }

        foreach (var field in type.Fields.Where(f => f.Kind != FieldKind.Computed))
        {
            var probe = Play(before, after, type.Id, new Convertible(null, Properties.Empty.With(field.Id, JsonValues.Of("@probe")))).Properties;
            var target = probe.Fields.Where(id => Same(probe.Text(id) ?? "", "@probe")).Select(now.Field).FirstOrDefault();
            if (target is null || target.Kind != field.Kind || (field.Repeatable && !target.Repeatable))
            {
                yield return new Orphan(OrphanKind.Field, type.Id, field.Id);
                continue;
            }

            foreach (var value in Values(before, field))
            {
                var converted = Play(before, after, type.Id, new Convertible(null, Properties.Empty.With(field.Id, JsonValues.Of(value)))).Properties.Text(target.Id);
                if (converted is null || !Values(after, target).Contains(converted, StringComparer.Ordinal))
                {
                    yield return new Orphan(OrphanKind.Value, type.Id, field.Id, value);
                }
            }
        }
    }

    // The conversions themselves answer: a probe goes through them, so that this analysis and the job cannot disagree.
    private static Convertible Play(Pack before, Pack after, string type, Convertible item)
        => Conversions.Forward(after.Conversions, type, before.Version, after.Version, item);

    private static IEnumerable<ConversionStep> Steps(Pack before, Pack after)
        => after.Conversions.Where(c => c.From >= before.Version && c.From < after.Version).OrderBy(c => c.From).SelectMany(c => c.Steps);

    private static string Former(Pack before, Pack after, string type, string field)
        => Steps(before, after).OfType<RenameStep>().Where(r => Same(r.Type.Id, type)).Reverse().Aggregate(field, (id, rename) => Same(rename.To.Id, id) ? rename.From : id);

    internal static TypeDefinition? Type(Pack pack, string id) => pack.Types.FirstOrDefault(t => Same(t.Id, id));

    internal static IReadOnlyCollection<string> States(Pack pack, TypeDefinition? type)
        => [.. pack.Workflows.Where(w => Same(w.Id, type?.Workflow?.Id ?? "")).SelectMany(w => w.States).Select(s => s.Id)];

    internal static IReadOnlyCollection<string> Values(Pack pack, FieldDefinition? field) => field switch
    {
        { Kind: FieldKind.Choice } => [.. field.Options.Select(o => o.Id)],
        { Kind: FieldKind.Code, List: { } list } => [.. pack.CodeLists.Where(l => Same(l.Id, list.Id)).SelectMany(l => l.Codes).Select(c => c.Id)],
        _ => [],
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
