using System.Data;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>A connection that keeps its statements compiled: an act says the same few dozen again and again, and compiling one costs more than running it.</summary>
/// <remarks>For connections that one thread at a time uses and that live long: the writer's own, and those of pooled readers.</remarks>
/// <param name="connectionString">Which file, and how.</param>
internal class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More texts than an act of any kind says; queries over lists of many lengths must not pile up.</summary>
    private const int Most = 400;

    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand()
        => new Said(this) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    /// <summary>The compiled statements of a text; null while somebody reads from them.</summary>
    private Kept? Take(string text)
    {
        if (!kept.TryGetValue(text, out var command))
        {
            if (kept.Count >= Most)
            {
                Forget();
            }

            kept.Add(text, command = new Kept { Connection = this, CommandText = text });
        }

        return command.IsRead ? null : command;
    }

    private void Forget()
    {
        foreach (var (text, command) in kept.Where(k => !k.Value.IsRead).ToList())
        {
            kept.Remove(text);
            command.Dispose();
        }
    }

    /// <summary>Statements that stay compiled.</summary>
    private sealed class Kept : SqliteCommand
    {
        public bool IsRead => DataReader is not null;
    }

    /// <summary>What a caller says once: it runs as the kept statements of the same text.</summary>
    private sealed class Said(PreparedConnection owner) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (owner.Take(CommandText) is not { } command)
            {
                return base.ExecuteReader(behavior);
            }

            command.Transaction = Transaction;
            command.CommandTimeout = CommandTimeout;
            command.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
            {
                command.Parameters.Add(parameter);
            }

            return command.ExecuteReader(behavior);
        }
    }
}
