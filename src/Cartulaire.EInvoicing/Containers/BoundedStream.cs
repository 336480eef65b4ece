namespace Cartulaire.EInvoicing.Containers;

/// <summary>What comes out of a compressed stream, up to a limit: it ends there, and where the compressed data is broken, and says so afterwards.</summary>
internal sealed class BoundedStream(Stream inner, long limit) : ForwardStream
{
    private long read;

    /// <summary>Whether there was more than the limit.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether the data was broken.</summary>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (IsTooLarge || IsBroken)
        {
            return 0;
        }

        try
        {
            var count = inner.Read(buffer);
            read += count;
            IsTooLarge = read > limit;
            return IsTooLarge ? 0 : count;
        }
        catch (InvalidDataException)
        {
            IsBroken = true;
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
