using System.Text;
using System.Xml;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>Reads a document once, forwards, without DTD, entities or anything from elsewhere, and never more than the limits say.</summary>
internal sealed class DocumentReader
{
    private readonly ReadLimits limits;
    private readonly XmlReader reader;
    private readonly IXmlLineInfo? place;
    private readonly Dictionary<(string Space, string Local), Name> names = [];
    private readonly List<Element> elements = [];
    private readonly StringBuilder text = new();
    private readonly char[] buffer = new char[4096];
    private readonly List<(string Name, string Value)> attributes = [];
    private long kept;

    private DocumentReader(XmlReader reader, ReadLimits limits) => (this.reader, this.limits, place) = (reader, limits, reader as IXmlLineInfo);

    /// <summary>Reads all of a stream.</summary>
    /// <returns>The document, or why there is none.</returns>
    public static (Document? Document, ReadFault? Fault) Read(Stream stream, ReadLimits limits)
    {
        var settings = new XmlReaderSettings
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
        using var guard = new MarkupGuard(stream, limits.Tag);
        try
        {
            using var xml = XmlReader.Create(guard, settings);
            var read = new DocumentReader(xml, limits);
            var result = read.Read();
            return guard.IsTooLong ? read.Refuse(ReadFaultKind.TooLarge, limits.Tag) : result;
        }
        catch (XmlException fault) when (guard.IsTooLong)
        {
            return (null, new ReadFault(ReadFaultKind.TooLarge, fault.LineNumber, fault.LinePosition, Written(limits.Tag)));
        }
        catch (XmlException fault)
        {
            return (null, new ReadFault(FaultOf(fault), fault.LineNumber, fault.LinePosition, fault.Message));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException or DecoderFallbackException)
        {
            // An encoding that does not exist here, or bytes that are none of it.
            return (null, new ReadFault(ReadFaultKind.Encoding, 1, 1, fault.Message));
        }
    }

    private (Document? Document, ReadFault? Fault) Read()
    {
        Element? root = null, current = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= limits.Depth)
                    {
                        return Refuse(ReadFaultKind.TooDeep, limits.Depth);
                    }

                    if (elements.Count >= limits.Elements)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Elements);
                    }

                    if (reader.AttributeCount > limits.Attributes)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Attributes);
                    }

                    var element = Begin(current);
                    if (names.Count > limits.Names)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Names);
                    }

                    if (kept > limits.Kept)
                    {
                        return Refuse(ReadFaultKind.TooLarge, limits.Kept);
                    }

                    root ??= element;
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
                    current = current!.Parent;
                    break;
            }
        }

        return root is null ? Refuse(ReadFaultKind.NotXml, 0) : (new Document(root, elements), null);
    }

    private Element Begin(Element? parent)
    {
        // The reader gives one string for one name: the dictionary compares references first.
        var key = (reader.NamespaceURI, reader.LocalName);
        if (!names.TryGetValue(key, out var name))
        {
            names[key] = name = Name.Met(key.NamespaceURI, key.LocalName);
        }

        var element = new Element(name, parent, place?.LineNumber ?? 0, place?.LinePosition ?? 0);
        parent?.Add(element);
        elements.Add(element);
        if (reader.MoveToFirstAttribute())
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
