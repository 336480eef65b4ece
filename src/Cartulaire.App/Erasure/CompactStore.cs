using Cartulaire.App.Administration;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Erasure;

/// <summary>Rewrites an administration's databases so that nothing erased remains in their files. The job finishes what a killed erasure began.</summary>
internal sealed class CompactStore : IJob
{
    /// <summary>Kind of the job.</summary>
    public const string KindName = "compact-store";

    /// <summary>For how long the erasure itself may be at it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken ct)
        => await RewriteAsync(context.Administration, ct).ConfigureAwait(false) is { } failure ? JobResult.Later(Grace, failure) : JobResult.Done;

    /// <summary>Rewrites now and takes the waiting job away.</summary>
    /// <returns>Why it could not be done; then the job remains.</returns>
    public static async Task<Failure?> RunAsync(OpenAdministration administration, CancellationToken ct)
    {
        if (await RewriteAsync(administration, ct).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        var written = await administration.Store.Writer.RunAsync<int>(
            Actor.System(KindName),
            async (act, token) => await act.Db.Jobs.Where(j => j.UniqueKey == KindName && j.State == JobStates.Waiting).ExecuteDeleteAsync(token).ConfigureAwait(false),
            ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess ? null : written.Outcome.Failure;
    }

    // A segment of the index keeps the words of what was deleted from it: only a new generation forgets them.
    private static async Task<Failure?> RewriteAsync(OpenAdministration administration, CancellationToken ct)
    {
        if (await administration.Store.CompactAsync(ct).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        await administration.Search.RebuildAsync(null, ct).ConfigureAwait(false);
        return null;
    }
}
