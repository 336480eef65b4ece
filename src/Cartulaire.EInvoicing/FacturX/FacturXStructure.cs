using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>What a profile allows where (FX-SCH): a section of the table <c>Structure.txt</c>, which is walked beside the document.</summary>
internal sealed class FacturXStructure
{
    /// <summary>What a finding is called that officially has no identifier: an element or attribute is there that the profile has no use for.</summary>
    public const string NotUsed = "FX-SCH-NOT-USED";

    private const string Prefix = "FX-SCH-A-";

    // Elements of one name that the tables tell apart, and how a finding shows by what.
    private static readonly Dictionary<string, (string Shown, Func<Element, CiiInvoice, bool> Holds)> Variants = new(StringComparer.Ordinal)
    {
        ["VA"] = ("@schemeID=VA", (e, _) => HasId(e, "VA")),
        ["FC"] = ("@schemeID=FC", (e, _) => HasId(e, "FC")),
        ["not-VA-FC"] = ("@schemeID≠VA, FC", (e, _) => !HasId(e, "VA") && !HasId(e, "FC")),
        ["invoice-currency"] = ("@currencyID=BT-5", (e, invoice) => IsIn(e, invoice, Ram.InvoiceCurrencyCode)),
        ["tax-currency"] = ("@currencyID=BT-6", (e, invoice) => IsIn(e, invoice, Ram.TaxCurrencyCode)),
        ["other-currency"] = ("@currencyID≠BT-5, BT-6", (e, invoice) => !IsIn(e, invoice, Ram.InvoiceCurrencyCode) && !IsIn(e, invoice, Ram.TaxCurrencyCode)),
        ["allowance"] = ("ChargeIndicator=false", (e, _) => FacturXModel.Says(e, "false")),
        ["charge"] = ("ChargeIndicator=true", (e, _) => FacturXModel.Says(e, "true")),
        ["unsaid"] = ("ChargeIndicator≠false, true", (e, _) => !FacturXModel.Says(e, "false") && !FacturXModel.Says(e, "true")),
        ["50"] = ("TypeCode=50", (e, _) => IsOfType(e, "50")),
        ["130"] = ("TypeCode=130", (e, _) => IsOfType(e, "130")),
        ["916"] = ("TypeCode=916", (e, _) => IsOfType(e, "916")),
        ["other-type"] = ("TypeCode≠50, 130, 916", (e, _) => !IsOfType(e, "50") && !IsOfType(e, "130") && !IsOfType(e, "916")),
        ["no-list"] = ("not(@listID)", (e, _) => e.Attribute("listID") is null),
        ["5153"] = ("@listID=5153", (e, _) => e.Attribute("listID") == "5153"),
        ["other-list"] = ("@listID≠5153", (e, _) => e.Attribute("listID") is not (null or "5153")),
    };

    private readonly Node root;

    private FacturXStructure(Node root) => this.root = root;

    /// <summary>Every rule.</summary>
    public IEnumerable<Check<CiiInvoice>> Checks => root.Everything().SelectMany(n => n.Checks);

    /// <summary>Reads every section of the table.</summary>
    public static Dictionary<string, FacturXStructure> Load()
    {
        var profiles = new Dictionary<string, FacturXStructure>(StringComparer.Ordinal);
        var (path, profile) = (new List<Node>(), "");
        foreach (var line in EmbeddedFile.Lines("FacturX.Structure.txt"))
        {
            if (line.StartsWith('['))
            {
                path = [new Node(Rsm.CrossIndustryInvoice, null, "", [])];
                profiles.Add(line.Trim('[', ']'), new FacturXStructure(path[0]));
                profile = FacturXTable.NameOf(line.Trim('[', ']'));
            }
            else
            {
                var text = line.TrimStart(' ');
                var depth = line.Length - text.Length;
                path.RemoveRange(depth + 1, path.Count - depth - 1);
                var node = Read(text, path[depth], profile);
                path[depth].Add(node);
                path.Add(node);
            }
        }

        return profiles;
    }

    /// <summary>Checks a document.</summary>
    public void Run(Document document, CiiInvoice invoice, List<Finding> findings) => Visit(document.Root, Matching([root], document.Root, invoice), invoice, findings);

    // An element may be of several variants: as in Schematron the first that asks anything has it.
    private static void Visit(Element element, List<Node> nodes, CiiInvoice invoice, List<Finding> findings)
    {
        if (nodes.Find(n => n.Checks.Length > 0) is { } node)
        {
            foreach (var check in node.Checks)
            {
                if (!check.Holds(element, invoice))
                {
                    findings.Add(check.Broken(element, invoice));
                }
            }
        }

        foreach (var child in element.Children)
        {
            if (findings.Count < Pattern<CiiInvoice>.MostFindings && Matching(nodes, child, invoice) is { Count: > 0 } matching)
            {
                Visit(child, matching, invoice, findings);
            }
        }
    }

    private static List<Node> Matching(List<Node> parents, Element child, CiiInvoice invoice)
    {
        var matching = new List<Node>();
        foreach (var parent in parents)
        {
            foreach (var node in parent.Named(child.Name))
            {
                if (node.Variant is null || node.Variant(child, invoice))
                {
                    matching.Add(node);
                }
            }
        }

        return matching;
    }

