using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>The writer's own connection: BEGIN IMMEDIATE, savepoints, commit.</summary>
/// <typeparam name="TContext">The model written.</typeparam>
internal sealed class SqliteWriteConnection<TContext> : IWriteConnection<TContext>
    where TContext : DbContext
{
    private const string Point = "act";
    private const int Full = 13;
    private const int CheckpointAttempts = 100;
    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(100);

    private readonly SqliteConnection connection;
    private readonly PooledDbContextFactory<TContext> contexts;
    private SqliteTransaction? transaction;

    public SqliteWriteConnection(SqliteConnection connection)
    {
        this.connection = connection;
        contexts = new PooledDbContextFactory<TContext>(new DbContextOptionsBuilder<TContext>().UseSqlite(connection).UseModel(SqliteModel<TContext>.Value).Options, poolSize: 4);
    }

    /// <inheritdoc/>
    public void Begin() => transaction = connection.BeginTransaction(deferred: false);

    /// <inheritdoc/>
    public TContext Context()
    {
        var context = contexts.CreateDbContext();
        context.Database.UseTransaction(transaction);
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }

    /// <inheritdoc/>
    public void Save() => transaction!.Save(Point);

    /// <inheritdoc/>
    public void Release() => transaction!.Release(Point);

    /// <inheritdoc/>
    public void Undo()
    {
        transaction!.Rollback(Point);
        transaction.Release(Point);
    }

    /// <inheritdoc/>
    public void Commit()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        try
        {
            transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself (disk full, I/O error): there is nothing left to give up.
        }

        transaction = null;
    }

    /// <inheritdoc/>
    public async Task<bool> CompactAsync()
    {
        using var vacuum = connection.CreateCommand();
        vacuum.CommandTimeout = 0;
        vacuum.CommandText = "VACUUM";
        await vacuum.ExecuteNonQueryAsync().ConfigureAwait(false);

        // The rewritten pages stand in the log until no reader needs the old ones any more.
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        for (var attempt = 0; attempt < CheckpointAttempts; attempt++)
        {
            if (await checkpoint.ExecuteScalarAsync().ConfigureAwait(false) is 0L)
            {
                return true;
            }

            await Task.Delay(CheckpointPause).ConfigureAwait(false);
        }

        return false;
    }

    /// <inheritdoc/>
    public bool IsDiskFull(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: Full })
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Abandon();
        connection.Dispose();
    }
}
