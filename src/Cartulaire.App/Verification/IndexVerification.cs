using Cartulaire.App.Administration;
using Cartulaire.Engines.Verification;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Verification;

/// <summary>Compares the index with the record: the same items, in the same state, under the same rights, as of the journal number at which the verification began.</summary>
internal static class IndexVerification
{
    private const int Named = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Adds what differs to the report.</summary>
    public static async Task RunAsync(OpenAdministration administration, VerificationReport report, CancellationToken ct)
    {
        var reached = await administration.Search.Index.WaitForAsync(report.AsOf, Patience, ct).ConfigureAwait(false);
        if (!reached.Reached)
        {
            report.Faults.Add($"index: it stands at journal {reached.AsOf}, the record at {report.AsOf}");
            return;
        }

        var shown = administration.Search.Index.Contents();
        await using var db = administration.Store.Read();
        var faults = new List<string>();
        var missing = 0L;

        // What changed after the verification began is not compared: the index may be before or after it.
        var items = db.Items.Where(i => i.ChangedNumber <= report.AsOf && i.RightsNumber <= report.AsOf).Select(i => new { i.Id, i.Serial, i.AccessSet, i.ChangedNumber });
        await foreach (var item in items.AsAsyncEnumerable().WithCancellation(ct).ConfigureAwait(false))
        {
            if (!shown.TryGetValue(item.Serial, out var entry))
            {
                missing++;
                faults.Add($"index: {item.Id} is missing");
            }
            else if (entry.AccessSet != item.AccessSet)
            {
                faults.Add($"index: {item.Id} stands under access set {entry.AccessSet}, the record says {item.AccessSet}");
            }
            else if (entry.Updated != item.ChangedNumber)
            {
                faults.Add($"index: {item.Id} stands as of journal {entry.Updated}, the record changed it at {item.ChangedNumber}");
            }
        }

        report.Counts["indexed"] = shown.Count;
        report.Faults.AddRange(faults.Take(Named));
        if (faults.Count > Named)
        {
            report.Faults.Add($"index: {faults.Count - Named} more items differ");
        }

        if (missing == 0 && shown.Count > await db.Items.LongCountAsync(ct).ConfigureAwait(false))
        {
            report.Faults.Add("index: it shows items that the record does not know");
        }
    }
}
