using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;


namespace Cartulaire.App.Packs;

/// <summary>Every version of every pack that one administration ever had, in the order of the revisions. Never changes; a pack that changes makes another.</summary>
/// <remarks>A rollback and a removal are revisions too, so that what an item was written under never becomes ambiguous.</remarks>
public sealed class PackHistory
{
    private readonly ConcurrentDictionary<long, Pack> read = new();

    /// <summary>Takes the rows of the record.</summary>
    /// <param name="rows">All of them, in any order.</param>
    public PackHistory(IEnumerable<PackRow> rows) => Rows = [.. rows.OrderBy(r => r.Revision)];

    private PackHistory(PackHistory before, IEnumerable<PackRow> added)
    {
        Rows = [.. before.Rows, .. added];
        read = new(before.read);
    }

    /// <summary>All revisions, the first one first.</summary>
    public IReadOnlyList<PackRow> Rows { get; }

    /// <summary>The last revision; 0 when nothing was ever installed.</summary>
    public long Revision => Rows.Count == 0 ? 0 : Rows[^1].Revision;

    /// <summary>The same history with further revisions.</summary>
    internal PackHistory With(IEnumerable<PackRow> added) => new(this, added);

    /// <summary>What was in force at a revision: of each pack its last row until then, unless it had been taken away.</summary>
    public IReadOnlyList<PackRow> InForce(long revision)
        => [.. Rows.Where(r => r.Revision <= revision).GroupBy(r => r.PackId, StringComparer.Ordinal).Select(g => g.Last()).Where(r => r.State != PackStates.Removed)];

    /// <summary>The row of a pack in force now, or null.</summary>
    public PackRow? Current(string pack) => InForce(Revision).FirstOrDefault(r => string.Equals(r.PackId, pack, StringComparison.Ordinal));

    /// <summary>The pack of a row, before any merge.</summary>
    /// <exception cref="InvalidOperationException">This release can no longer read it.</exception>
    public Pack Read(PackRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return read.GetOrAdd(row.Revision, static (_, stored) => Parse(stored), row);
    }

    /// <summary>The files of a row.</summary>
    internal static Dictionary<string, string> Files(PackRow row) => JsonSerializer.Deserialize<Dictionary<string, string>>(row.Files)!;

    /// <summary>The version of a row.</summary>
    internal static int Version(PackRow row) => int.Parse(row.PackVersion, CultureInfo.InvariantCulture);

    /// <summary>The changes of version that lead from a revision to now, each from one row of the pack to the next.</summary>
    internal IEnumerable<(PackRow Before, PackRow After)> Hops(string pack, long revision)
    {
        PackRow? before = null;
        foreach (var row in Rows.Where(r => string.Equals(r.PackId, pack, StringComparison.Ordinal) && r.State != PackStates.Removed))
        {
            if (before is not null && row.Revision > revision)
            {
                yield return (before, row);
            }

            before = row;
        }
    }

    /// <summary>Puts together what is in force: bases with their overlays laid over them.</summary>
    /// <returns>The packs, or every conflict and fault.</returns>
    internal Outcome<List<Pack>> Compose()
    {
        var rows = InForce(Revision);
        var overlays = rows.Where(r => Read(r).Overlays is not null).ToList();
        List<Pack> packs = [];
        List<Failure> failures = [];
        foreach (var @base in rows.Except(overlays))
        {
            var merged = Read(@base);
            foreach (var overlay in overlays.Where(o => string.Equals(Read(o).Overlays!.Value.Id, @base.PackId, StringComparison.Ordinal)))
            {
                var reading = Overlays.Merge(merged, Read(overlay), Accepted(overlay));
                failures.AddRange(PackSource.Failures(reading.Faults));
                merged = reading.Pack ?? merged;
            }

            packs.Add(merged);
        }

        failures.AddRange(overlays.Select(o => Read(o)).Where(o => !packs.Any(p => string.Equals(p.Id, o.Overlays!.Value.Id, StringComparison.Ordinal)))
            .Select(o => new Failure(Refusal.NotFound, "overlay.base-missing", "packs", o.Id, o.Overlays!.Value.Id)));
        failures.AddRange(Clashes(packs));
        return failures.Count > 0 ? failures.ToArray() : packs;
    }

    // Roles and functions are shared: an agent of a service is the same one for every pack.
    private static IEnumerable<Failure> Clashes(List<Pack> packs)
        => from pack in packs
           from thing in pack.Things
           where thing.Thing is not RoleDefinition
           group pack.Id by (thing.What, thing.Thing.Id) into same
           where same.Distinct(StringComparer.Ordinal).Count() > 1
           select new Failure(Refusal.Conflict, "pack.clash", "packs", same.Key.What, same.Key.Id, string.Join(", ", same));

    private static IReadOnlyDictionary<string, int> Accepted(PackRow row)
        => row.Accepted is null ? FrozenDictionary<string, int>.Empty : JsonSerializer.Deserialize<Dictionary<string, int>>(row.Accepted)!;

    private static Pack Parse(PackRow row)
    {
        var reading = PackReader.Read(Files(row));
        return reading.Pack ?? throw new InvalidOperationException(
            $"The installed pack {row.PackId} {row.PackVersion} cannot be read: {string.Join("; ", reading.Faults.Select(f => FaultSentences.Of(f, "fr")))}");
    }
}

/// <summary>States of an installed pack.</summary>
public static class PackStates
{
    /// <summary>In force.</summary>
    public const string Current = "current";

    /// <summary>Replaced by another version.</summary>
    public const string Replaced = "replaced";

    /// <summary>Says that the pack was taken away with this revision.</summary>
    public const string Removed = "removed";
}
