using Cartulaire.Kernel;

namespace Cartulaire.Engines.Blobs;

/// <summary>Bytes of uploads in pieces, one growing part for each, kept until they become a blob.</summary>
/// <remarks>
/// How much of a part counts is written in the record, after <see cref="IUploadPart.FlushAsync"/>: bytes beyond are the rest of a piece that was cut, and the next piece overwrites them.
/// Parts are named by ids of ours alone (security P-01).
/// </remarks>
public interface IUploadParts
{
    /// <summary>How long a part is kept after its last byte came.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Begins a part that must not exist.</summary>
    /// <exception cref="IOException">The disk refused, or the part exists.</exception>
    void Begin(UploadId upload);

    /// <summary>Takes a part in hand; nobody else may until it is disposed.</summary>
    /// <returns>The part; <c>upload.busy</c> when somebody has it; <c>upload.unknown</c> when there is none.</returns>
    Outcome<IUploadPart> Take(UploadId upload);

    /// <summary>Removes a part. Absent is not an error.</summary>
    void Remove(UploadId upload);

    /// <summary>Removes the parts that nobody has added to for longer than <see cref="Kept"/>.</summary>
    void Sweep(DateTimeOffset now);
}

/// <summary>A part in hand.</summary>
public interface IUploadPart : IAsyncDisposable
{
    /// <summary>Writes bytes at an offset.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    Task WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>Puts everything written on stable storage.</summary>
    /// <exception cref="IOException">The disk refused; nothing may be acknowledged.</exception>
    Task FlushAsync();

    /// <summary>Reads the part from its beginning.</summary>
    /// <param name="length">How many of its bytes count.</param>
    Stream Read(long length);
}
