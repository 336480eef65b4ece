using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Bench.Search;

/// <summary>Puts many rows into a database of the product: prepared statements, one transaction, no journal of SQLite, secondary indexes made at the end.</summary>
internal sealed class BulkLoad : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly List<string> indexes = [];
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public BulkLoad(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=OFF");
        Execute("PRAGMA synchronous=OFF");
        Execute("PRAGMA cache_size=-1500000");
        Execute("PRAGMA foreign_keys=OFF");
        using (var read = Command("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        {
            using var reader = read.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
                indexes.Add(reader.GetString(1));
            }

            reader.Close();
            names.ForEach(n => Execute($"DROP INDEX {n}"));
        }

        transaction = connection.BeginTransaction();
    }

    /// <summary>Adds a row; values in the order of the columns named.</summary>
    public void Add(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(table, out var command))
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            var marks = string.Join(',', Enumerable.Range(0, values.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"$p{i}")));
            command.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({marks})";
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"$p{i}"), null));
            }

            commands[table] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var command = Command(sql);
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }

    /// <summary>Runs a statement inside the load.</summary>
    public void Run(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql);
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$p{i}"), values[i]);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>Ends the load: secondary indexes, statistics, the write-ahead log again.</summary>
    public void Finish()
    {
        transaction.Commit();
        indexes.ForEach(Execute);
        Execute("PRAGMA journal_mode=WAL");
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        transaction.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
