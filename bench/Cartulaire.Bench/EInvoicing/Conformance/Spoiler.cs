using System.Globalization;
using System.Xml.Linq;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Spoils an invoice in one to three places: values, attributes, elements left out, repeated, moved. It stays well-formed, and of the same outermost element.</summary>
/// <remarks>Numbers that are told apart only by how they are written or by more digits than money has are left to tests: validators may differ there.</remarks>
internal sealed class Spoiler
{
    private static readonly string[] Values =
    [
        "", " ", "0", "0.00", "1", "-1", "0.005", "12.345", "100", "1,5", "x", "true", "false", "2026-02-30", "2026-02-28", "20260228", "1999-12-31", "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "VAT", "EUR", "SEK", "XXX",
        "BE", "DE", "DK", "EL", "GR", "IS", "IT", "NL", "NO", "SE", "30", "49", "58", "59", "97", "380", "381", "384", "389", "751", "C62", "0088", "0192", "0208", "0184", "9907", "9933", "102", "4", "EM", "application/pdf",
        "urn:cen.eu:en16931:2017", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "urn:fdc:peppol.eu:2017:poacc:billing:99:1.0", "#AAI#", "urn:x",
    ];

    private readonly Random random;

    private readonly Action<XElement>[] ways;

    // What stands in the samples, by the names of the element and of what it stands in: where a value or an element is looked for that fits.
    private readonly ILookup<(XName? Parent, XName Name), XElement> alike;

    private readonly XAttribute[] attributes;

    public Spoiler(IReadOnlyList<XDocument> samples, Random random)
    {
        this.random = random;
        alike = samples.SelectMany(s => s.Root!.Descendants()).ToLookup(e => (e.Parent?.Name, e.Name));
        attributes = [.. samples.SelectMany(s => s.Root!.Descendants()).Attributes().Where(a => !a.IsNamespaceDeclaration).DistinctBy(a => (a.Name, a.Value))];
        ways = [Value, Value, Neighbour, Everywhere, Everywhere, Number, Number, AttributeValue, DropAttribute, AddAttribute, Drop, Drop, Repeat, Repeat, Move, Graft];
    }

    /// <summary>A spoilt copy.</summary>
    public XDocument Spoil(XDocument sample)
    {
        var copy = new XDocument(sample);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            if (copy.Root!.Descendants().ToList() is { Count: > 0 } all)
            {
                ways[random.Next(ways.Length)](One(all));
            }
        }

        return copy;
    }

    private T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    // The element itself or one below it that holds a value.
    private XElement Leaf(XElement element) => element.HasElements ? One([.. element.Descendants().Where(e => !e.HasElements)]) : element;

    private void Value(XElement element) => Leaf(element).Value = One(Values);

    // A value that stands at such a place in an invoice.
    private void Neighbour(XElement element)
    {
        var leaf = Leaf(element);
        leaf.Value = One([.. alike[(leaf.Parent?.Name, leaf.Name)], leaf]).Value;
    }

    // A code, and what begins with it: another country with its VAT number, another currency, another category of VAT.
    private void Everywhere(XElement element)
    {
        var leaves = element.Document!.Root!.Descendants().Where(e => !e.HasElements).ToList();
        if (leaves.FindAll(e => e.Value.Length is > 0 and < 4 && e.Value.All(char.IsAsciiLetterUpper)) is { Count: > 0 } codes && One(codes).Value is var code)
        {
            var other = One(Array.FindAll(Values, v => v.Length == code.Length && v.All(char.IsAsciiLetterUpper)));
            leaves.FindAll(e => e.Value.StartsWith(code, StringComparison.Ordinal)).ForEach(e => e.Value = other + e.Value[code.Length..]);
        }
    }

    private void Number(XElement element)
    {
        var numbers = element.DescendantsAndSelf().Where(e => !e.HasElements && decimal.TryParse(e.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out _)).ToList();
        if (numbers.Count > 0)
        {
            var leaf = One(numbers);
            var number = decimal.Parse(leaf.Value, CultureInfo.InvariantCulture);
            leaf.Value = (random.Next(6) switch { 0 => number + 0.01m, 1 => number - 0.01m, 2 => number + 1, 3 => number * 10, 4 => number + 0.001m, _ => number == 0 ? 1 : -number }).ToString(CultureInfo.InvariantCulture);
        }
    }

    private void AttributeValue(XElement element)
    {
        if (Attribute(element) is { } attribute)
        {
            attribute.Value = random.Next(2) == 0 ? One(Values) : One([.. attributes.Where(a => a.Name == attribute.Name), attribute]).Value;
        }
    }

    private void DropAttribute(XElement element) => Attribute(element)?.Remove();

    private void AddAttribute(XElement element)
    {
        if (attributes.Length > 0 && One(attributes) is var attribute)
        {
            element.SetAttributeValue(attribute.Name, attribute.Value);
        }
    }

    private XAttribute? Attribute(XElement element)
        => element.DescendantsAndSelf().Attributes().Where(a => !a.IsNamespaceDeclaration).ToList() is { Count: > 0 } all ? One(all) : null;

    private void Drop(XElement element) => element.Remove();

    private void Repeat(XElement element)
    {
        if (random.Next(2) == 0)
        {
            element.AddAfterSelf(element);
        }
        else
        {
            element.Parent!.Add(element);
        }
    }

    private void Move(XElement element)
    {
        var root = element.Document!.Root!;
        element.Remove();
        if (root.Descendants().ToList() is { Count: > 0 } all)
        {
            One(all).AddAfterSelf(element);
        }
    }

    // What stands in such an element elsewhere, added here.
    private void Graft(XElement element)
    {
        var others = alike[(element.Parent?.Name, element.Name)].Elements().ToList();
        if (others.Count > 0)
        {
            element.Add(One(others));
        }
    }
}
