using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Chains;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Verification;

/// <summary>What a verification counted and what it found wrong.</summary>
public sealed class VerificationReport
{
    /// <summary>Journal number as of which everything was compared.</summary>
    public long AsOf { get; set; }

    /// <summary>Counts by what was checked: <c>blobs</c>, <c>bytes</c>, <c>journal</c>, <c>consultations</c>, <c>items</c>, <c>versions</c>, <c>registers</c>…</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Each fault, in a sentence that names the thing concerned.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Whether nothing was found wrong.</summary>
    public bool IsSound => Faults.Count == 0;
}

/// <summary>Compares blobs, chains, rows and registers with each other, as of the journal number at which it begins, while others work.</summary>
public static class StoreVerification
{
    private const int PageSize = 2_000;

    /// <summary>Checks one administration's store.</summary>
    /// <param name="store">The open store.</param>
    /// <param name="progress">Told the number of blobs checked.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<VerificationReport> RunAsync(AdministrationStore store, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var report = new VerificationReport { AsOf = store.Writer.CommittedNumber };
        foreach (var fault in await store.Record.CheckAsync(ct).ConfigureAwait(false))
        {
            report.Faults.Add($"record.db: {fault}");
        }

        foreach (var fault in await store.ConsultationFile.CheckAsync(ct).ConfigureAwait(false))
        {
            report.Faults.Add($"consultations.db: {fault}");
        }

        // A damaged file is looked through as far as it can be read, so that what is concerned is named.
        foreach (var check in new Func<AdministrationStore, VerificationReport, CancellationToken, Task>[] { CheckJournalAsync, CheckConsultationsAsync, CheckRowsAsync, CheckRegistersAsync })
        {
            try
            {
                await check(store, report, ct).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                report.Faults.Add($"cannot be read further: {fault.Message}");
            }
        }

