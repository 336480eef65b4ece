namespace Cartulaire.EInvoicing.Containers;

/// <summary>A stream whose beginning is looked at before it is read. The inner one is left open.</summary>
internal sealed class HeadStream : ForwardStream
{
    private readonly Stream inner;
    private readonly byte[] head;
    private readonly int length;
    private int taken;

    /// <summary>Takes the beginning of a stream.</summary>
    /// <param name="inner">The stream.</param>
    /// <param name="size">How many bytes of it, where it has as many.</param>
    public HeadStream(Stream inner, int size)
    {
        this.inner = inner;
        head = new byte[size];
        length = inner.ReadAtLeast(head, size, throwOnEndOfStream: false);
    }

    /// <summary>The beginning.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, length);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (taken == length)
        {
            return inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, length - taken);
        head.AsSpan(taken, count).CopyTo(buffer);
        taken += count;
        return count;
    }
}
