using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>Gives each pooled reader a connection of its own that stays open, with its statements compiled, and refuses to write, so that nothing goes round the writer.</summary>
/// <remarks>EF would open and close around each query, and SQLite compile each query again: more than most of them cost to run.</remarks>
internal sealed class ReaderConnections : DbConnectionInterceptor
{
    /// <summary>The one instance: EF keeps one model for all administrations only while interceptors are shared.</summary>
    public static readonly ReaderConnections Instance = new();

    private readonly ConcurrentDictionary<ReaderConnection, string> open = [];

    /// <inheritdoc/>
    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        var connection = new ReaderConnection(eventData.ConnectionString!, this);
        open.TryAdd(connection, eventData.ConnectionString!);
        return InterceptionResult<DbConnection>.SuppressWithResult(connection);
    }

    /// <summary>Closes the connections of a database that nobody reads any more.</summary>
    /// <param name="connectionString">Which one.</param>
    public void End(string connectionString)
    {
        foreach (var (connection, of) in open)
        {
            if (of == connectionString)
            {
                connection.Dispose();
            }
        }
    }

    private sealed class ReaderConnection(string connectionString, ReaderConnections all) : PreparedConnection(connectionString)
    {
        private bool ending;

        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = "PRAGMA query_only=ON";
            command.ExecuteNonQuery();
        }

        // EF closes after each query; only the end of its context closes this one.
        public override void Close()
        {
            if (ending)
            {
                base.Close();
            }
        }

        protected override void Dispose(bool disposing)
        {
            ending = true;
            all.open.TryRemove(this, out _);
            base.Dispose(disposing);
        }
    }
}
