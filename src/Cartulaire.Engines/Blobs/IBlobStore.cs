namespace Cartulaire.Engines.Blobs;

/// <summary>Bytes of one administration, addressed by content, never changed, never overwritten.</summary>
/// <remarks>
/// Contract: when <see cref="PutAsync"/> returns, the bytes and the name that leads to them survive a power cut (promise 1).
/// A blob without a row is harmless; a row without its blob must not exist, so blobs are put before the act that names them is queued.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Streams bytes to stable storage while hashing them.</summary>
    /// <param name="content">Read to its end; not disposed.</param>
    /// <param name="maxBytes">More than this is refused while reading.</param>
    /// <param name="ct">Cancels; nothing remains but a temporary file that the next start sweeps.</param>
    /// <returns>Address, size, the first bytes for type sniffing.</returns>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxBytes"/> came.</exception>
    /// <exception cref="IOException">The disk refused; nothing may be acknowledged.</exception>
    Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken ct);

    /// <summary>Opens the bytes for reading, seekable.</summary>
    /// <exception cref="FileNotFoundException">No such blob.</exception>
    Stream Open(BlobAddress address);

    /// <summary>Whether the blob is there (its bytes are not checked).</summary>
    bool Exists(BlobAddress address);

    /// <summary>Size in bytes, or null when absent.</summary>
    long? Size(BlobAddress address);

    /// <summary>Re-reads the bytes and compares their digest with the address (security D-3).</summary>
    Task<BlobHealth> CheckAsync(BlobAddress address, CancellationToken ct);

    /// <summary>Every address present, in no order.</summary>
    IEnumerable<BlobAddress> All();

    /// <summary>Removes a blob that no row names any more. Absent is not an error.</summary>
    void Remove(BlobAddress address);
}

/// <summary>What a put found out.</summary>
/// <param name="Address">SHA-256 of the bytes.</param>
/// <param name="Size">Bytes counted, not declared.</param>
/// <param name="Head">The first 64 KiB at most, for sniffing the type.</param>
/// <param name="WasKnown">Whether the same bytes were already stored.</param>
public sealed record StoredBlob(BlobAddress Address, long Size, ReadOnlyMemory<byte> Head, bool WasKnown);

/// <summary>Result of re-reading a blob.</summary>
public enum BlobHealth
{
    /// <summary>Bytes match their address.</summary>
    Sound,

    /// <summary>No file.</summary>
    Missing,

    /// <summary>The bytes have another digest.</summary>
    Damaged,
}

/// <summary>More bytes arrived than the caller allows.</summary>
public sealed class BlobTooLargeException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BlobTooLargeException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public BlobTooLargeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public BlobTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a limit.</summary>
    /// <param name="maxBytes">The limit in bytes.</param>
    public BlobTooLargeException(long maxBytes)
        : base($"More than {maxBytes} bytes.") => MaxBytes = maxBytes;

    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; }
}
