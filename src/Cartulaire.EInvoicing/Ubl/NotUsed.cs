using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>What UBL offers and a core invoice should not use: the table <c>NotUsed.txt</c>. All its rules look at the document's own element.</summary>
internal sealed class NotUsed
{
    private readonly List<string> rules = [];
    private readonly List<(string Rule, string Path)> paths = [];
    private readonly Step top = new();
    private readonly Dictionary<Name, List<Row>> anywhere = [];
    private readonly Dictionary<string, int> attributes = new(StringComparer.Ordinal);

    private NotUsed(TextReader table)
    {
        while (table.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                Add(line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            }
        }
    }

    /// <summary>The table.</summary>
    public static NotUsed Table { get; } = Load();

    /// <summary>Every rule of the table, in order.</summary>
    public IReadOnlyList<string> Rules => rules;

    /// <summary>The path that each rule forbids.</summary>
    public IReadOnlyList<(string Rule, string Path)> Paths => paths;

    /// <summary>Says which rules a document does not keep, each once.</summary>
    public void Run(Document document, List<Finding> findings)
    {
        var broken = new SortedDictionary<int, Told>();
        Walk(document.Root, top, broken);
        foreach (var element in document.Elements)
        {
            Everywhere(element, broken);
        }

        string? location = null;
        foreach (var (rule, told) in broken)
        {
            findings.Add(new Finding(rules[rule], Severity.Warning, location ??= Location.Of(document.Root), document.Root.Line, document.Root.Column) { Found = Quote.Of(told.Found) });
        }
    }

    private static void Walk(Element element, Step step, SortedDictionary<int, Told> broken)
    {
        foreach (var child in element.Children)
        {
            if (!step.Next.TryGetValue(child.Name, out var next))
            {
                continue;
            }

            if (next.Rule >= 0)
            {
                broken.TryAdd(next.Rule, Told.Of(child));
            }

            foreach (var (name, value) in child.Attributes)
            {
                if (next.Attributes is { } known && known.TryGetValue(name, out var rule))
                {
                    broken.TryAdd(rule, new Told(value));
                }
            }

            Walk(child, next, broken);
        }
    }

    private void Everywhere(Element element, SortedDictionary<int, Told> broken)
    {
        foreach (var (name, value) in element.Attributes)
        {
            if (attributes.TryGetValue(name, out var rule))
            {
                broken.TryAdd(rule, new Told(value));
            }
        }

        if (!anywhere.TryGetValue(element.Name, out var rows))
        {
            return;
        }

        foreach (var row in rows)
        {
            if (row.Place.Matches(element) && (row.Attribute is null || element.Attribute(row.Attribute) is not null))
            {
                broken.TryAdd(row.Rule, row.Attribute is { } attribute ? new Told(element.Attribute(attribute)) : Told.Of(element));
            }
        }
    }

    private void Add(string rule, string path)
    {
        var number = rules.Count;
        rules.Add(rule);
        paths.Add((rule, path.TrimStart('/')));
        var isAnywhere = path.StartsWith("//", StringComparison.Ordinal);
        var steps = path.TrimStart('/').Split('/').ToList();
        var attribute = steps[^1].StartsWith('@') ? steps[^1][1..] : null;
        if (attribute is not null)
        {
            steps.RemoveAt(steps.Count - 1);
        }

        if (steps.Count == 0)
        {
            attributes[attribute!] = number;
        }
        else if (isAnywhere)
        {
            var named = Place.Of([.. steps.Select(Names.Parse)]);
            anywhere.TryAdd(named.Last, []);
            anywhere[named.Last].Add(new Row(number, named, attribute));
        }
        else
        {
            // A line is written in two ways; so is the table then.
            foreach (var line in steps[0] == "*Line" ? new[] { "cac:InvoiceLine", "cac:CreditNoteLine" } : [steps[0]])
            {
                top.Take([Names.Parse(line), .. steps.Skip(1).Select(Names.Parse)], attribute, number);
            }
        }
    }

    private static NotUsed Load()
    {
        using var table = new StreamReader(typeof(NotUsed).Assembly.GetManifestResourceStream("Cartulaire.EInvoicing.Ubl.NotUsed.txt")!);
        return new NotUsed(table);
    }

    private sealed record Row(int Rule, Place Place, string? Attribute);

    private sealed class Step
    {
        public Dictionary<Name, Step> Next { get; } = [];

        public int Rule { get; private set; } = -1;

        public Dictionary<string, int>? Attributes { get; private set; }

        public void Take(ReadOnlySpan<Name> path, string? attribute, int rule)
        {
            if (!path.IsEmpty)
            {
                Next.TryAdd(path[0], new Step());
                Next[path[0]].Take(path[1..], attribute, rule);
            }
            else if (attribute is null)
            {
                Rule = rule;
            }
            else
            {
                (Attributes ??= new(StringComparer.Ordinal))[attribute] = rule;
            }
        }
    }
}
