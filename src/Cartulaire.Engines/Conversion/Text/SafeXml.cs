using System.Xml;
using System.Xml.Linq;

namespace Cartulaire.Engines.Conversion.Text;

/// <summary>The one way to read XML that came from outside (security M-01, M-02): no document type, nothing fetched, bounded depth and length.</summary>
public static class SafeXml
{
    /// <summary>Nesting allowed.</summary>
    public const int MostDepth = 256;

    private const long MostCharacters = 200_000_000;

    /// <summary>A reader that refuses a document type; the caller checks the depth or uses <see cref="Check"/>.</summary>
    /// <param name="input">The bytes.</param>
    public static XmlReader Reader(Stream input) => XmlReader.Create(input, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    /// <summary>Reads a whole document into memory.</summary>
    /// <param name="input">A stream that can seek: it is read twice, first for its depth (building a tree of depth 80,000 takes 25 s).</param>
    /// <param name="most">Bytes allowed.</param>
    /// <exception cref="XmlException">Malformed, with a document type, too deep or too long.</exception>
    public static XDocument Load(Stream input, long most = 20_000_000)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Length - input.Position > most)
        {
            throw new XmlException("The document is too long.");
        }

        var start = input.Position;
        Check(input);
        input.Position = start;
        using var reader = Reader(input);
        return XDocument.Load(reader);
    }

    /// <summary>Reads to the end and keeps nothing.</summary>
    /// <exception cref="XmlException">Malformed, with a document type, too deep or too long.</exception>
    public static void Check(Stream input)
    {
        using var reader = Reader(input);
        while (reader.Read())
        {
            Guard(reader);
        }
    }

    internal static void Guard(XmlReader reader)
    {
        if (reader.Depth > MostDepth)
        {
            throw new XmlTooDeepException();
        }
    }
}

/// <summary>A document nested beyond <see cref="SafeXml.MostDepth"/>.</summary>
internal sealed class XmlTooDeepException() : XmlException("The document is nested too deeply.");
