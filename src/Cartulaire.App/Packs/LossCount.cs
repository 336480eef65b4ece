using System.Globalization;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>Counts, in the record, the items that a change of packs would take something from.</summary>
/// <param name="now">What is in force.</param>
/// <param name="after">The packs as they would be.</param>
internal sealed class LossCount(PacksInForce now, IReadOnlyList<Pack> after)
{
    private const int Page = 1_000;

    private readonly List<Change> changes = [.. from before in now.Catalogue.Packs
                                                let next = after.FirstOrDefault(p => string.Equals(p.Id, before.Id, StringComparison.Ordinal))
                                                where next is not null
                                                select Change.Of(before, next)];

    /// <summary>Counts among the items changed after a journal number; the refusals carry the counts, and none means that nobody loses anything.</summary>
    /// <param name="db">The record.</param>
    /// <param name="changedAfter">0 for all items.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>Pages through the items in the order of their serial: that runs alike on every engine, and the properties are read by the rules that convert them.</remarks>
    public async Task<IReadOnlyList<Failure>> CountAsync(RecordDb db, long changedAfter, CancellationToken ct)
    {
        var types = changes.SelectMany(c => c.Types.Select(t => (Type: t, Change: c))).ToDictionary(p => p.Type, p => p.Change, StringComparer.Ordinal);
        var orphans = new Dictionary<Orphan, long>();
        var irreversible = new Dictionary<(string File, string Why), long>();
        var serial = 0;
        while (types.Count > 0)
        {
            var items = await db.Items.AsNoTracking().Where(i => i.Serial > serial && i.ChangedNumber > changedAfter).OrderBy(i => i.Serial).Take(Page)
                .ToListAsync(ct).ConfigureAwait(false);
            foreach (var item in items.Where(i => types.ContainsKey(i.Type)))
            {
                types[item.Type].Look(item, now.Items.Current(item), orphans, irreversible);
            }

            if (items.Count < Page)
            {
                break;
            }

            serial = items[^1].Serial;
        }

        return [.. Upgrades.Refusals(orphans.Select(o => (o.Key, o.Value))),
            .. irreversible.Select(p => new Failure(Refusal.Conflict, p.Key.Why, p.Key.File, p.Value))];
    }

    private static void Add<T>(Dictionary<T, long> counts, T key)
        where T : notnull
        => counts[key] = counts.GetValueOrDefault(key) + 1;

    /// <summary>One pack before and after.</summary>
    private sealed record Change(Pack Before, Pack After, IReadOnlyList<Orphan> Orphans, IReadOnlyCollection<string> Types)
    {
        private bool IsBack => After.Version < Before.Version;

        public static Change Of(Pack before, Pack after)
        {
            if (ReferenceEquals(before, after))
            {
                return new Change(before, after, [], []);
            }

            var orphans = after.Version < before.Version ? [] : Upgrades.Orphans(before, after);
            return new Change(before, after, orphans, after.Version < before.Version
                ? [.. before.Types.Select(t => t.Id)] : [.. orphans.Select(o => o.Type).Distinct(StringComparer.Ordinal)]);
        }

        public void Look(ItemRow row, Convertible item, Dictionary<Orphan, long> orphans, Dictionary<(string File, string Why), long> irreversible)
        {
            if (!IsBack)
            {
                foreach (var orphan in Orphans.Where(o => Losses.Has(o, row.Type, item)))
                {
                    Add(orphans, orphan);
                }

                return;
            }

            var back = Conversions.Back(Before.Conversions, row.Type, Before.Version, After.Version, item);
            foreach (var failure in back.Failures)
            {
                Add(irreversible, ($"{failure.Args[0]}:{Convert.ToString(failure.Args[1], CultureInfo.InvariantCulture)}", (string)failure.Args[2]!));
            }

            foreach (var orphan in back.IsSuccess ? Losses.Of(Before, After, row.Type, back.Value).Distinct() : [])
            {
                Add(orphans, orphan);
            }
        }
    }
}
