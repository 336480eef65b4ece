using System.Security.Cryptography;
using System.Text.Json;
using Cartulaire.Engines.Blobs.FileSystem;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;

namespace Cartulaire.Engines.Backup;

/// <summary>Makes a data folder from a backup, checking each byte on the way.</summary>
public static class BackupReader
{
    /// <summary>Restores into a folder that is empty or does not exist.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="target">The new data folder.</param>
    /// <param name="progress">Told the number of files copied.</param>
    /// <param name="ct">Cancels; the target is then incomplete, is served by nobody, and must be removed.</param>
    /// <returns>The manifest, or why the backup or the target cannot be used.</returns>
    public static async Task<Outcome<BackupManifest>> RestoreAsync(string backup, string target, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        backup = Path.GetFullPath(backup);
        target = Path.GetFullPath(target);
        var file = Path.Join(backup, BackupManifest.FileName);
        if (!File.Exists(file))
        {
            return new Failure(Refusal.Invalid, "backup.no-manifest", "from", backup);
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            return new Failure(Refusal.Conflict, "backup.not-empty", "data", target);
        }

        BackupManifest manifest;
        await using (var stream = File.OpenRead(file))
        {
            manifest = (await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, ct).ConfigureAwait(false))!;
        }

        using var claim = DataFolder.TryRestore(target);
        if (claim is null)
        {
            return new Failure(Refusal.Conflict, "backup.not-empty", "data", target);
        }

        foreach (var (name, digest) in manifest.Files)
        {
            if (!await CopyAsync(Path.Join(backup, name), Path.Join(target, name), digest, ct).ConfigureAwait(false))
            {
                return new Failure(Refusal.Invalid, "backup.damaged", "from", name);
            }
        }

        if (await CopyBlobsAsync(backup, target, manifest, progress, ct).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        DataFolder.EndRestore(target);
        return manifest;
    }

    private static async Task<Failure?> CopyBlobsAsync(string backup, string target, BackupManifest manifest, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        var total = manifest.Administrations.Values.Sum(a => a.Blobs);
        var done = 0L;
        foreach (var name in manifest.Administrations.Keys)
        {
            var part = Path.Join("administrations", name, "blobs");
            var source = new FileBlobStore(Path.Join(backup, part));
            var copy = new FileBlobStore(Path.Join(target, part));
            foreach (var address in source.All())
            {
                await using var stream = source.Open(address);
                if ((await copy.PutAsync(stream, long.MaxValue, ct).ConfigureAwait(false)).Address != address)
                {
                    return new Failure(Refusal.Invalid, "backup.damaged", "from", Path.Join(part, address.Hex));
                }

                progress?.Report((++done, total));
            }
        }

        return null;
    }

    private static async Task<bool> CopyAsync(string source, string target, string digest, CancellationToken ct)
    {
        if (!File.Exists(source))
        {
            return false;
        }

        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var from = File.OpenRead(source))
        await using (var to = new FileStream(target, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await from.CopyToAsync(to, ct).ConfigureAwait(false);
            await to.FlushAsync(ct).ConfigureAwait(false);
            RandomAccess.FlushToDisk(to.SafeFileHandle);
            to.Position = 0;
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(to, ct).ConfigureAwait(false)) != digest)
            {
                return false;
            }
        }

        Posix.FlushDirectory(folder);
        return true;
    }
}
