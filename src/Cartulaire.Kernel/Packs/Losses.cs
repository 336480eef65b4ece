using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>Looks at one item: what a change of its pack would take from it.</summary>
public static class Losses
{
    /// <summary>Whether an item is one of those that an orphan counts.</summary>
    /// <param name="orphan">What the pack would no longer know.</param>
    /// <param name="type">The item's type.</param>
    /// <param name="item">The item as of the pack before the change.</param>
    public static bool Has(Orphan orphan, string type, Convertible item)
        => string.Equals(orphan.Type, type, StringComparison.Ordinal) && orphan.Kind switch
        {
            OrphanKind.Type => true,
            OrphanKind.State => string.Equals(item.State, orphan.Value, StringComparison.Ordinal),
            OrphanKind.Field => item.Properties.Has(orphan.Field!),
            _ => item.Properties.Texts(orphan.Field!).Contains(orphan.Value, StringComparer.Ordinal),
        };

    /// <summary>What an item has that a pack does not know.</summary>
    /// <param name="before">The pack under which it was written: what that one computes is no loss.</param>
    /// <param name="after">The pack that it would follow.</param>
    /// <param name="type">The item's type.</param>
    /// <param name="item">The item as it would be then.</param>
    public static IEnumerable<Orphan> Of(Pack before, Pack after, string type, Convertible item)
    {
        if (Upgrades.Type(after, type) is not { } now)
        {
            return [new Orphan(OrphanKind.Type, type)];
        }

        var was = Upgrades.Type(before, type);
        var state = item.State is { } s && !Upgrades.States(after, now).Contains(s, StringComparer.Ordinal) ? new[] { new Orphan(OrphanKind.State, type, null, s) } : [];
        return state.Concat(item.Properties.Fields.Where(f => item.Properties.Has(f) && was?.Field(f)?.Kind != FieldKind.Computed)
            .SelectMany(f => OfField(after, now, was, f, item.Properties)));
    }

    private static IEnumerable<Orphan> OfField(Pack after, TypeDefinition now, TypeDefinition? was, string field, Properties properties)
    {
        if (now.Field(field) is not { } known || (was?.Field(field) is { } former && former.Kind != known.Kind))
        {
            return [new Orphan(OrphanKind.Field, now.Id, field)];
        }

        var values = Upgrades.Values(after, known);
        return known.Kind is FieldKind.Choice or FieldKind.Code
            ? properties.Texts(field).Where(v => !values.Contains(v, StringComparer.Ordinal)).Select(v => new Orphan(OrphanKind.Value, now.Id, field, v))
            : [];
    }
}