        await CheckBlobsAsync(store, report, progress, ct).ConfigureAwait(false);
        return report;
    }

    private static async Task CheckJournalAsync(AdministrationStore store, VerificationReport report, CancellationToken ct)
    {
        var check = new ChainCheck("journal");
        var erased = new HashSet<long>();
        var missing = new List<long>();
        await using var snapshot = await store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var db = snapshot.Db;
        for (var after = 0L; ;)
        {
            var page = await db.Journal.Where(j => j.Number > after).OrderBy(j => j.Number).Take(PageSize)
                .GroupJoin(db.JournalDetails, j => j.Number, d => d.Number, (j, d) => new { j, d })
                .SelectMany(x => x.d.DefaultIfEmpty(), (x, d) => new { Entry = x.j, Detail = d })
                .OrderBy(x => x.Entry.Number)
                .ToListAsync(ct).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var row in page)
            {
                var e = row.Entry;
                var link = check.Next(new StoredLink(e.Number, e.At, e.Actor, e.Kind, e.Subject, e.Canon, e.Hash));
                erased.UnionWith(link?.Kind == Erasure.JournalKind ? link.Numbers ?? [] : []);
                CheckDetail(link, row.Detail, missing, check);
            }

            after = page[^1].Entry.Number;
        }

        var head = await db.JournalHead.SingleAsync(ct).ConfigureAwait(false);
        check.End(head.Number, head.Hash);
        report.Faults.AddRange(check.Faults);
        report.Faults.AddRange(missing.Where(n => !erased.Contains(n))
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"journal {n}: its details are gone and no erasure says so")));
        report.Counts["journal"] = check.Count;
    }

    private static void CheckDetail(ChainLink? link, Database.Rows.JournalDetailRow? detail, List<long> missing, ChainCheck check)
    {
        if (link?.Seal is null)
        {
            return;
        }

        if (detail is null)
        {
            missing.Add(link.Number);
        }
        else if (!HMACSHA256.HashData(detail.Salt, Encoding.UTF8.GetBytes(detail.Details)).AsSpan().SequenceEqual(link.Seal))
        {
            check.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"journal {link.Number}: the details are not those that were sealed"));
        }
    }

    private static async Task CheckConsultationsAsync(AdministrationStore store, VerificationReport report, CancellationToken ct)
    {
        var check = new ChainCheck("consultations");
        await using var snapshot = await store.ConsultationFile.SnapshotAsync(ct).ConfigureAwait(false);
        var db = snapshot.Db;
        var hashes = new Dictionary<long, string>();
        var seals = await SealsAsync(store, ct).ConfigureAwait(false);
        for (var after = 0L; ;)
        {
            var page = await db.Consultations.Where(c => c.Number > after).OrderBy(c => c.Number).Take(PageSize).ToListAsync(ct).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var e in page)
            {
                check.Next(new StoredLink(e.Number, e.At, e.Actor, e.Kind, e.Subject, e.Canon, e.Hash));
                if (seals.TryGetValue(e.Number, out var sealedHash) && sealedHash != Convert.ToHexStringLower(e.Hash))
                {
                    check.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"consultations {e.Number}: differs from the month's seal in the journal"));
                }
            }

            after = page[^1].Number;
        }

        var head = await db.Head.SingleAsync(ct).ConfigureAwait(false);
        check.End(head.Number, head.Hash);
        report.Faults.AddRange(check.Faults);
        report.Counts["consultations"] = check.Count;
    }

    private static async Task<Dictionary<long, string>> SealsAsync(AdministrationStore store, CancellationToken ct)
    {
        await using var db = store.Read();
        var rows = await db.Journal.Where(j => j.Kind == AdministrationStore.SealedKind)
            .Join(db.JournalDetails, j => j.Number, d => d.Number, (j, d) => new { j.Canon, d.Details })
            .ToListAsync(ct).ConfigureAwait(false);
        return rows
            .Select(r => (Link: ChainLink.FromCanon(r.Canon), Hash: System.Text.Json.JsonDocument.Parse(r.Details).RootElement.GetProperty("hash").GetString()!))
            .Where(s => s.Link.Numbers is { Count: 1 })
            .ToDictionary(s => s.Link.Numbers![0], s => s.Hash);
    }

    private static async Task CheckRowsAsync(AdministrationStore store, VerificationReport report, CancellationToken ct)
    {
        // One instant for all: what is written meanwhile is at no number that its head does not know.
        await using var snapshot = await store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var db = snapshot.Db;
        report.Counts["items"] = await db.Items.LongCountAsync(ct).ConfigureAwait(false);
        report.Counts["versions"] = await db.Versions.LongCountAsync(ct).ConfigureAwait(false);
        report.Counts["receptions"] = await db.Receptions.LongCountAsync(ct).ConfigureAwait(false);
        var unknownSets = await db.Items.Where(i => !db.AccessSets.Any(a => a.Number == i.AccessSet)).Select(i => i.Id).Take(20).ToListAsync(ct).ConfigureAwait(false);
        report.Faults.AddRange(unknownSets.Select(id => $"{id}: its access set is unknown"));
        var head = await db.JournalHead.Select(h => h.Number).SingleAsync(ct).ConfigureAwait(false);
        var ahead = await db.Items.Where(i => i.ChangedNumber > head || i.ChangedNumber < 1).Select(i => i.Id).Take(20).ToListAsync(ct).ConfigureAwait(false);
        report.Faults.AddRange(ahead.Select(id => $"{id}: changed at a journal number that does not exist"));
        await CheckSumsAsync<ItemRow>(db, report, r => $"{r.Id}", ct).ConfigureAwait(false);
        await CheckSumsAsync<VersionRow>(db, report, r => $"{r.ItemId}, {r.Id}", ct).ConfigureAwait(false);
        await CheckSumsAsync<RegisterEntryRow>(db, report, r => $"{r.ItemId}, register {r.Register} {r.Label}", ct).ConfigureAwait(false);
        await CheckSumsAsync<AssignmentRow>(db, report, r => $"{r.ItemId}, {r.Id}", ct).ConfigureAwait(false);
        await CheckSumsAsync<ReceptionRow>(db, report, r => $"{r.Id}", ct).ConfigureAwait(false);
    }

    private static async Task CheckSumsAsync<TRow>(RecordDb db, VerificationReport report, Func<TRow, string> name, CancellationToken ct)
        where TRow : class
    {
        await foreach (var row in RowChecksums.BrokenAsync<TRow>(db).WithCancellation(ct).ConfigureAwait(false))
        {
            report.Faults.Add($"{name(row)}: its row has changed without an act");
        }
    }

    // MAIL-11: within a period numbers run from 1 without a gap, and the counter stands at the last one.
    private static async Task CheckRegistersAsync(AdministrationStore store, VerificationReport report, CancellationToken ct)
    {
        await using var snapshot = await store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var db = snapshot.Db;
        var periods = await db.RegisterEntries.GroupBy(e => new { e.Register, e.Period })
            .Select(g => new { g.Key.Register, g.Key.Period, Count = g.LongCount(), First = g.Min(e => e.Number), Last = g.Max(e => e.Number) })
            .ToListAsync(ct).ConfigureAwait(false);
        var counters = await db.RegisterCounters.ToDictionaryAsync(c => (c.Register, c.Period), c => c.Last, ct).ConfigureAwait(false);
        foreach (var p in periods)
        {
            if (p.Last - p.First + 1 != p.Count)
            {
                report.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"register {p.Register} {p.Period}: {p.Count} entries between {p.First} and {p.Last}"));
            }

            if (!counters.TryGetValue((p.Register, p.Period), out var last) || last != p.Last)
            {
                report.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"register {p.Register} {p.Period}: the counter says {last}, the last entry is {p.Last}"));
            }
        }

        report.Counts["register-entries"] = periods.Sum(p => p.Count);
    }

    private static async Task CheckBlobsAsync(AdministrationStore store, VerificationReport report, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        List<(string Address, long Size)> rows;
        await using (var db = store.Read())
        {
            rows = (await db.Blobs.OrderBy(b => b.Address).Select(b => new { b.Address, b.Size }).ToListAsync(ct).ConfigureAwait(false))
                .ConvertAll(b => (b.Address, b.Size));
        }

        long done = 0;
        long bytes = 0;
        foreach (var (text, size) in rows)
        {
            ct.ThrowIfCancellationRequested();
            if (!BlobAddress.TryParse(text, out var address))
            {
                report.Faults.Add($"blob {text}: not an address");
                continue;
            }

            switch (await store.Blobs.CheckAsync(address, ct).ConfigureAwait(false))
            {
                case BlobHealth.Missing:
                    report.Faults.Add($"blob {text}: missing; {await UsersAsync(store, text, ct).ConfigureAwait(false)}");
                    break;
                case BlobHealth.Damaged:
                    report.Faults.Add($"blob {text}: its bytes have changed; {await UsersAsync(store, text, ct).ConfigureAwait(false)}");
                    break;
                default:
                    bytes += size;
                    if (store.Blobs.Size(address) != size)
                    {
                        report.Faults.Add($"blob {text}: its row gives another size");
                    }

                    break;
            }

            progress?.Report((++done, rows.Count));
        }

        report.Counts["blobs"] = rows.Count;
        report.Counts["bytes"] = bytes;
        var known = rows.Select(r => r.Address).ToHashSet(StringComparer.Ordinal);
        report.Counts["orphan-blobs"] = store.Blobs.All().LongCount(a => !known.Contains(a.Hex));
    }

    private static async Task<string> UsersAsync(AdministrationStore store, string address, CancellationToken ct)
    {
        await using var db = store.Read();
        var items = await db.Versions.Where(v => v.Blob == address).Select(v => v.ItemId).Take(5).ToListAsync(ct).ConfigureAwait(false);
        return items.Count == 0 ? "no document uses it" : $"used by {string.Join(", ", items)}";
    }
}
