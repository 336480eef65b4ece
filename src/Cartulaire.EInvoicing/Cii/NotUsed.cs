using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Rules;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>What CII offers and a core invoice should not use: the table <c>NotUsed.txt</c>, a section for each element that its rules look at.</summary>
internal static class NotUsed
{
    private static readonly Dictionary<string, ForbiddenPaths> Sections = Load();

    /// <summary>The path that each rule forbids, below the element that it looks at.</summary>
    public static IEnumerable<(string Rule, string Path)> Paths => Sections.Values.SelectMany(s => s.Paths);

    /// <summary>The rules of a section.</summary>
    public static ForbiddenPaths Of(string section) => Sections[section];

    private static Dictionary<string, ForbiddenPaths> Load()
    {
        var sections = new Dictionary<string, ForbiddenPaths>(StringComparer.Ordinal);
        ForbiddenPaths? section = null;
        foreach (var line in EmbeddedFile.Lines("Cii.NotUsed.txt"))
        {
            if (line.StartsWith('['))
            {
                sections.Add(line[1..line.IndexOf(']', StringComparison.Ordinal)], section = new ForbiddenPaths(step => [CiiNames.Parse(step)]));
            }
            else
            {
                var row = line.Split(' ');
                section!.Add(row[0], row[1] == "fatal" ? Severity.Fatal : Severity.Warning, row[2]);
            }
        }

        return sections;
    }
}
