using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>What CII offers and a core invoice should not use: the table <c>NotUsed.txt</c>, a section for each element that its rules look at.</summary>
internal static class NotUsed
{
    private static readonly List<(string Rule, string Path)> All = [];
    private static readonly Dictionary<string, List<Check<CiiInvoice>>> Sections = Load();

    /// <summary>The path that each rule forbids, below the element that it looks at.</summary>
    public static IReadOnlyList<(string Rule, string Path)> Paths => All;

    /// <summary>The rules of a section.</summary>
    public static IEnumerable<Check<CiiInvoice>> Of(string section) => Sections[section];

    private static Dictionary<string, List<Check<CiiInvoice>>> Load()
    {
        using var table = new StreamReader(typeof(NotUsed).Assembly.GetManifestResourceStream("Cartulaire.EInvoicing.Cii.NotUsed.txt")!);
        var sections = new Dictionary<string, List<Check<CiiInvoice>>>(StringComparer.Ordinal);
        List<Check<CiiInvoice>> section = [];
        while (table.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                sections.Add(line[1..line.IndexOf(']', StringComparison.Ordinal)], section = []);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                section.Add(Row(line.Split(' ')));
            }
        }

        return sections;
    }

    private static Check<CiiInvoice> Row(string[] row)
    {
        All.Add((row[0], row[2]));
        var steps = row[2].Split('/').ToList();
        var attribute = steps[^1].StartsWith('@') ? steps[^1][1..] : null;
        if (attribute is not null)
        {
            steps.RemoveAt(steps.Count - 1);
        }

        Name[] path = [.. steps.Select(Parse)];
        return new Check<CiiInvoice>(
            row[0],
            row[1] == "fatal" ? Severity.Fatal : Severity.Warning,
            (attribute, path) switch
            {
                (null, [var only]) => (e, _) => e.First(only) is null,
                (null, _) => (e, _) => !e.Has(path),
                (_, []) => (e, _) => e.Attribute(attribute) is null,
                _ => (e, _) => e.All(path).TrueForAll(at => at.Attribute(attribute) is null),
            },
            (e, _) => attribute is null ? Told.Of(e.Find(path)!) : new Told(e.All(path).Select(at => at.Attribute(attribute)).FirstOrDefault(value => value is not null)));
    }

    private static Name Parse(string written) => written[..4] switch
    {
        "ram:" => Name.Known(Ram.Space, written[4..]),
        "udt:" => Name.Known(Udt.Space, written[4..]),
        _ => throw new FormatException(written),
    };
}
