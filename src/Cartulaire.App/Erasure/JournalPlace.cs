using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Erasure;

/// <summary>The words behind journal entries: the chain holds only their HMAC, so they can go while the chain still verifies (security §3).</summary>
internal sealed class JournalPlace : IPersonalDataPlace
{
    /// <inheritdoc/>
    public string Name => "journal_detail";

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = ["journal_detail.details", "journal_detail.salt"];

    /// <inheritdoc/>
    public async Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct)
    {
        var last = await ScanAsync(db, who, 0, ct).ConfigureAwait(false);
        return async (act, token) =>
        {
            // What was written between the search and this act.
            await ScanAsync(act.Db, who, last, token).ConfigureAwait(false);
            var emptied = 0;
            foreach (var numbers in who.EmptiedEntries.Chunk(500))
            {
                emptied += await act.Db.JournalDetails.Where(d => numbers.Contains(d.Number)).ExecuteDeleteAsync(token).ConfigureAwait(false);
            }

            return emptied;
        };
    }

    private static async Task<long> ScanAsync(RecordDb db, ErasedPerson who, long after, CancellationToken ct)
    {
        var rows = db.JournalDetails.AsNoTracking().Where(d => d.Number > after)
            .Join(db.Journal, d => d.Number, j => j.Number, (d, j) => new { d.Number, d.Details, j.Subject, j.Kind })
            .OrderBy(r => r.Number);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct).ConfigureAwait(false))
        {
            after = row.Number;

            // A month's seal proves the consultations; it names nobody.
            if (row.Kind != AdministrationStore.SealedKind && (row.Subject == who.Subject || who.QuotesJson(row.Details)))
            {
                who.EmptiedEntries.Add(row.Number);
            }
        }

        return after;
    }
}
