using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>Brings the items of earlier revisions to the packs in force, in small acts, each written down. Ended anywhere and begun again, it goes on where it was.</summary>
/// <remarks>Nobody waits for it: readers convert what they meet by the same rules. Stamps, numbers and keys stay as they are.</remarks>
public static class PackConversion
{
    /// <summary>Items of one act at most: others write between two of them.</summary>
    internal const int Batch = 100;

    private const int Page = 2_000;
    private const string Counter = "pack-converted";
    private static readonly Actor System = Actor.System("packs");

    /// <summary>Whether a conversion was begun, or is due, and not finished.</summary>
    public static async Task<bool> IsDueAsync(OpenAdministration administration, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var packs = administration.Packs.Now;
        await using var db = administration.Store.Read();
        var done = await db.Counters.AsNoTracking().Where(c => c.Name == Counter).Select(c => c.Last).SingleOrDefaultAsync(ct).ConfigureAwait(false);
        return done < packs.Revision && packs.Catalogue.Types.Any(t => packs.Items.Since(t.Id) > done);
    }

    /// <summary>How many items are still to be converted.</summary>
    public static async Task<long> RemainingAsync(OpenAdministration administration, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var packs = administration.Packs.Now;
        var revision = packs.Revision;
        await using var db = administration.Store.Read();
        var counts = await db.Items.Where(i => i.PackRevision < revision).GroupBy(i => new { i.Type, i.PackRevision })
            .Select(g => new { g.Key.Type, g.Key.PackRevision, Count = g.LongCount() }).ToListAsync(ct).ConfigureAwait(false);
        return counts.Where(c => c.PackRevision < packs.Items.Since(c.Type)).Sum(c => c.Count);
    }

    /// <summary>Converts what remains.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="progress">Told items converted, items in all.</param>
    /// <param name="ct">Ends it between two acts.</param>
    /// <returns>Items converted by this run.</returns>
    public static async Task<long> RunAsync(OpenAdministration administration, Action<long, long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (!await IsDueAsync(administration, ct).ConfigureAwait(false))
        {
            return 0;
        }

        var packs = administration.Packs.Now;
        var total = await RemainingAsync(administration, ct).ConfigureAwait(false);
        var (converted, serial) = (0L, 0);
        for (var more = true; more;)
        {
            var found = await FindAsync(administration, packs, serial, ct).ConfigureAwait(false);
            more = found.Last > serial;
            serial = found.Last;
            foreach (var batch in found.Serials.Chunk(Batch))
            {
                ct.ThrowIfCancellationRequested();
                converted += await ConvertAsync(administration, batch, ct).ConfigureAwait(false);
                progress?.Invoke(converted, total);
            }
        }

        await FinishAsync(administration, packs.Revision, converted, ct).ConfigureAwait(false);
        return converted;
    }

    private static async Task<(List<int> Serials, int Last)> FindAsync(OpenAdministration administration, PacksInForce packs, int serial, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var page = await db.Items.Where(i => i.Serial > serial).OrderBy(i => i.Serial).Take(Page)
            .Select(i => new { i.Serial, i.Type, i.PackRevision }).ToListAsync(ct).ConfigureAwait(false);
        return ([.. page.Where(i => i.PackRevision < packs.Items.Since(i.Type)).Select(i => i.Serial)], page.Count == 0 ? serial : page[^1].Serial);
    }

    private static async Task<int> ConvertAsync(OpenAdministration administration, int[] serials, CancellationToken ct)
    {
        var written = await administration.Store.Writer.RunAsync<int>(
            System,
            async (act, token) =>
            {
                // What is in force, and what the items are, is asked again here: both may have moved since they were found.
                var packs = administration.Packs.Now;
                List<ItemRow> rows = await act.Db.Items.Where(i => serials.Contains(i.Serial)).OrderBy(i => i.Serial).ToListAsync(token).ConfigureAwait(false);
                rows.RemoveAll(r => r.PackRevision >= packs.Items.Since(r.Type));
                foreach (var row in rows)
                {
                    packs.Items.Raise(row);
                    await (administration.ItemRaised?.Invoke(act, row, token) ?? Task.CompletedTask).ConfigureAwait(false);
                }

                if (rows.Count > 0)
                {
                    act.Journal("items.converted", null, new { revision = packs.Revision, items = rows.Select(r => r.Id.ToString()) });
                }

                return rows.Count;
            },
            ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess ? written.Outcome.Value : throw new IOException($"A batch could not be converted: {written.Outcome.Failure}");
    }

    private static async Task FinishAsync(OpenAdministration administration, long revision, long converted, CancellationToken ct)
    {
        var written = await administration.Store.Writer.RunAsync<Done>(
            System,
            async (act, token) =>
            {
                var row = await act.Db.Counters.FindAsync([Counter], token).ConfigureAwait(false);
                if (row is null)
                {
                    act.Db.Counters.Add(row = new CounterRow { Name = Counter });
                }

                row.Last = Math.Max(row.Last, revision);
                act.Journal("pack.converted", null, new { revision, converted });
                return default(Done);
            },
            ct).ConfigureAwait(false);
        if (!written.Outcome.IsSuccess)
        {
            throw new IOException($"The end of a conversion could not be written: {written.Outcome.Failure}");
        }
    }
}
