using System.Text;
using System.Xml;
using Cartulaire.EInvoicing.Containers;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>Reads a document once, forwards, without DTD, entities or anything from elsewhere, and never more than the limits say.</summary>
internal sealed class DocumentReader
{
    private readonly ReadLimits limits;
    private readonly XmlReader reader;
    private readonly IXmlLineInfo? place;
    private readonly ParserNames names;
    private readonly List<Element> elements = [];
    private readonly Work work = new();
    private readonly StringBuilder text = new();
    private readonly char[] buffer = new char[512];
    private readonly List<(string Name, string Value)> attributes = [];
    private readonly Name envelopeName;
    private Element? envelope;
    private Element? header;
    private Element? root;
    private int count;
    private long kept;

    private DocumentReader(XmlReader reader, ParserNames names, ReadLimits limits, Name envelopeName)
        => (this.reader, this.names, this.limits, this.envelopeName, place) = (reader, names, limits, envelopeName, reader as IXmlLineInfo);

    /// <summary>Reads all of a stream.</summary>
    /// <returns>The document, or why there is none.</returns>
    public static (Document? Document, ReadFault? Fault) Read(Stream stream, ReadLimits limits)
    {
        // Names must be known before they are met.
        var outermost = Sbdh.StandardBusinessDocument;
        using var guard = new MarkupGuard(stream, limits.Tag);
        try
        {
            var known = new ParserNames();
            var settings = Settings(limits);
            settings.NameTable = known;
            using var xml = XmlReader.Create(guard, settings);
            var read = new DocumentReader(xml, known, limits, outermost);
            var result = read.Read();
            return guard.IsTooLong ? read.Refuse(ReadFaultKind.TooLarge, limits.Tag) : result;
        }
        catch (Exception fault) when (IsOfContent(fault))
        {
            return (null, FaultOf(fault, guard, limits));
        }
    }

    /// <summary>How XML of others is read.</summary>
    internal static XmlReaderSettings Settings(ReadLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = limits.Characters,
        CheckCharacters = true,
        CloseInput = false,
    };

    /// <summary>Whether an exception of the parser is about what it reads.</summary>
    internal static bool IsOfContent(Exception fault) => fault is XmlException or ArgumentException or NotSupportedException or DecoderFallbackException;

    /// <summary>The fault that an exception of the parser tells of.</summary>
    internal static ReadFault FaultOf(Exception fault, MarkupGuard guard, ReadLimits limits) => fault switch
    {
        XmlException xml when guard.IsTooLong => new ReadFault(ReadFaultKind.TooLarge, xml.LineNumber, xml.LinePosition, Written(limits.Tag)),
        XmlException xml => new ReadFault(FaultOf(xml), xml.LineNumber, xml.LinePosition, xml.Message),

        // An encoding that does not exist here, or bytes that are none of it.
        _ => new ReadFault(ReadFaultKind.Encoding, 1, 1, fault.Message),
    };

    private (Document? Document, ReadFault? Fault) Read()
    {
        Element? current = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= limits.Depth)
                    {
                        return Refuse(ReadFaultKind.TooDeep, limits.Depth);
                    }

                    if (++count > limits.Elements)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Elements);
                    }

                    if (reader.AttributeCount > limits.Attributes)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Attributes);
                    }

                    if (current is not null && ReferenceEquals(current, envelope) && root is not null)
                    {
                        return Refuse(ReadFaultKind.SeveralInvoices, 1);
                    }

                    var element = Begin(current);
                    if (names.Strange > limits.Names)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Names);
                    }

                    if (kept > limits.Kept)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Kept);
                    }

                    if (reader.IsEmptyElement)
                    {
                        break;
                    }

                    current = element;
                    text.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when current is not null:
                    Keep(current);
                    break;
                case XmlNodeType.EndElement:
                    current = ReferenceEquals(current, root) ? envelope : current!.Parent;
                    break;
            }
        }

        return root is not null ? (new Document(root, elements, work) { Header = header, IsEnveloped = envelope is not null }, null)
            : Refuse(envelope is null ? ReadFaultKind.NotXml : ReadFaultKind.NoInvoice, 0);
    }

    private Element Begin(Element? parent)
    {
        var name = names.Of(reader.NamespaceURI, reader.LocalName);

        // What an envelope holds is a document of its own.
        var isInEnvelope = parent is not null && ReferenceEquals(parent, envelope);
        var isHeader = isInEnvelope && ReferenceEquals(name, Sbdh.StandardBusinessDocumentHeader);
        parent = isInEnvelope && !isHeader ? null : parent;
        var element = new Element(name, parent, work, place?.LineNumber ?? 0, place?.LinePosition ?? 0);
        parent?.Add(element);
        if (parent is null && envelope is null && ReferenceEquals(name, envelopeName))
        {
            envelope = element;
        }
        else if (isHeader)
        {
            header = element;
        }
        else if (parent is null)
        {
            root = element;
        }

        if (root is not null)
        {
            elements.Add(element);
        }

        if (reader.HasAttributes && reader.MoveToFirstAttribute())
        {
            attributes.Clear();
            do
            {
                if (reader.NamespaceURI.Length == 0)
                {
                    attributes.Add((reader.LocalName, reader.Value));
                    kept += reader.Value.Length;
                }
            }
            while (reader.MoveToNextAttribute());
            if (attributes.Count > 0)
            {
                element.Give([.. attributes]);
            }

            reader.MoveToElement();
        }

        return element;
    }

    // Text is read in pieces: of an attachment of 50 MB only the beginning is ever in memory.
    private void Keep(Element element)
    {
        if (element.Text.Length >= limits.LongestText)
        {
            return;
        }

        // Nearly every text is one short piece.
        var first = reader.ReadValueChunk(buffer, 0, buffer.Length);
        var second = first < buffer.Length ? reader.ReadValueChunk(buffer, first, buffer.Length - first) : 0;
        if (first < buffer.Length && second == 0 && element.Text.Length == 0)
        {
            element.Text = new string(buffer, 0, first);
            kept += first;
            return;
        }

        text.Clear();
        text.Append(element.Text).Append(buffer, 0, first + second);
        for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0;)
        {
            var room = limits.LongestText - text.Length;
            if (room > 0)
            {
                text.Append(buffer, 0, Math.Min(read, room));
            }
        }

        kept += text.Length - element.Text.Length;
        element.Text = text.ToString();
    }

    private (Document?, ReadFault) Refuse(ReadFaultKind kind, long limit)
        => (null, new ReadFault(kind, place?.LineNumber ?? 0, place?.LinePosition ?? 0, Written(limit)));

    private static string Written(long limit) => limit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // The parser has one exception for everything: what it is about is told by how its words begin, which no document can choose.
    private static ReadFaultKind FaultOf(XmlException fault)
    {
        return Says("For security reasons DTD") ? ReadFaultKind.Dtd
            : Says("The input document has exceeded a limit") ? ReadFaultKind.TooLarge
            : Says("Invalid character in the given encoding") || Says("System does not support '") || Says("There is no Unicode byte order mark") ? ReadFaultKind.Encoding
            : ReadFaultKind.NotXml;

        bool Says(string beginning) => fault.Message.StartsWith(beginning, StringComparison.Ordinal);
    }
}
