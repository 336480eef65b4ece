using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Cartulaire.EInvoicing;

namespace Cartulaire.Tests.EInvoicing.En16931;

/// <summary>One official unit test: a piece of an invoice, and whether a rule fires on it.</summary>
/// <param name="File">Its file, with the path.</param>
/// <param name="Number">Its place there, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How gravely it must fire; null when it must stay silent.</param>
/// <param name="Times">How often; null when that is not said.</param>
/// <param name="Document">The piece.</param>
internal sealed record TestCase(string File, int Number, string Rule, Severity? Severity, int? Times, XElement Document)
{
    /// <summary>Whether it must fire.</summary>
    public bool Fires => Severity is not null;
}

/// <summary>Reads the official test sets (namespace of the VEFA validator).</summary>
internal static class TestSet
{
    private static readonly XNamespace Space = "http://difi.no/xsd/vefa/validator/1.0";

    /// <summary>Whether a file is a test set.</summary>
    public static bool Is(string file)
    {
        try
        {
            return Load(file).Name == Space + "testSet";
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>Every case of a file.</summary>
    public static IEnumerable<TestCase> Read(string file)
    {
        var number = 0;
        foreach (var test in Load(file).Elements(Space + "test"))
        {
            number++;
            var document = test.Elements().Single(e => e.Name.Namespace != Space);
            foreach (var said in test.Elements(Space + "assert").Elements().Where(e => e.Name.LocalName is "success" or "error" or "warning" or "fatal"))
            {
                Severity? severity = said.Name.LocalName switch { "success" => null, "warning" => Severity.Warning, _ => Severity.Fatal };
                yield return new TestCase(file, number, said.Value.Trim(), severity, said.Attribute("number") is { } times ? int.Parse(times.Value, CultureInfo.InvariantCulture) : null, document);
            }
        }
    }

    /// <summary>A case as a file would hold it.</summary>
    public static MemoryStream Stream(XElement document)
    {
        var stream = new MemoryStream();
        new XDocument(document).Save(stream);
        stream.Position = 0;
        return stream;
    }

    private static XElement Load(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }
}
