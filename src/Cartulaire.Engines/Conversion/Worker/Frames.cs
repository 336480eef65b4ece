using System.Buffers.Binary;
using System.Text.Json;

namespace Cartulaire.Engines.Conversion.Worker;

internal enum FrameTag : byte
{
    /// <summary>JSON: a request, or the end of an answer.</summary>
    Message = (byte)'J',

    /// <summary>JSON header of a part.</summary>
    Part = (byte)'P',

    /// <summary>Bytes of the present part, or of the document being opened.</summary>
    Data = (byte)'D',

    /// <summary>End of the present part or document.</summary>
    End = (byte)'E',
}

/// <summary>The pipe between server and worker: one octet that says what follows, four of length (little-endian), then that many.</summary>
/// <remarks>Lengths are bounded before anything is allocated: the worker may have been taken over by the document that it reads.</remarks>
internal sealed class Frames(Stream input, Stream output)
{
    public const int ChunkLength = 128 * 1024;
    private const int MostMessageBytes = 64 * 1024 * 1024;
    private readonly byte[] head = new byte[5];

    public async Task WriteAsync(FrameTag tag, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var frame = new byte[5];
        frame[0] = (byte)tag;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), payload.Length);
        await output.WriteAsync(frame, ct);
        await output.WriteAsync(payload, ct);
    }

    public Task WriteJsonAsync<T>(FrameTag tag, T value, CancellationToken ct) => WriteAsync(tag, JsonSerializer.SerializeToUtf8Bytes(value, WorkerJson.Options), ct);

    public Task FlushAsync(CancellationToken ct) => output.FlushAsync(ct);

    /// <summary>Sends a stream as data frames and closes it with an end frame.</summary>
    /// <returns>The bytes sent.</returns>
    public async Task<long> SendAsync(Stream content, long most, CancellationToken ct)
    {
        var buffer = new byte[ChunkLength];
        long sent = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            sent += read;
            if (sent > most)
            {
                throw new RefusedDocumentException("conversion.too-large");
            }

            await WriteAsync(FrameTag.Data, buffer.AsMemory(0, read), ct);
        }

        await WriteAsync(FrameTag.End, ReadOnlyMemory<byte>.Empty, ct);
        return sent;
    }

    /// <summary>Reads one frame; null at the end of the pipe.</summary>
    /// <exception cref="InvalidDataException">The other side does not speak this language.</exception>
    public async Task<(FrameTag Tag, byte[] Payload)?> ReadAsync(CancellationToken ct)
    {
        var read = await input.ReadAtLeastAsync(head, 5, throwOnEndOfStream: false, ct);
        if (read == 0)
        {
            return null;
        }

        var tag = (FrameTag)head[0];
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
        var most = tag is FrameTag.Data ? ChunkLength : MostMessageBytes;
        if (read < 5 || !Enum.IsDefined(tag) || length < 0 || length > most)
        {
            throw new InvalidDataException("The worker's pipe carries something else than frames.");
        }

        var payload = new byte[length];
        await input.ReadExactlyAsync(payload, ct);
        return (tag, payload);
    }

    public static T Parse<T>(byte[] payload) => JsonSerializer.Deserialize<T>(payload, WorkerJson.Options) ?? throw new InvalidDataException("An empty message.");
}
