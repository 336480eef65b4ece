using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>One database of one administration (or of the host), whatever the engine.</summary>
/// <remarks>An engine is supported once the whole suite passes on it, never before.</remarks>
/// <typeparam name="TContext">The model it holds.</typeparam>
public interface IDatabase<TContext> : IAsyncDisposable
    where TContext : DbContext
{
    /// <summary>A read-only context from the pool; dispose it soon. Writing through it fails.</summary>
    TContext Read();

    /// <summary>A read-only context that sees one instant of the database, whatever others commit meanwhile; it holds nobody up.</summary>
    Task<Snapshot<TContext>> SnapshotAsync(CancellationToken ct);

    /// <summary>The one connection that writes. Opened once, by the writer.</summary>
    IWriteConnection<TContext> OpenWriter();

    /// <summary>Copies a consistent state to a new file while others write.</summary>
    Task CopyToAsync(string file, CancellationToken ct);

    /// <summary>What the engine itself finds wrong with its files; empty when sound.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct);
}

/// <summary>A transaction at a time, with savepoints, on a connection of its own.</summary>
/// <typeparam name="TContext">The model written.</typeparam>
public interface IWriteConnection<TContext> : IDisposable
    where TContext : DbContext
{
    /// <summary>Takes the write lock and begins.</summary>
    void Begin();

    /// <summary>A context inside the transaction; dispose it before the next one.</summary>
    TContext Context();

    /// <summary>Marks the point to which a refused act rolls back.</summary>
    void Save();

    /// <summary>Keeps what was done since <see cref="Save"/>.</summary>
    void Release();

    /// <summary>Undoes what was done since <see cref="Save"/>.</summary>
    void Undo();

    /// <summary>Puts the transaction on stable storage.</summary>
    void Commit();

    /// <summary>Gives the whole transaction up. Never throws.</summary>
    void Abandon();

    /// <summary>Rewrites the files so that nothing deleted remains in them (security L-08). Between transactions only.</summary>
    /// <returns>False when somebody read for so long that an old state could not be dropped: try again later.</returns>
    Task<bool> CompactAsync();

    /// <summary>Whether the fault says that the disk is full: nothing was lost, nothing was kept.</summary>
    bool IsDiskFull(Exception fault);
}

/// <summary>One instant of a database.</summary>
/// <param name="db">Context inside the reading transaction.</param>
/// <param name="transaction">Ends with this.</param>
/// <typeparam name="TContext">The model read.</typeparam>
public sealed class Snapshot<TContext>(TContext db, System.Data.Common.DbTransaction transaction) : IAsyncDisposable
    where TContext : DbContext
{
    /// <summary>The context; it sees the instant at which its first query ran.</summary>
    public TContext Db => db;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        await db.DisposeAsync().ConfigureAwait(false);
    }
}
