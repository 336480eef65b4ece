using System.Globalization;
using System.Xml;
using Cartulaire.EInvoicing.Containers;

namespace Cartulaire.EInvoicing.Attachments;

/// <summary>The text of an XML element, decoded from base64 (RFC 4648, white space allowed) piece by piece. It ends where the text is base64 no more, and says so.</summary>
internal sealed class Base64Stream : ForwardStream
{
    private readonly XmlReader reader;
    private readonly long limit;
    private readonly char[] text = new char[4096];
    private readonly char[] signs = new char[4096];
    private readonly byte[] bytes = new byte[3072];
    private readonly int depth;
    private int textAt;
    private int textEnd;
    private int bytesAt;
    private int bytesEnd;
    private long total;
    private bool isPadded;
    private bool isOver;
    private bool isInText;

    /// <summary>Reads on from the start tag of an element.</summary>
    /// <param name="reader">Stands on the element.</param>
    /// <param name="limit">Bytes at most.</param>
    public Base64Stream(XmlReader reader, long limit)
    {
        (this.reader, this.limit, depth) = (reader, limit, reader.Depth);
        isOver = reader.IsEmptyElement;
    }

    /// <summary>What was wrong, as far as it has been read.</summary>
    public AttachmentFault? Fault { get; private set; }

    /// <summary>What stopped the parser itself: it cannot go on.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Looks at the beginning without taking it.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        Fill();
        return bytes.AsSpan(bytesAt, bytesEnd - bytesAt);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Fill();
        var count = Math.Min(buffer.Length, bytesEnd - bytesAt);
        bytes.AsSpan(bytesAt, count).CopyTo(buffer);
        bytesAt += count;
        return count;
    }

    private void Fill()
    {
        if (bytesAt < bytesEnd || isOver)
        {
            return;
        }

        try
        {
            var count = Gather();
            var whole = count - (count % 4);
            (bytesAt, bytesEnd) = (0, 0);
            if (whole > 0 && Decode(whole))
            {
                total += bytesEnd;
                if (total > limit)
                {
                    bytesEnd = 0;
                    Stop(AttachmentFaultKind.TooLarge, limit.ToString(CultureInfo.InvariantCulture));
                }
            }

            if (count != whole)
            {
                Stop(AttachmentFaultKind.NotBase64, "");
            }
        }
        catch (Exception fault) when (Xml.DocumentReader.IsOfContent(fault))
        {
            Broken = fault;
            Stop(AttachmentFaultKind.NotBase64, "");
        }
    }

    private bool Decode(int count)
    {
        isPadded = signs[count - 1] == '=';
        if (Convert.TryFromBase64Chars(signs.AsSpan(0, count), bytes, out bytesEnd))
        {
            return true;
        }

        bytesEnd = 0;
        Stop(AttachmentFaultKind.NotBase64, "=");
        return false;
    }

    // Signs of base64, until there is no room for more or the element ends.
    private int Gather()
    {
        var count = 0;
        while (count < signs.Length)
        {
            if (textAt == textEnd && !More())
            {
                isOver = true;
                return count;
            }

            var sign = text[textAt++];
            if (sign is ' ' or '\t' or '\r' or '\n')
            {
                continue;
            }

            if (isPadded || !(char.IsAsciiLetterOrDigit(sign) || sign is '+' or '/' or '='))
            {
                Stop(AttachmentFaultKind.NotBase64, sign.ToString());
                return count - (count % 4);
            }

            signs[count++] = sign;
        }

        return count;
    }

    private bool More()
    {
        while (true)
        {
            if (isInText)
            {
                (textAt, textEnd) = (0, reader.ReadValueChunk(text, 0, text.Length));
                if (textEnd > 0)
                {
                    return true;
                }

                isInText = false;
            }

            if (!reader.Read() || (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            {
                return false;
            }

            // Elements within break off what is no base64 then.
            if (reader.NodeType == XmlNodeType.Element)
            {
                Stop(AttachmentFaultKind.NotBase64, "<");
                return false;
            }

            isInText = reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace;
        }
    }

    private void Stop(AttachmentFaultKind kind, string found)
    {
        Fault ??= new AttachmentFault(kind, found);
        isOver = true;
    }
}
