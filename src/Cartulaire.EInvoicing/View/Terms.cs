using System.Collections.Frozen;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;
using Names = Cartulaire.EInvoicing.Ubl.Names;

namespace Cartulaire.EInvoicing.View;

/// <summary>The terms of EN 16931-1 and where they stand (<c>Terms.txt</c>).</summary>
internal sealed class Terms
{
    private readonly List<Term> terms = [];
    private readonly HashSet<string> signs = new(StringComparer.Ordinal);

    private Terms(IEnumerable<string> lines)
    {
        var above = new List<(Term Term, List<string> Ubl, List<string> Cii)>();
        foreach (var line in lines)
        {
            var written = line.TrimStart(' ');
            var depth = (line.Length - written.Length) / 2;
            switch (written[..4])
            {
                case "sign":
                    signs.Add(written[5..]);
                    break;
                case "ubl ":
                    Lay(Ubl, above[depth - 1].Term, written[4..], depth > 1 ? above[depth - 2].Ubl : [], above[depth - 1].Ubl);
                    break;
                case "cii ":
                    Lay(Cii, above[depth - 1].Term, written[4..], depth > 1 ? above[depth - 2].Cii : [], above[depth - 1].Cii);
                    break;
                default:
                    above.RemoveRange(depth, above.Count - depth);
                    var term = Parse(written, depth > 0 ? above[depth - 1].Term : null);
                    terms.Add(term);
                    above.Add((term, [], []));
                    break;
            }
        }

        ById = terms.ToFrozenDictionary(t => t.Id, StringComparer.Ordinal);
    }

    /// <summary>The terms. To be asked for before a document is read: their names must be known by then (<see cref="Name.Met"/>).</summary>
    public static Terms All { get; } = new(EmbeddedFile.Lines("View.Terms.txt"));

    /// <summary>Every term, in order.</summary>
    public IReadOnlyList<Term> List => terms;

    /// <summary>By its number.</summary>
    public FrozenDictionary<string, Term> ById { get; }

    /// <summary>From the outermost element of a UBL document.</summary>
    public Route Ubl { get; } = new();

    /// <summary>From the outermost element of a CII document.</summary>
    public Route Cii { get; } = new();

    /// <summary>Whether an element, or an attribute of it, is there for the syntax only.</summary>
    public bool IsSign(Element element, string? attribute, string value)
        => element.Parent is { } parent && (signs.Contains($"{Short(element, attribute)}={value}") || signs.Contains($"{Written(parent.Name)}/{Short(element, attribute)}={value}"));

    /// <summary>A name with its customary prefix; with its namespace when it has none.</summary>
    public static string Written(Name name) => Prefix(name.Space) is { } prefix ? prefix + name.Local : name.ToString();

    /// <summary>The customary prefix of a namespace, with its colon; null when it has none.</summary>
    public static string? Prefix(string space) => space switch
    {
        Cartulaire.EInvoicing.Ubl.Cac.Space => "cac:",
        Cartulaire.EInvoicing.Ubl.Cbc.Space => "cbc:",
        Ram.Space => "ram:",
        Rsm.Space => "rsm:",
        Udt.Space => "udt:",
        Qdt.Space => "qdt:",
        _ => null,
    };

    /// <summary>The name that is written with its customary prefix.</summary>
    internal static Name Parse(string written) => written[..4] is "cac:" or "cbc:" or "ext:" ? Names.Parse(written) : CiiNames.Parse(written);

    private static string Short(Element element, string? attribute) => attribute is null ? Written(element.Name) : $"{Written(element.Name)}/@{attribute}";

    // A path holds below each path of what it belongs to, unless it begins at the document.
    private static void Lay(Route from, Term term, string path, List<string> above, List<string> own)
    {
        if (path == "-")
        {
            return;
        }

        own.AddRange(path[0] == '/' ? [path] : above.Select(a => $"{a}/{path}"));
        foreach (var one in own.TakeLast(path[0] == '/' ? 1 : above.Count))
        {
            from.Lay(one, term);
        }
    }

    private Term Parse(string written, Term? parent)
    {
        var parts = written.Split("  ", 2);
        var words = parts[0].Split(' ');
        return new Term(words[0], Enum.Parse<TermKind>(words[1], ignoreCase: true), words.Length > 2 ? words[2] : null, parts[1].Split(" | "), parent, terms.Count);
    }
}
