using Cartulaire.App.Administration;
using Cartulaire.Engines.Backup;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.App.Backup;

/// <summary>Backs up the whole host while it serves.</summary>
public static class BackupHost
{
    /// <param name="Manifest">What was copied.</param>
    /// <param name="Faults">What could not be copied because the original is missing or damaged.</param>
    public sealed record Answer(BackupManifest Manifest, IReadOnlyList<string> Faults);

    /// <summary>Copies everything to an empty folder and writes it down in each administration's journal.</summary>
    public sealed class Handler(DataFolder data, Administrations administrations, TimeProvider clock)
    {
        /// <summary>Runs it.</summary>
        /// <param name="actor">Who asks.</param>
        /// <param name="to">The empty folder.</param>
        /// <param name="progress">Told name, blobs done and total.</param>
        /// <param name="ct">Cancels; then there is no backup.</param>
        public async Task<Outcome<Answer>> HandleAsync(Actor actor, string to, Action<string, long, long> progress, CancellationToken ct)
        {
            var begun = BackupWriter.Begin(to, clock.GetUtcNow());
            if (!begun.IsSuccess)
            {
                return begun.Failure;
            }

            var faults = new List<string>();
            await begun.Value.AddHostAsync(data, ct).ConfigureAwait(false);
            foreach (var name in await administrations.NamesAsync(ct).ConfigureAwait(false))
            {
                var lease = await administrations.LeaseAsync(name, ct).ConfigureAwait(false);
                if (!lease.IsSuccess)
                {
                    faults.Add($"{name}: {lease.Failure.Code}");
                    continue;
                }

                using (lease.Value)
                {
                    var store = lease.Value.Administration.Store;
                    faults.AddRange(await begun.Value.AddAsync(name, store, new Reporter(name, progress), ct).ConfigureAwait(false));
                    await store.Writer.RunAsync<Done>(
                        actor,
                        (act, _) =>
                        {
                            act.Journal("backup.made", null);
                            return Task.FromResult<Outcome<Done>>(default(Done));
                        },
                        ct).ConfigureAwait(false);
                }
            }

            return new Answer(await begun.Value.EndAsync(ct).ConfigureAwait(false), faults);
        }
    }

    private sealed class Reporter(string name, Action<string, long, long> progress) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => progress(name, value.Done, value.Total);
    }
}
