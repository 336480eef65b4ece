using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Reading;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>Which rules each profile has: the table <c>Rules.txt</c>.</summary>
internal static class FacturXTable
{
    /// <summary>The profiles, from the smallest to the largest, as tables call them.</summary>
    public const string Minimum = "minimum";

    public const string BasicWl = "basic-wl";

    public const string Basic = "basic";

    public const string En16931 = "en16931";

    public const string Extended = "extended";

    private static readonly Dictionary<string, HashSet<string>> Profiles = [];

    private static readonly HashSet<string> Warnings = [];

    static FacturXTable()
    {
        string[] section = [];
        foreach (var line in EmbeddedFile.Lines("FacturX.Rules.txt"))
        {
            if (line.StartsWith('['))
            {
                section = line.Trim('[', ']').Split(' ');
            }
            else
            {
                Add(section, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    /// <summary>Whether a profile has a rule.</summary>
    public static bool Has(string profile, string rule) => Profiles.TryGetValue(rule, out var profiles) && profiles.Contains(profile);

    /// <summary>Every rule of a profile that the table names.</summary>
    public static IEnumerable<string> RulesOf(string profile) => Profiles.Where(p => p.Value.Contains(profile)).Select(p => p.Key);

    /// <summary>How grave the breach of a rule is.</summary>
    public static Severity SeverityOf(string rule) => Warnings.Contains(rule) ? Severity.Warning : Severity.Fatal;

    /// <summary>A list of codes; null when it is none, but codes written out with a bar between them.</summary>
    public static CodeList? Find(string written) => Codes.Find(written);

    /// <summary>What a profile calls itself.</summary>
    public static string NameOf(string profile) => profile switch
    {
        Minimum => "MINIMUM",
        BasicWl => "BASIC WL",
        Basic => "BASIC",
        Extended => "EXTENDED",
        _ => "EN 16931",
    };

    private static void Add(string[] section, string[] rules)
    {
        if (section is ["warnings"])
        {
            Warnings.UnionWith(rules);
            return;
        }

        foreach (var rule in rules)
        {
            Profiles.Add(rule, [.. section]);
        }
    }
}
