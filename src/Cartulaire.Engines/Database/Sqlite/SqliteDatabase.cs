using System.Globalization;
using Cartulaire.Engines.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cartulaire.Engines.Database.Sqlite;

/// <summary>One SQLite file: write-ahead log, synchronous FULL, one writer, pooled readers that cannot write.</summary>
/// <typeparam name="TContext">The model it holds.</typeparam>
internal sealed class SqliteDatabase<TContext> : IDatabase<TContext>
    where TContext : DbContext
{
    private readonly string file;
    private readonly string readString;
    private readonly PooledDbContextFactory<TContext> readers;

    private SqliteDatabase(string file)
    {
        this.file = file;
        readString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Private,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString();
        var options = new DbContextOptionsBuilder<TContext>()
            .UseSqlite(readString)
            .UseModel(SqliteModel<TContext>.Value)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(ReaderConnections.Instance)
            .Options;
        readers = new PooledDbContextFactory<TContext>(options, poolSize: 16);
    }

    /// <summary>Opens the file, makes it when absent, and brings its schema up to date before anyone else sees it.</summary>
    /// <param name="file">Path of the database.</param>
    /// <param name="family">Folder of its scripts.</param>
    public static SqliteDatabase<TContext> Open(string file, string family)
    {
        var isNew = !File.Exists(file);
        using (var connection = Connect(file))
        {
            Execute(connection, "PRAGMA journal_mode=WAL");
            Scripts.Apply(connection, family);
        }

        if (isNew)
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Posix.FlushDirectory(Path.GetDirectoryName(file)!);
        }

        return new SqliteDatabase<TContext>(file);
    }

    /// <inheritdoc/>
    public TContext Read() => readers.CreateDbContext();

    /// <inheritdoc/>
    public async Task<Snapshot<TContext>> SnapshotAsync(CancellationToken ct)
    {
        var db = readers.CreateDbContext();
        await db.Database.OpenConnectionAsync(ct).ConfigureAwait(false);

        // Deferred: EF's own transactions take the write lock at once, and a reader must hold nobody up.
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, ct).ConfigureAwait(false);
        return new Snapshot<TContext>(db, transaction);
    }

    /// <inheritdoc/>
    public IWriteConnection<TContext> OpenWriter() => new SqliteWriteConnection<TContext>(Connect(file, s => new PreparedConnection(s)));

    /// <inheritdoc/>
    public Task CopyToAsync(string file, CancellationToken ct)
        => Task.Run(
            () =>
            {
                using var source = Connect(this.file);
                using var copy = source.CreateCommand();
                copy.CommandText = "VACUUM INTO $file";
                copy.CommandTimeout = 0;
                copy.Parameters.AddWithValue("$file", file);
                copy.ExecuteNonQuery();
            },
            ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct)
        => Task.Run<IReadOnlyList<string>>(
            () =>
            {
                using var connection = Connect(file);
                using var check = connection.CreateCommand();
                check.CommandText = "PRAGMA integrity_check(20)";
                check.CommandTimeout = 0;
                var faults = new List<string>();
                try
                {
                    using var reader = check.ExecuteReader();
                    while (reader.Read())
                    {
                        var line = reader.GetString(0);
                        if (line != "ok")
                        {
                            faults.Add(line);
                        }
                    }
                }
                catch (SqliteException fault) when (fault.SqliteErrorCode is 11 or 26)
                {
                    faults.Add(fault.Message);
                }

                return faults;
            },
            ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        ReaderConnections.Instance.End(readString);
        return ValueTask.CompletedTask;
    }

    private static SqliteConnection Connect(string file, Func<string, SqliteConnection>? make = null)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString();
        var connection = make?.Invoke(text) ?? new SqliteConnection(text);
        connection.Open();
        Execute(connection, "PRAGMA synchronous=FULL");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}

/// <summary>The one model of readers and writers of all administrations: it is built once, and a query compiled for it serves them all.</summary>
/// <typeparam name="TContext">What is modelled.</typeparam>
internal static class SqliteModel<TContext>
    where TContext : DbContext
{
    private static readonly Lazy<IModel> Built = new(() =>
    {
        using var context = new PooledDbContextFactory<TContext>(new DbContextOptionsBuilder<TContext>().UseSqlite("Data Source=:memory:").Options).CreateDbContext();
        return context.Model;
    });

    /// <summary>The model.</summary>
    public static IModel Value => Built.Value;
}

/// <summary>Runs the numbered scripts that a database has not seen yet, each in a transaction of its own.</summary>
internal static class Scripts
{
    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="InvalidOperationException">The database was written by a newer release (security B-7).</exception>
    public static void Apply(SqliteConnection connection, string family)
    {
        var scripts = Load(family);
        var applied = Version(connection);
        if (applied > scripts.Count)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The database '{family}' has schema {applied}, this release knows {scripts.Count}: install the newer release."));
        }

        for (var number = applied; number < scripts.Count; number++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = scripts[number] + string.Create(CultureInfo.InvariantCulture, $"\nPRAGMA user_version = {number + 1};");
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (int)(long)command.ExecuteScalar()!;
    }

    private static List<string> Load(string family)
    {
        var assembly = typeof(Scripts).Assembly;
        var marker = $".Sqlite.{family}.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(marker, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })
            .ToList();
    }
}
