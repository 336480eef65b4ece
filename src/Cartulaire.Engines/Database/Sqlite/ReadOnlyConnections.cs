using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>Makes each reader's connection refuse to write, so that nothing goes round the writer.</summary>
internal sealed class ReadOnlyConnections : DbConnectionInterceptor
{
    /// <summary>The one instance: EF keeps one model for all administrations only while interceptors are shared.</summary>
    public static readonly ReadOnlyConnections Instance = new();

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Forbid(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forbid(connection);
        return Task.CompletedTask;
    }

    private static void Forbid(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only=ON";
        command.ExecuteNonQuery();
    }
}
