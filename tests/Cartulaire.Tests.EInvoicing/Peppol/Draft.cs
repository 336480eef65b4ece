using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using Cartulaire.EInvoicing;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>An invoice that a test spoils. Paths begin within its outermost element; names have their customary prefixes.</summary>
internal sealed class Draft
{
    private static readonly (string Prefix, string Space)[] Spaces =
    [
        ("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
        ("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
        ("rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
        ("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
        ("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
        ("qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
    ];

    private static readonly XmlNamespaceManager Names = Manager();

    private readonly XElement root;

    public Draft(string xml) => root = Parse(xml);

    /// <summary>Another text in an element that is there.</summary>
    public Draft Set(string path, string text)
    {
        At(path).Value = text;
        return this;
    }

    /// <summary>Another value in an attribute; none with null.</summary>
    public Draft Set(string path, string attribute, string? value)
    {
        At(path).SetAttributeValue(attribute, value);
        return this;
    }

    /// <summary>Takes an element away that is there.</summary>
    public Draft Remove(string path)
    {
        At(path).Remove();
        return this;
    }

    /// <summary>Adds elements at the end of one that is there; an empty path is the whole invoice.</summary>
    public Draft Add(string path, string xml)
    {
        At(path).Add(Parse($"<added>{xml}</added>").Elements());
        return this;
    }

    /// <summary>Checks it as a file, against the rules that it names unless said otherwise.</summary>
    public CheckedInvoice Check(RuleSet rules = RuleSet.AsDeclared)
    {
        using var stream = AsFile();
        return InvoiceCheck.Check(stream, rules: rules);
    }

    /// <summary>As a file would hold it.</summary>
    public MemoryStream AsFile()
    {
        var stream = new MemoryStream();
        root.Save(stream, SaveOptions.DisableFormatting);
        stream.Position = 0;
        return stream;
    }

    private XElement At(string path) => path.Length == 0 ? root : root.XPathSelectElement(path, Names) ?? throw new ArgumentException($"Nothing stands at {path}.", nameof(path));

    // The outermost element given gets the prefixes, so that pieces need not say them.
    private static XElement Parse(string xml)
    {
        var end = xml.IndexOfAny([' ', '>']);
        var spaces = string.Concat(Spaces.Where(s => !xml.Contains($"xmlns:{s.Prefix}=", StringComparison.Ordinal)).Select(s => $" xmlns:{s.Prefix}=\"{s.Space}\""));
        return XElement.Parse(xml.Insert(end, spaces));
    }

    private static XmlNamespaceManager Manager()
    {
        var manager = new XmlNamespaceManager(new NameTable());
        foreach (var (prefix, space) in Spaces)
        {
            manager.AddNamespace(prefix, space);
        }

        return manager;
    }
}
