using System.Xml;
using System.Xml.Linq;

namespace Cartulaire.Tests.EInvoicing.En16931;

/// <summary>One official unit test: a piece of an invoice, and whether a rule fires on it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Number">Its place there, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Fires">Whether it must fire.</param>
/// <param name="Document">The piece.</param>
internal sealed record TestCase(string File, int Number, string Rule, bool Fires, XElement Document);

/// <summary>Reads the official test sets (namespace of the VEFA validator).</summary>
internal static class TestSet
{
    private static readonly XNamespace Space = "http://difi.no/xsd/vefa/validator/1.0";

    /// <summary>Whether a file is a test set.</summary>
    public static bool Is(string file) => Load(file).Name == Space + "testSet";

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
                yield return new TestCase(Path.GetFileName(file), number, said.Value.Trim(), said.Name.LocalName != "success", document);
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
