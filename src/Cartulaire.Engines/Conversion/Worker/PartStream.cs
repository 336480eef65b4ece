namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>Bytes that may still come for this question, over all its parts.</summary>
internal sealed class PartBudget(long most)
{
    private long left = most;

    public void Take(int count)
    {
        left -= count;
        if (left < 0)
        {
            throw new RefusedDocumentException("conversion.too-much-output");
        }
    }
}

/// <summary>The bytes of one part as they come through the pipe, counted.</summary>
internal sealed class PartStream(Frames frames, PartBudget budget) : Stream
{
    private ReadOnlyMemory<byte> chunk;
    private bool ended;

    /// <summary>The refusal that broke the part off, if one did.</summary>
    public WorkerAnswer? Aborted { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (chunk.IsEmpty && !await NextAsync(cancellationToken))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, chunk.Length);
        chunk[..count].CopyTo(buffer);
        chunk = chunk[count..];
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads what the taker left.</summary>
    public async Task SkipAsync(CancellationToken ct)
    {
        while (await NextAsync(ct))
        {
            chunk = default;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Parts are read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<bool> NextAsync(CancellationToken ct)
    {
        while (!ended)
        {
            var frame = await frames.ReadAsync(ct) ?? throw new EndOfStreamException("The worker ended.");
            switch (frame.Tag)
            {
                case FrameTag.Data:
                    budget.Take(frame.Payload.Length);
                    chunk = frame.Payload;
                    return true;
                case FrameTag.End:
                    ended = true;
                    break;
                case FrameTag.Message:
                    ended = true;
                    Aborted = Frames.Parse<WorkerAnswer>(frame.Payload);
                    break;
                default:
                    throw new InvalidDataException("An unexpected frame.");
            }
        }

        return false;
    }
}
