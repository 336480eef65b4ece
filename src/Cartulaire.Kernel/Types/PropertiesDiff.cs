using System.Text.Json;

namespace Cartulaire.Kernel.Types;

/// <summary>One field that differs between two bags.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Before">The former value; null when it had none.</param>
/// <param name="After">The new value; null when it has none.</param>
public sealed record FieldChange(string Field, JsonElement? Before, JsonElement? After);

/// <summary>What comes of two edits made on the same base.</summary>
/// <param name="Merged">Their values, plus every field that only I changed; a field in conflict keeps their value, which is the stored one.</param>
/// <param name="Mine">Fields that only I changed.</param>
/// <param name="Theirs">Fields that only they changed.</param>
/// <param name="Conflicts">Fields that both changed, differently.</param>
public sealed record MergeResult(Properties Merged, IReadOnlyList<string> Mine, IReadOnlyList<string> Theirs, IReadOnlyList<string> Conflicts);

/// <summary>Compares bags, and merges two edits so that a stale save loses nothing silently.</summary>
public static class PropertiesDiff
{
    /// <summary>The fields that differ, in ordinal order; an empty value and none are the same.</summary>
    public static IReadOnlyList<FieldChange> Between(Properties before, Properties after)
        => [.. before.Fields.Union(after.Fields, StringComparer.Ordinal)
            .Where(field => !Same(before, after, field))
            .Order(StringComparer.Ordinal)
            .Select(field => new FieldChange(field, Value(before, field), Value(after, field)))];

    /// <summary>Three-way merge: what one side alone changed is taken, what both changed differently is a conflict.</summary>
    public static MergeResult Merge(Properties @base, Properties mine, Properties theirs)
    {
        var merged = theirs;
        List<string> onlyMine = [], onlyTheirs = [], conflicts = [];
        foreach (var field in @base.Fields.Union(mine.Fields, StringComparer.Ordinal).Union(theirs.Fields, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (changedHere, changedThere) = (!Same(@base, mine, field), !Same(@base, theirs, field));
            if (changedHere && changedThere)
            {
                if (!Same(mine, theirs, field))
                {
                    conflicts.Add(field);
                }
            }
            else if (changedHere)
            {
                onlyMine.Add(field);
                merged = Value(mine, field) is { } value ? merged.With(field, value) : merged.Without(field);
            }
            else if (changedThere)
            {
                onlyTheirs.Add(field);
            }
        }

        return new MergeResult(merged, onlyMine, onlyTheirs, conflicts);
    }

    private static JsonElement? Value(Properties bag, string field) => bag.Has(field) ? bag.Get(field) : null;

    private static bool Same(Properties one, Properties other, string field) => (Value(one, field), Value(other, field)) switch
    {
        (null, null) => true,
        ({ } a, { } b) => string.Equals(Properties.Canonical(a), Properties.Canonical(b), StringComparison.Ordinal),
        _ => false,
    };
}
