using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Turns a Schematron into a stylesheet that prints SVRL, where none is published: Peppol's rules for CII have no other form. What Peppol uses of Schematron is understood, and the rest refused.</summary>
internal static class SchematronStylesheet
{
    private static readonly XNamespace Schematron = "http://purl.oclc.org/dsdl/schematron";

    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";

    private static readonly XNamespace Report = Svrl.Namespace;

    private static readonly XNamespace Own = "urn:cartulaire:place";

    // A place as the official validators write it.
    private const string Place = """
        string-join((for $e in $node/ancestor-or-self::* return concat('/',
            if (namespace-uri($e) = '') then name($e) else concat('*:', local-name($e), '[namespace-uri()=''', namespace-uri($e), ''']'),
            '[', 1 + count($e/preceding-sibling::*[node-name(.) = node-name($e)]), ']'),
          if ($node instance of attribute()) then concat('/@', name($node)) else ()), '')
        """;

    public static int Write(string schematron, string output)
    {
        using var reader = XmlReader.Create(schematron, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var schema = XDocument.Load(reader).Root!;
        if (schema.Descendants().FirstOrDefault(e => e.Name.Namespace == Schematron && !IsUnderstood(e)) is { } foreign)
        {
            Console.Error.WriteLine($"Not understood: {foreign.Name.LocalName}");
            return 64;
        }

        var patterns = schema.Elements(Schematron + "pattern").ToList();
        var stylesheet = new XElement(
            Xsl + "stylesheet",
            new XAttribute("version", "2.0"),
            new XAttribute(XNamespace.Xmlns + "xsl", Xsl.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "svrl", Svrl.Namespace),
            new XAttribute(XNamespace.Xmlns + "place", Own.NamespaceName),
            schema.Elements(Schematron + "ns").Select(n => new XAttribute(XNamespace.Xmlns + n.Attribute("prefix")!.Value, n.Attribute("uri")!.Value)),
            new XElement(Xsl + "function", new XAttribute("name", "place:of"), new XElement(Xsl + "param", new XAttribute("name", "node")), new XElement(Xsl + "sequence", new XAttribute("select", Place))),
            schema.Elements(Xsl + "function"),
            Variables(schema),
            patterns.SelectMany(Variables),
            Template("/", null, new XElement(Report + "schematron-output", patterns.Select((_, number) => Apply("/", number)))),
            patterns.SelectMany(Templates));
        stylesheet.Save(output);
        Console.WriteLine($"{stylesheet.Descendants(Report + "failed-assert").Count()} rules in {output}");
        return 0;
    }

    private static bool IsUnderstood(XElement element) => element.Name.LocalName switch
    {
        "ns" or "title" or "let" or "assert" => true,
        "pattern" => element.Attribute("abstract") is null && element.Attribute("is-a") is null,
        "rule" => element.Attribute("abstract") is null,
        _ => false,
    };

    private static IEnumerable<XElement> Variables(XElement of)
        => of.Elements(Schematron + "let").Select(l => new XElement(Xsl + "variable", new XAttribute("name", l.Attribute("name")!.Value), new XAttribute("select", l.Attribute("value")!.Value)));

    // Of the rules of a pattern the first that matches is applied, and no other: each comes before those behind it.
    private static IEnumerable<XElement> Templates(XElement pattern, int number)
    {
        var rules = pattern.Elements(Schematron + "rule").ToList();
        return
        [
            Template("@*", number, null, -1),
            Template("*", number, Apply("@*|*", number), -1),
            .. rules.Select((rule, place) => Template(rule.Attribute("context")!.Value, number, (object[])[Variables(rule), rule.Elements(Schematron + "assert").Select(Choose), Apply("@*|*", number)], rules.Count - place)),
        ];
    }

    private static XElement Template(string match, int? mode, object? content, int? priority = null) => new(
        Xsl + "template",
        new XAttribute("match", match),
        mode is null ? null : new XAttribute("mode", Mode(mode.Value)),
        priority is null ? null : new XAttribute("priority", priority.Value),
        content);

    private static XElement Choose(XElement assert) => new(
        Xsl + "choose",
        new XElement(Xsl + "when", new XAttribute("test", assert.Attribute("test")!.Value)),
        new XElement(
            Xsl + "otherwise",
            new XElement(Report + "failed-assert", assert.Attribute("id"), assert.Attribute("flag"), new XElement(Xsl + "attribute", new XAttribute("name", "location"), new XAttribute("select", "place:of(.)")))));

    private static XElement Apply(string select, int mode) => new(Xsl + "apply-templates", new XAttribute("select", select), new XAttribute("mode", Mode(mode)));

    private static string Mode(int number) => string.Create(CultureInfo.InvariantCulture, $"pattern{number}");
}
