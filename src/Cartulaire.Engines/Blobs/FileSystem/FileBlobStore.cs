using System.Buffers;
using System.Security.Cryptography;
using Cartulaire.Engines.Storage;
using Microsoft.Win32.SafeHandles;

namespace Cartulaire.Engines.Blobs.FileSystem;

/// <summary>Blobs as read-only files <c>aa/bb/{sha256}</c>; put = temp, fsync, rename, fsync directory (security D-1 to D-4).</summary>
internal sealed class FileBlobStore : IBlobStore
{
    private const int HeadBytes = 64 * 1024;
    private const int BufferBytes = 256 * 1024;

    /// <summary>A large file is written out as it comes.</summary>
    private const int Stride = 8 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Kept = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    private readonly string root;
    private readonly string incoming;

    /// <summary>Second-level folders whose names this run has put on stable storage, by the four digits that lead to them.</summary>
    private readonly bool[] flushed = new bool[0x10000];

    /// <summary>Opens the store and sweeps what a killed process left half-written.</summary>
    /// <param name="root">Folder of the administration's blobs; created when absent.</param>
    public FileBlobStore(string root)
    {
        this.root = root;
        incoming = Path.Join(root, "arriving");
        Directory.CreateDirectory(root, PrivateFolder);
        Directory.CreateDirectory(incoming, PrivateFolder);
        Posix.FlushDirectory(root);
        foreach (var leftover in Directory.EnumerateFiles(incoming))
        {
            File.Delete(leftover);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken ct)
    {
        var temporary = Path.Join(incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            var (address, size, head) = await WriteAsync(content, temporary, maxBytes, ct).ConfigureAwait(false);
            var known = Publish(temporary, address);
            return new StoredBlob(address, size, head, known);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public Stream Open(BlobAddress address)
        => new FileStream(PathOf(address), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);

    /// <inheritdoc/>
    public bool Exists(BlobAddress address) => File.Exists(PathOf(address));

    /// <inheritdoc/>
    public long? Size(BlobAddress address)
    {
        var file = new FileInfo(PathOf(address));
        return file.Exists ? file.Length : null;
    }

    /// <inheritdoc/>
    public async Task<BlobHealth> CheckAsync(BlobAddress address, CancellationToken ct)
    {
        if (!Exists(address))
        {
            return BlobHealth.Missing;
        }

        await using var file = Open(address);
        var digest = await SHA256.HashDataAsync(file, ct).ConfigureAwait(false);
        return BlobAddress.Of(digest) == address ? BlobHealth.Sound : BlobHealth.Damaged;
    }

    /// <inheritdoc/>
    public IEnumerable<BlobAddress> All()
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (BlobAddress.TryParse(Path.GetFileName(file), out var address))
            {
                yield return address;
            }
        }
    }

    /// <inheritdoc/>
    public void Remove(BlobAddress address)
    {
        var path = PathOf(address);
        if (File.Exists(path))
        {
            File.Delete(path);
            Posix.FlushDirectory(Path.GetDirectoryName(path)!);
        }
    }

    private static async Task<(BlobAddress Address, long Size, ReadOnlyMemory<byte> Head)> WriteAsync(
        Stream content, string temporary, long maxBytes, CancellationToken ct)
    {
        using var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = Private,
        });
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, other) = (ArrayPool<byte>.Shared.Rent(BufferBytes), Array.Empty<byte>());
        var behind = Task.CompletedTask;
        byte[]? head = null;
        long size = 0;
        try
        {
            int read;

            // Whole buffers: what comes in small pieces is hashed and written in few calls, most files in one.
            while ((read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, ct).ConfigureAwait(false)) > 0)
            {
                await behind.ConfigureAwait(false);
                size += read;
                if (size > maxBytes)
                {
                    throw new BlobTooLargeException(maxBytes);
                }

                head ??= buffer[..Math.Min(read, HeadBytes)];
                if (read < BufferBytes)
                {
                    // The last piece, most often the only one: handing it to another thread would cost more than the copy.
                    Keep(file.SafeFileHandle, digest, buffer.AsSpan(0, read), size - read);
                    break;
                }

                // Hashed and written while the next piece comes in.
                var (full, place) = (buffer, size - read);
                behind = Task.Run(() => Keep(file.SafeFileHandle, digest, full.AsSpan(0, BufferBytes), place), CancellationToken.None);
                (buffer, other) = (other.Length > 0 ? other : ArrayPool<byte>.Shared.Rent(BufferBytes), buffer);
            }

            await behind.ConfigureAwait(false);
            File.SetUnixFileMode(file.SafeFileHandle, Kept);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        finally
        {
            // Whatever happened, nobody may still read from what goes back to the pool, nor write to what was closed.
            await behind.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(buffer);
            if (other.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(other);
            }
        }

        return (BlobAddress.Of(digest.GetHashAndReset()), size, head ?? []);
    }

    private static void Keep(SafeFileHandle file, IncrementalHash digest, ReadOnlySpan<byte> piece, long place)
    {
        digest.AppendData(piece);
        RandomAccess.Write(file, piece, place);
        if ((place + piece.Length) % Stride < piece.Length)
        {
            Posix.BeginWriting(file, Math.Max(0, place + piece.Length - Stride), Stride);
        }
    }

    private bool Publish(string temporary, BlobAddress address)
    {
        var folder = FanOut(address);
        var final = PathOf(address);
        var known = File.Exists(final);

        // Known bytes are put all the same: the copy just hashed heals one that rotted meanwhile, and rename is atomic.
        File.Move(temporary, final, overwrite: true);
        Posix.FlushDirectory(folder);
        return known;
    }

    /// <summary>Makes the two folders of the fan-out on first use, each on stable storage before it is relied upon.</summary>
    private string FanOut(BlobAddress address)
    {
        var first = Path.Join(root, address.Hex.AsSpan(0, 2));
        var second = Path.Join(first, address.Hex.AsSpan(2, 2));
        ref var known = ref flushed[Convert.ToInt32(address.Hex[..4], 16)];
        if (Volatile.Read(ref known))
        {
            return second;
        }

        if (!Directory.Exists(second))
        {
            if (!Directory.Exists(first))
            {
                Directory.CreateDirectory(first, PrivateFolder);
            }

            Posix.FlushDirectory(root);
            Directory.CreateDirectory(second, PrivateFolder);
        }

        // Another request may have made the folder an instant ago: its name must be safe before ours is acknowledged.
        Posix.FlushDirectory(first);
        Volatile.Write(ref known, true);
        return second;
    }

    private string PathOf(BlobAddress address)
        => Path.Join(root, address.Hex.AsSpan(0, 2), address.Hex.AsSpan(2, 2), address.Hex);
}
