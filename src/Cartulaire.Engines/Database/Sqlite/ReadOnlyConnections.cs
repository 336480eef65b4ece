using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>Makes each reader's connection refuse to write, so that nothing goes round the writer.</summary>
internal sealed class ReadOnlyConnections : DbConnectionInterceptor
{
    /// <summary>The one instance: EF keeps one model for all administrations only while interceptors are shared.</summary>
    public static readonly ReadOnlyConnections Instance = new();

    private readonly ConditionalWeakTable<sqlite3, object> told = [];

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Forbid(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forbid(connection);
        return Task.CompletedTask;
    }

    // A pooled connection keeps what was said to it: it is said once. Only readers are pooled: writers open connections of their own.
    private void Forbid(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (told.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only=ON";
        command.ExecuteNonQuery();
        told.Add(handle, this);
    }
}
