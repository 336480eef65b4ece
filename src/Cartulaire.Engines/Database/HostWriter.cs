using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database;

/// <summary>Writes the host's database, one unit at a time, each on stable storage when answered.</summary>
public sealed class HostWriter : IAsyncDisposable
{
    private readonly GroupCommit<HostDb> group;

    internal HostWriter(IDatabase<HostDb> database) => group = new GroupCommit<HostDb>(database.OpenWriter(), () => { });

    /// <summary>Runs a unit; a refusal leaves no trace.</summary>
    public async Task<Outcome<T>> RunAsync<T>(Func<HostDb, CancellationToken, Task<Outcome<T>>> unit, CancellationToken ct)
    {
        Outcome<T> outcome = new Failure(Refusal.Unavailable, "storage.failed");
        var refused = await group.RunAsync(
            async db =>
            {
                outcome = await unit(db, CancellationToken.None).ConfigureAwait(false);
                if (outcome.IsSuccess)
                {
                    await db.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
                }

                return outcome.IsSuccess;
            },
            ct).ConfigureAwait(false);
        return refused is null ? outcome : refused;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => group.DisposeAsync();
}
