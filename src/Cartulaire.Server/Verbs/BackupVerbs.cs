using System.Text.Json.Nodes;
using Cartulaire.App.Backup;
using Cartulaire.Engines.Backup;
using Cartulaire.Kernel;

namespace Cartulaire.Server.Verbs;

/// <summary>Backs up and restores.</summary>
internal static class BackupVerbs
{
    /// <summary>Backs up the whole host.</summary>
    public static async Task<Outcome<JsonNode?>> BackupAsync(VerbCall call, CancellationToken ct)
    {
        var made = await call.Service<BackupHost.Handler>().HandleAsync(
            call.Actor, call.Text("to"), (name, done, total) => call.Progress.Report(new VerbProgress(name, done, total)), ct).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            return made.Failure;
        }

        return made.Value.Faults.Count > 0
            ? new Failure(Refusal.Conflict, "backup.incomplete", null, string.Join("; ", made.Value.Faults))
            : new JsonObject
            {
                ["administrations"] = made.Value.Manifest.Administrations.Count,
                ["blobs"] = made.Value.Manifest.Administrations.Values.Sum(a => a.Blobs),
                ["bytes"] = made.Value.Manifest.Administrations.Values.Sum(a => a.Bytes),
            };
    }

    /// <summary>Restores into a new folder, then verifies it whole.</summary>
    public static async Task<int> RestoreAsync(VerbRunner runner, string from, string data, CancellationToken ct)
    {
        var restored = await runner.WithProgressAsync(progress => BackupReader.RestoreAsync(from, data, new Reporter(progress), ct)).ConfigureAwait(false);
        if (!restored.IsSuccess)
        {
            return runner.Show(restored.Failure, null);
        }

        return await runner.RunAsync("verify", [], VerifyVerb.Show, VerifyVerb.Exit, ct).ConfigureAwait(false);
    }

    private sealed class Reporter(IProgress<VerbProgress> progress) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => progress.Report(new VerbProgress("restauration", value.Done, value.Total));
    }
}
