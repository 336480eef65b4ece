using Cartulaire.App.Administration;
using Cartulaire.Engines.Verification;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Verification;

/// <summary>Compares the index with the record: the same items, under the same rights, as of the journal number at which the verification began.</summary>
internal static class IndexVerification
{
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
        var missing = 0L;

        // What changed after the verification began is not compared: the index may be before or after it.
        await foreach (var item in db.Items.Where(i => i.ChangedNumber <= report.AsOf).Select(i => new { i.Id, i.AccessSet, i.ChangedNumber }).AsAsyncEnumerable().WithCancellation(ct).ConfigureAwait(false))
        {
            if (!shown.TryGetValue(item.Id, out var set))
            {
                missing++;
                report.Faults.Add($"index: {item.Id} is missing");
            }
            else if (set != item.AccessSet)
            {
                report.Faults.Add($"index: {item.Id} stands under access set {set}, the record says {item.AccessSet}");
            }
        }

        report.Counts["indexed"] = shown.Count;
        if (missing == 0 && shown.Count > await db.Items.LongCountAsync(ct).ConfigureAwait(false))
        {
            report.Faults.Add("index: it shows items that the record does not know");
        }
    }
}
