using Cartulaire.App.Administration;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Verification;

namespace Cartulaire.App.Verification;

/// <summary>Verifies every administration of the host while it serves.</summary>
public sealed class VerifyHost(Administrations administrations)
{
    /// <summary>Checks blobs, chains, rows and registers of each administration.</summary>
    /// <param name="progress">Told name, blobs done and total.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>One report per administration.</returns>
    public async Task<SortedDictionary<string, VerificationReport>> RunAsync(Action<string, long, long> progress, CancellationToken ct)
    {
        var reports = new SortedDictionary<string, VerificationReport>(StringComparer.Ordinal);
        foreach (var name in await administrations.NamesAsync(ct).ConfigureAwait(false))
        {
            var lease = await administrations.LeaseAsync(name, ct).ConfigureAwait(false);
            if (!lease.IsSuccess)
            {
                var failed = new VerificationReport();
                failed.Faults.Add(Sentences.Of(lease.Failure, Sentences.First));
                reports[name] = failed;
                continue;
            }

            using (lease.Value)
            {
                var administration = lease.Value.Administration;
                var report = await StoreVerification.RunAsync(administration.Store, new Reporter(name, progress), ct).ConfigureAwait(false);
                try
                {
                    await IndexVerification.RunAsync(administration, report, ct).ConfigureAwait(false);
                }
                catch (Exception fault) when (!report.IsSound && fault is not OperationCanceledException)
                {
                    // Of a damaged record that much cannot be told; what is damaged has been.
                    report.Faults.Add($"index: cannot be compared: {fault.Message}");
                }

                reports[name] = report;
            }
        }

        return reports;
    }

    private sealed class Reporter(string name, Action<string, long, long> progress) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => progress(name, value.Done, value.Total);
    }
}
