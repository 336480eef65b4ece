using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Cartulaire.Engines.Blobs.FileSystem;

/// <summary>Parts as private files named by the id of their upload; a lock of the operating system is the hand that holds one (security P-05).</summary>
internal sealed class FileUploadParts : IUploadParts
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Error of the system when somebody else holds the lock.</summary>
    private const int WouldBlock = 11;

    private readonly string root;

    /// <param name="root">Folder of the administration's parts; created when absent.</param>
    public FileUploadParts(string root)
    {
        this.root = root;
        Directory.CreateDirectory(root, Private | UnixFileMode.UserExecute);
        Posix.FlushDirectory(Path.GetDirectoryName(root)!);
    }

    /// <inheritdoc/>
    public void Begin(UploadId upload)
    {
        using (File.Open(PathOf(upload), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private }))
        {
        }

        Posix.FlushDirectory(root);
    }

    /// <inheritdoc/>
    public Outcome<IUploadPart> Take(UploadId upload)
    {
        try
        {
            return new Part(File.OpenHandle(PathOf(upload), FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous));
        }
        catch (FileNotFoundException)
        {
            return new Failure(Refusal.NotFound, "upload.unknown", null, upload);
        }
        catch (IOException fault) when ((fault.HResult & 0xFFFF) == WouldBlock)
        {
            return new Failure(Refusal.Conflict, "upload.busy", null, upload);
        }
    }

    /// <inheritdoc/>
    public void Remove(UploadId upload) => File.Delete(PathOf(upload));

    /// <inheritdoc/>
    public void Sweep(DateTimeOffset now)
    {
        var limit = (now - IUploadParts.Kept).UtcDateTime;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles().Where(f => f.LastWriteTimeUtc < limit))
        {
            file.Delete();
        }
    }

    private string PathOf(UploadId upload) => Path.Join(root, upload.Value.ToString("N"));

    private sealed class Part(SafeFileHandle file) : IUploadPart
    {
        public async Task WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct) => await RandomAccess.WriteAsync(file, bytes, offset, ct).ConfigureAwait(false);

        public Task FlushAsync() => Task.Run(() => RandomAccess.FlushToDisk(file));

        public Stream Read(long length) => new Beginning(file, length);

        public ValueTask DisposeAsync()
        {
            file.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The first bytes of a file in hand, as a stream that leaves it in hand.</summary>
    private sealed class Beginning(SafeFileHandle file, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await RandomAccess.ReadAsync(file, buffer[..(int)Math.Min(buffer.Length, length - Position)], Position, cancellationToken).ConfigureAwait(false);
            Position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(offset, (int)Math.Min(count, length - Position)), Position);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
