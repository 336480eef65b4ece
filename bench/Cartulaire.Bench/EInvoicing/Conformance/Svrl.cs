using System.Xml;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Reads what an official stylesheet prints (SVRL).</summary>
internal static class Svrl
{
    /// <summary>Its namespace.</summary>
    public const string Namespace = "http://purl.oclc.org/dsdl/svrl";

    /// <summary>What is called so here, and has no identifier officially: Factur-X tells so of what a profile has no use for.</summary>
    private const string Nameless = "FX-SCH-NOT-USED";

    /// <summary>Every finding; null when the file is absent or not whole.</summary>
    public static List<Told>? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var all = new List<Told>();
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, NamespaceURI: Namespace, LocalName: "failed-assert" or "successful-report" })
                {
                    all.Add(new Told(reader.GetAttribute("id") ?? Nameless, Gravity(reader.GetAttribute("flag") ?? reader.GetAttribute("role")), reader.GetAttribute("location") ?? ""));
                }
            }

            return all;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Without a word a finding is fatal.
    private static Severity Gravity(string? word) => word is "warning" or "information" ? Severity.Warning : Severity.Fatal;
}
