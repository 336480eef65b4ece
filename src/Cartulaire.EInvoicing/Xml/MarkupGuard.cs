namespace Cartulaire.EInvoicing.Xml;

/// <summary>
/// A stream of XML on its way to the parser, which keeps a tag whole in memory and compares its attributes: here it is seen that no tag is longer than allowed. The stream ends before one that is.
/// </summary>
/// <remarks>Bytes are enough for that: the signs of markup are ASCII, one unit each, in every encoding that the parser knows.</remarks>
internal sealed class MarkupGuard(Stream inner, int longest) : Stream
{
    private readonly byte[] first = new byte[4];
    private int seen;
    private int width;
    private int low;
    private int offset;
    private bool ascii = true;
    private byte unit;
    private State state;
    private int length;
    private int run;

    private enum State
    {
        Text,
        Open,
        Tag,
        Single,
        Double,
        Bang,
        Dash,
        Comment,
        Section,
        Instruction,
    }

    /// <summary>Whether a tag was longer than allowed.</summary>
    public bool IsTooLong { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = IsTooLong ? 0 : inner.Read(buffer);
        Look(buffer[..read]);
        return IsTooLong ? 0 : read;
    }

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

    private void Look(ReadOnlySpan<byte> bytes)
    {
        for (; width == 0 && !bytes.IsEmpty; bytes = bytes[1..])
        {
            first[seen++] = bytes[0];
            if (seen == first.Length)
            {
                (width, low) = UnitOf(first);
                Units(first);
            }
        }

        if (width == 1)
        {
            Bytes(bytes);
        }
        else
        {
            Units(bytes);
        }
    }

    // Text, attachments among it, comments and tags are passed over at the speed of a search.
    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var skipped = state switch
            {
                State.Text => bytes.IndexOf((byte)'<'),
                State.Tag => bytes.IndexOfAny((byte)'>', (byte)'"', (byte)'\''),
                State.Single => bytes.IndexOf((byte)'\''),
                State.Double => bytes.IndexOf((byte)'"'),
                State.Comment when run == 0 => bytes.IndexOf((byte)'-'),
                State.Section when run == 0 => bytes.IndexOf((byte)']'),
                _ => 0,
            };
            skipped = skipped < 0 ? bytes.Length : skipped;
            length += skipped;
            IsTooLong |= state is State.Tag or State.Single or State.Double && length > longest;
            if (skipped == bytes.Length)
            {
                return;
            }

            // Most of what is markup begins a tag or ends it.
            if (state == State.Text && skipped + 1 < bytes.Length && bytes[skipped + 1] is not ((byte)'!' or (byte)'?' or (byte)'>' or (byte)'\'' or (byte)'"'))
            {
                (state, length) = (State.Tag, 1);
                bytes = bytes[(skipped + 2)..];
                continue;
            }

            Step(bytes[skipped]);
            bytes = bytes[(skipped + 1)..];
        }
    }

    private void Units(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (offset == low)
            {
                unit = value;
            }
            else
            {
                ascii &= value == 0;
            }

            if (++offset == width)
            {
                Step(ascii ? unit : (byte)0);
                (offset, ascii) = (0, true);
            }
        }
    }

    private void Step(byte c)
    {
        switch (state)
        {
            case State.Text:
                if (c == '<')
                {
                    (state, length) = (State.Open, 0);
                }

                return;
            case State.Comment or State.Section:
                // They end with --> and ]]>; the parser reads them piece by piece, however long.
                if (c == (state == State.Comment ? '-' : ']'))
                {
                    run++;
                    return;
                }

                state = c == '>' && run >= 2 ? State.Text : state;
                run = 0;
                return;
        }

        IsTooLong |= ++length > longest;
        state = state switch
        {
            State.Open => c switch { (byte)'!' => State.Bang, (byte)'?' => State.Instruction, _ => InTag(c) },
            State.Bang => c switch { (byte)'-' => State.Dash, (byte)'[' => State.Section, _ => InTag(c) },
            State.Dash => State.Comment,
            State.Single => c == '\'' ? State.Tag : state,
            State.Double => c == '"' ? State.Tag : state,
            State.Instruction => c == '>' && run == 1 ? State.Text : state,
            _ => InTag(c),
        };
        run = state == State.Instruction && c == '?' ? 1 : 0;
    }

    private static State InTag(byte c) => c switch { (byte)'>' => State.Text, (byte)'\'' => State.Single, (byte)'"' => State.Double, _ => State.Tag };

    // Bytes of one character, and which of them is that of an ASCII one: told as the parser tells it (XML 1.0, appendix F).
    private static (int Width, int Low) UnitOf(byte[] b) => (b[0], b[1], b[2], b[3]) switch
    {
        (0, 0, 0xFE, 0xFF) or (0, 0, 0, 0x3C) => (4, 3),
        (0, 0, 0xFF, 0xFE) or (0, 0, 0x3C, 0) => (4, 2),
        (0xFE, 0xFF, 0, 0) or (0, 0x3C, 0, 0) => (4, 1),
        (0xFF, 0xFE, 0, 0) or (0x3C, 0, 0, 0) => (4, 0),
        (0xFE, 0xFF, _, _) or (0, 0x3C, _, _) => (2, 1),
        (0xFF, 0xFE, _, _) or (0x3C, 0, _, _) => (2, 0),
        _ => (1, 0),
    };
}
