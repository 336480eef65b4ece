using System.Globalization;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Sqlite;

namespace Cartulaire.Engines.Storage;

/// <summary>The folder that holds everything, owned by one process at a time through a lock of the operating system.</summary>
/// <remarks>
/// <c>host.db</c>, <c>keys/</c>, <c>run/</c>, <c>administrations/{name}/</c>. Only host, keys, record, consultations and blobs are backed up.
/// The kernel releases the lock when the process dies, however it dies.
/// </remarks>
public sealed class DataFolder : IAsyncDisposable
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream ownership;

    private DataFolder(string path, FileStream ownership)
    {
        Path = path;
        this.ownership = ownership;
        EndedCleanly = File.Exists(CleanMark);
        if (EndedCleanly)
        {
            // From now on nothing is known for sure about what is due, until this owner ends cleanly too.
            File.Delete(CleanMark);
            Posix.FlushDirectory(System.IO.Path.GetDirectoryName(CleanMark)!);
        }

        Host = SqliteDatabase<HostDb>.Open(System.IO.Path.Join(path, "host.db"), "host");
        HostWriter = new HostWriter(Host);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The host's own database.</summary>
    public IDatabase<HostDb> Host { get; }

    /// <summary>Writes the host's own database.</summary>
    public HostWriter HostWriter { get; }

    /// <summary>Whether the last owner wrote down what is due before it ended; false after a crash and after a verb.</summary>
    public bool EndedCleanly { get; }

    /// <summary>Keys that protect cookies and signed addresses.</summary>
    public string Keys => System.IO.Path.Join(Path, "keys");

    /// <summary>Folder of all administrations.</summary>
    public string Administrations => System.IO.Path.Join(Path, "administrations");

    private string CleanMark => System.IO.Path.Join(Path, "run", "clean");

    /// <summary>The socket by which verbs reach the owner.</summary>
    public static string SocketOf(string path) => System.IO.Path.Join(System.IO.Path.GetFullPath(path), "run", "cartulaire.sock");

    /// <summary>Whether a restore into the folder has not come to its end: it is under way, or was interrupted and the folder must be emptied.</summary>
    public static bool IsHalfRestored(string path) => File.Exists(RestoringMarkOf(path));

    /// <summary>Takes the folder, making it when absent.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The owned folder, or null when another process owns it or it <see cref="IsHalfRestored"/>.</returns>
    public static DataFolder? TryOwn(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        foreach (var part in new[] { string.Empty, "keys", "run", "administrations" })
        {
            Directory.CreateDirectory(System.IO.Path.Join(path, part), PrivateFolder);
        }

        Posix.FlushDirectory(path);
        if (TryLock(LockOf(path)) is not { } ownership)
        {
            return null;
        }

        if (IsHalfRestored(path))
        {
            ownership.Dispose();
            return null;
        }

        // A socket left by a killed owner answers nobody.
        File.Delete(SocketOf(path));
        return new DataFolder(path, ownership);
    }

    /// <summary>Takes an empty folder for a restore: nobody serves it before <see cref="EndRestore"/>, not even when the restore is killed.</summary>
    /// <returns>What holds it; null when another process does.</returns>
    internal static IDisposable? TryRestore(string path)
    {
        var run = Directory.CreateDirectory(System.IO.Path.Join(path, "run"), PrivateFolder).FullName;
        if (TryLock(LockOf(path)) is not { } ownership)
        {
            return null;
        }

        File.WriteAllBytes(RestoringMarkOf(path), []);
        Posix.FlushDirectory(run);
        Posix.FlushDirectory(path);
        return ownership;
    }

    /// <summary>Says that all is there.</summary>
    internal static void EndRestore(string path)
    {
        File.Delete(RestoringMarkOf(path));
        Posix.FlushDirectory(System.IO.Path.Join(path, "run"));
    }

    /// <summary>Leaves word for the next owner that the rows of <c>due</c> are complete.</summary>
    public void EndCleanly() => File.WriteAllBytes(CleanMark, []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await HostWriter.DisposeAsync().ConfigureAwait(false);
        await Host.DisposeAsync().ConfigureAwait(false);
        await ownership.DisposeAsync().ConfigureAwait(false);
    }

    private static string LockOf(string path) => System.IO.Path.Join(path, "run", "owner.lock");

    private static string RestoringMarkOf(string path) => System.IO.Path.Join(path, "run", "restoring");

    private static FileStream? TryLock(string file)
    {
        try
        {
            var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            stream.Flush();
            return stream;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