    private static Node Read(string line, Node parent, string profile)
    {
        var parts = line.Split(" : ");
        var (name, variant) = Parse(parts[0]);
        var shown = parent.Shown.Length == 0 ? Show(parts[0]) : $"{parent.Shown[(parent.Shown.LastIndexOf('/') + 1)..]}/{Show(parts[0])}";
        return new Node(name, variant, shown, parts.Length == 1 ? [] : [.. parts[1].Split("; ").Select(c => Check(c.Split(' '), shown, profile))]);
    }

    private static Check<CiiInvoice> Check(string[] words, string element, string profile) => words switch
    {
        ["unused"] => new(NotUsed, Severity.Fatal, (_, _) => false, null, new Wording("fx-unused-element", element, profile)),
        ["unused", var attribute] => new(NotUsed, Severity.Fatal, (e, _) => e.Attribute(attribute[1..]) is null, (e, _) => new Told(e.Attribute(attribute[1..])), new Wording("fx-unused-attribute", $"{element}/{attribute}", profile)),
        [var number, "has", var attribute] => new(Prefix + number, Severity.Fatal, (e, _) => e.Attribute(attribute[1..]) is not null, null, new Wording("fx-attribute", attribute, element)),
        [var number, "code", ".", var list] => OfList(number, list, e => e.Text, element),
        [var number, "code", var attribute, var list] => OfList(number, list, e => e.Attribute(attribute[1..]), $"{element}/{attribute}"),
        [var number, var bound, var child] => Occurs(number, bound, child, element),
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private static Check<CiiInvoice> OfList(string number, string written, Func<Element, string?> value, string place)
    {
        if (FacturXTable.Find(written) is { } list)
        {
            return new(Prefix + number, Severity.Fatal, Holds(list.Has), (e, _) => new Told(value(e), list.Described), new Wording("fx-code", place));
        }

        // Of identifiers too long to be told together the first is the usual one.
        var codes = written.Split('|');
        var expected = string.Join(", ", codes) is { Length: <= Quote.Longest } all ? all : codes[0];
        return new(Prefix + number, Severity.Fatal, Holds(codes.Contains), (e, _) => new Told(value(e), expected), new Wording("fx-value", place, expected));

        Func<Element, CiiInvoice, bool> Holds(Func<string, bool> has) => (e, _) => value(e) is not { Length: > 0 } text || has(text);
    }

    private static Check<CiiInvoice> Occurs(string number, string bound, string child, string element)
    {
        var (name, variant) = Parse(child);
        var (least, most, sentence) = (bound[..^1], bound[^1] - '0') switch
        {
            ("=", var n) => (n, n, "fx-exactly"),
            ("<=", var n) => (0, n, "fx-at-most"),
            (">=", var n) => (n, int.MaxValue, "fx-at-least"),
            _ => throw new FormatException(bound),
        };
        var expected = bound[^1] - '0';
        return new(
            Prefix + number,
            Severity.Fatal,
            (e, invoice) => Count(e, invoice) is var count && count >= least && count <= most,
            (e, invoice) => Told.Count(Count(e, invoice), expected),
            new Wording(sentence, Show(child), bound[^1..], element));

        int Count(Element e, CiiInvoice invoice)
        {
            var count = 0;
            foreach (var found in e.Children)
            {
                count += ReferenceEquals(found.Name, name) && (variant is null || variant(found, invoice)) ? 1 : 0;
            }

            return count;
        }
    }

    // As an invoice writes it, and what sets it apart from others of its name.
    private static string Show(string written)
    {
        var parts = written.TrimEnd(']').Split('[');
        return parts.Length == 1 ? Prefixed(parts[0]) : $"{Prefixed(parts[0])}[{Variants[parts[1]].Shown}]";
    }

    private static (Name Name, Func<Element, CiiInvoice, bool>? Variant) Parse(string written)
    {
        var parts = written.TrimEnd(']').Split('[');
        return (CiiNames.Parse(Prefixed(parts[0])), parts.Length == 1 ? null : Variants[parts[1]].Holds);
    }

    private static string Prefixed(string name) => name.Contains(':', StringComparison.Ordinal) ? name : "ram:" + name;

    private static bool HasId(Element registration, string scheme) => registration.All(Ram.ID).Exists(id => id.Attribute("schemeID") == scheme);

    private static bool IsOfType(Element document, string type) => document.All(Ram.TypeCode).Exists(c => c.Text == type);

    private static bool IsIn(Element amount, CiiInvoice invoice, Name currency)
        => amount.Attribute("currencyID") is { } written && invoice.OfSettlement(currency).Exists(c => c.Text == written);

    /// <summary>An element of the table.</summary>
    private sealed class Node(Name name, Func<Element, CiiInvoice, bool>? variant, string shown, Check<CiiInvoice>[] checks)
    {
        private readonly Dictionary<Name, List<Node>> children = [];

        public Func<Element, CiiInvoice, bool>? Variant => variant;

        /// <summary>It and the element around it, as findings show them.</summary>
        public string Shown => shown;

        public Check<CiiInvoice>[] Checks => checks;

        public void Add(Node child)
        {
            if (!children.TryGetValue(child.Name, out var same))
            {
                children.Add(child.Name, same = []);
            }

            same.Add(child);
        }

        public List<Node> Named(Name wanted) => children.GetValueOrDefault(wanted) ?? [];

        public IEnumerable<Node> Everything() => children.Values.SelectMany(same => same).SelectMany(n => n.Everything()).Prepend(this);

        private Name Name => name;
    }
}
