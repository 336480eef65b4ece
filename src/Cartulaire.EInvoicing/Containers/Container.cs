using System.Globalization;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Containers;

/// <summary>Opens a file of unknown content, and gives the XML in it to read: the file itself, or what a PDF has embedded. (Envelopes are XML: <see cref="DocumentReader"/> opens them.)</summary>
internal sealed class Container : IDisposable
{
    private readonly BoundedStream? embedded;
    private readonly long limit;

    private Container(Stream? xml, ReadFault? fault, bool isPdf, long limit)
    {
        (Xml, Fault, IsPdf, this.limit) = (xml, fault, isPdf, limit);
        embedded = xml as BoundedStream;
    }

    /// <summary>The XML; null when there is none.</summary>
    public Stream? Xml { get; }

    /// <summary>Why there is none.</summary>
    public ReadFault? Fault { get; }

    /// <summary>Whether the file is a PDF.</summary>
    public bool IsPdf { get; }

    /// <summary>Looks at a file. XML is read as it comes; a PDF is read into memory, up to the limit.</summary>
    public static Container Open(Stream stream, ReadLimits limits)
    {
        var file = new HeadStream(stream, MediaTypes.HeadSize);
        var type = MediaTypes.Of(file.Head);
        if (type == MediaTypes.Pdf)
        {
            return OpenPdf(file, limits);
        }

        if (MediaTypes.IsArchive(type))
        {
            return Refuse(ReadFaultKind.Archive, type);
        }

        // What looks like nothing known, or like text, may be XML in a rare encoding: the parser says why not.
        return type.StartsWith("text/", StringComparison.Ordinal) || type is "application/xml" or MediaTypes.Unknown
            ? new Container(file, null, false, 0)
            : Refuse(ReadFaultKind.OtherFile, type);
    }

    /// <summary>Reads the XML as a document, with the header of the envelope that it stands in.</summary>
    public (Document? Document, ReadFault? Fault) Read(ReadLimits limits)
    {
        if (Xml is null)
        {
            return (null, Fault);
        }

        var (document, fault) = DocumentReader.Read(Xml, limits);
        return WhyItEnded() is { } reason ? (null, reason) : (document, fault);
    }

    /// <summary>Why the XML ended before its end, once it has been read; null when it did not.</summary>
    public ReadFault? WhyItEnded()
        => embedded is null ? null
            : embedded.IsTooLarge ? Where(ReadFaultKind.TooLarge, limit.ToString(CultureInfo.InvariantCulture))
            : embedded.IsBroken ? Where(ReadFaultKind.BrokenPdf, "FlateDecode")
            : null;

    /// <inheritdoc/>
    public void Dispose() => Xml?.Dispose();

    private static Container OpenPdf(HeadStream stream, ReadLimits limits)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (memory.Length + read > limits.Pdf)
            {
                return Refuse(ReadFaultKind.TooLarge, limits.Pdf.ToString(CultureInfo.InvariantCulture), true);
            }

            memory.Write(buffer, 0, read);
        }

        var (xml, fault) = PdfFile.OpenXml(memory.ToArray(), limits);
        return new Container(xml, fault, true, limits.Embedded);
    }

    private static Container Refuse(ReadFaultKind kind, string detail, bool isPdf = false) => new(null, Where(kind, detail), isPdf, 0);

    private static ReadFault Where(ReadFaultKind kind, string detail) => new(kind, 0, 0, detail);
}
