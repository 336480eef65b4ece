using System.Security.Cryptography;
using System.Text.Json;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Blobs.FileSystem;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Backup;

/// <summary>Copies a data folder while it is in use: databases first, then the blobs that they may name (security B-1, D-7).</summary>
public sealed class BackupWriter
{
    private readonly string folder;
    private readonly BackupManifest manifest;

    private BackupWriter(string folder, DateTimeOffset now)
    {
        this.folder = folder;
        manifest = new BackupManifest(1, now, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
    }

    /// <summary>Begins a backup in a folder that is empty or does not exist.</summary>
    public static Outcome<BackupWriter> Begin(string folder, DateTimeOffset now)
    {
        folder = Path.GetFullPath(folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Failure(Refusal.Conflict, "backup.not-empty", "to", folder);
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new BackupWriter(folder, now);
    }

    /// <summary>Copies the host's database and the keys.</summary>
    public async Task AddHostAsync(DataFolder data, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(data);
        await CopyAsync(data.Host, "host.db", ct).ConfigureAwait(false);
        Directory.CreateDirectory(Path.Join(folder, "keys"));
        foreach (var key in Directory.EnumerateFiles(data.Keys))
        {
            var name = Path.Join("keys", Path.GetFileName(key));
            File.Copy(key, Path.Join(folder, name));
            await NoteAsync(name, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Copies one administration.</summary>
    /// <param name="name">Its short name.</param>
    /// <param name="store">Its store, in use or not.</param>
    /// <param name="progress">Told the number of blobs copied.</param>
    /// <param name="ct">Cancels; the folder is then no backup.</param>
    /// <returns>Blobs that could not be copied because they are missing or damaged; the rest was copied.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(string name, AdministrationStore store, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var part = Path.Join("administrations", name);
        Directory.CreateDirectory(Path.Join(folder, part));
        await CopyAsync(store.Record, Path.Join(part, "record.db"), ct).ConfigureAwait(false);
        await CopyAsync(store.ConsultationFile, Path.Join(part, "consultations.db"), ct).ConfigureAwait(false);

        // Listed after the copy: whatever the copied rows name is in this list, since blobs come before rows.
        await using var db = store.Read();
        var blobs = await db.Blobs.Select(b => new { b.Address, b.Size }).ToListAsync(ct).ConfigureAwait(false);
        var head = await db.JournalHead.SingleAsync(ct).ConfigureAwait(false);
        var target = new FileBlobStore(Path.Join(folder, part, "blobs"));
        var faults = new List<string>();
        long bytes = 0;
        for (var n = 0; n < blobs.Count; n++)
        {
            var address = BlobAddress.Parse(blobs[n].Address);
            if (!store.Blobs.Exists(address))
            {
                faults.Add($"{name}: blob {address} is missing");
                continue;
            }

            await using var source = store.Blobs.Open(address);
            var copy = await target.PutAsync(source, long.MaxValue, ct).ConfigureAwait(false);
            if (copy.Address != address)
            {
                faults.Add($"{name}: blob {address} is damaged");
            }

            bytes += copy.Size;
            progress?.Report((n + 1, blobs.Count));
        }

        manifest.Administrations[name] = new BackupCounts(head.Number, Convert.ToHexStringLower(head.Hash), blobs.Count, bytes);
        return faults;
    }

    /// <summary>Writes the manifest: from here on the folder is a backup.</summary>
    public async Task<BackupManifest> EndAsync(CancellationToken ct)
    {
        var file = Path.Join(folder, BackupManifest.FileName);
        await using (var stream = new FileStream(file + ".part", FileMode.CreateNew))
        {
            await JsonSerializer.SerializeAsync(stream, manifest, BackupManifest.Json, ct).ConfigureAwait(false);
            await stream.FlushAsync(ct).ConfigureAwait(false);
            RandomAccess.FlushToDisk(stream.SafeFileHandle);
        }

        File.Move(file + ".part", file);
        Posix.FlushDirectory(folder);
        return manifest;
    }

    private async Task CopyAsync<TContext>(IDatabase<TContext> database, string name, CancellationToken ct)
        where TContext : DbContext
    {
        await database.CopyToAsync(Path.Join(folder, name), ct).ConfigureAwait(false);
        await NoteAsync(name, ct).ConfigureAwait(false);
    }

    private async Task NoteAsync(string name, CancellationToken ct)
    {
        var path = Path.Join(folder, name);
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        manifest.Files[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct).ConfigureAwait(false));
        RandomAccess.FlushToDisk(stream.SafeFileHandle);
        Posix.FlushDirectory(Path.GetDirectoryName(path)!);
    }
}
