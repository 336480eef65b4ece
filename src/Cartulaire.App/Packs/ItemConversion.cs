using System.Collections.Concurrent;
using System.Collections.Frozen;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Packs;

/// <summary>Reads items as of the packs in force, whatever revision they were written under: the job that converts all and whoever meets an item not yet converted come here.</summary>
public sealed class ItemReading
{
    private readonly PackHistory history;
    private readonly FrozenDictionary<string, string> packOf;
    private readonly FrozenDictionary<string, string> workflowOf;
    private readonly ConcurrentDictionary<string, long> since = new(StringComparer.Ordinal);

    internal ItemReading(Catalogue catalogue, PackHistory history)
    {
        this.history = history;
        packOf = catalogue.Packs.SelectMany(p => p.Types.Select(t => (t.Id, Pack: p.Id))).ToFrozenDictionary(p => p.Id, p => p.Pack, StringComparer.Ordinal);
        workflowOf = catalogue.Types.Where(t => t.Workflow is not null).ToFrozenDictionary(t => t.Id, t => t.Workflow!.Value.Id, StringComparer.Ordinal);
    }

    /// <summary>State and properties of an item as of the packs in force.</summary>
    /// <param name="row">The item as stored; it is not changed.</param>
    public Convertible Current(ItemRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var item = new Convertible(row.State, Properties.Parse(row.Properties), row.ConversionTrace is null ? Properties.Empty : Properties.Parse(row.ConversionTrace));
        if (row.PackRevision >= history.Revision || !packOf.TryGetValue(row.Type, out var pack))
        {
            return item;
        }

        return history.Hops(pack, row.PackRevision).Aggregate(item, (current, hop) => Play(row, hop.Before, hop.After, current));
    }

    /// <summary>Brings the row of an item to the packs in force before it is changed; its stamp stays.</summary>
    /// <param name="row">The row, tracked by the act that will change it.</param>
    public void Raise(ItemRow row)
    {
        if (row.PackRevision >= history.Revision)
        {
            return;
        }

        var item = Current(row);
        row.State = item.State;
        row.Properties = item.Properties.ToJson();
        row.ConversionTrace = item.Trace is { Count: > 0 } trace ? trace.ToJson() : null;
        row.PackRevision = history.Revision;
    }

    /// <summary>The last revision that touched a type: its items of an earlier one are to be raised. 0 when none are.</summary>
    internal long Since(string type) => since.GetOrAdd(type, Find);

    private long Find(string type)
    {
        if (!packOf.TryGetValue(type, out var pack))
        {
            return 0;
        }

        var converted = history.Hops(pack, 0).Where(h => Touches(history.Read(h.Before), history.Read(h.After), type)).Select(h => h.After.Revision);
        var overlaid = history.Rows.Where(r => r.State != PackStates.Removed)
            .Where(r => history.Read(r) is { Overlays: { } @base } overlay && string.Equals(@base.Id, pack, StringComparison.Ordinal) && Declares(overlay, type))
            .SelectMany(r => history.Rows.Where(n => string.Equals(n.PackId, r.PackId, StringComparison.Ordinal) && n.Revision >= r.Revision).Take(2)).Select(r => r.Revision);
        return converted.Concat(overlaid).DefaultIfEmpty(0).Max();
    }

    private bool Touches(Pack before, Pack after, string type)
        => Steps(before, after, type) || !string.Equals(Written(before, type), Written(after, type), StringComparison.Ordinal);

    // Rules of access and of the workflow count too: what is kept about each item follows from them.
    private string Written(Pack pack, string type)
        => string.Concat(pack.Types.Where(t => string.Equals(t.Id, type, StringComparison.Ordinal)).Select(t => t.Fingerprint)
            .Concat(pack.Workflows.Where(w => string.Equals(w.Id, workflowOf.GetValueOrDefault(type), StringComparison.Ordinal)).Select(w => w.Fingerprint)));

    private bool Declares(Pack overlay, string type)
        => overlay.Types.Any(t => string.Equals(t.Id, type, StringComparison.Ordinal))
            || overlay.Workflows.Any(w => string.Equals(w.Id, workflowOf.GetValueOrDefault(type), StringComparison.Ordinal));

    private static bool Steps(Pack before, Pack after, string type)
        => before.Version < after.Version
            ? Conversions.Steps(after.Conversions, type, before.Version, after.Version).Count > 0
            : Conversions.Steps(before.Conversions, type, after.Version, before.Version).Count > 0;

    private Convertible Play(ItemRow row, PackRow before, PackRow after, Convertible item)
    {
        var (from, to) = (PackHistory.Version(before), PackHistory.Version(after));
        if (from <= to)
        {
            return Conversions.Forward(history.Read(after).Conversions, row.Type, from, to, item);
        }

        var back = Conversions.Back(history.Read(before).Conversions, row.Type, from, to, item);
        return back.IsSuccess ? back.Value : throw new InvalidOperationException($"Item {row.Id} cannot come back to version {to}: {back.Failure}");
    }
}
