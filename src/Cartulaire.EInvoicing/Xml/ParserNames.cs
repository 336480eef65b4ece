using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Xml;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>The names that a parser meets in one document: one string for one name. Those that rules and readers ask for are the same strings in every document, and made once.</summary>
internal sealed class ParserNames : XmlNameTable
{
    // What stands in invoices beside the names of elements.
    private static readonly string[] Usual =
    [
        "cac", "cbc", "ccts", "ext", "qdt", "ram", "rsm", "udt", "xs", "xsi",
        "currencyID", "filename", "format", "languageID", "listAgencyID", "listID", "listVersionID", "mimeCode", "name", "schemeAgencyID", "schemeID", "schemeVersionID", "unitCode", "uri",
    ];

    private static volatile Table shared = new([]);

    private readonly Table table = Shared();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known;

    private readonly NameTable strange = new();

    private readonly Dictionary<(string Space, string Local), Name> met = new(SameStrings.Only);

    public ParserNames() => known = table.Texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many names of elements nobody asks for.</summary>
    public int Strange => met.Count;

    /// <summary>The name of an element, of strings that this table gave.</summary>
    public Name Of(string space, string local)
    {
        var key = (space, local);
        if (!table.Elements.TryGetValue(key, out var name) && !met.TryGetValue(key, out name))
        {
            met[key] = name = Name.Met(space, local);
        }

        return name;
    }

    /// <inheritdoc/>
    public override string Add(char[] array, int offset, int length) => known.TryGetValue(array.AsSpan(offset, length), out var name) ? name : strange.Add(array, offset, length);

    /// <inheritdoc/>
    public override string Add(string array) => known.TryGetValue(array, out var name) ? name : strange.Add(array);

    /// <inheritdoc/>
    public override string? Get(char[] array, int offset, int length) => known.TryGetValue(array.AsSpan(offset, length), out var name) ? name : strange.Get(array, offset, length);

    /// <inheritdoc/>
    public override string? Get(string array) => known.TryGetValue(array, out var name) ? name : strange.Get(array);

    // Names become known with the rules that ask for them: when there are more, the table is made anew for the documents to come.
    private static Table Shared()
    {
        var now = shared;
        return now.Count == Name.Count ? now : shared = new Table([.. Name.All]);
    }

    private sealed class Table(Name[] names)
    {
        public int Count => names.Length;

        /// <summary>The texts of names, one string each.</summary>
        public FrozenSet<string> Texts { get; } = names.SelectMany(n => new[] { n.Local, n.Space }).Concat(Usual).Where(n => n.Length > 0).ToFrozenSet(StringComparer.Ordinal);

        /// <summary>The names, by their very strings.</summary>
        public FrozenDictionary<(string Space, string Local), Name> Elements { get; } = names.ToFrozenDictionary(n => (n.Space, n.Local), SameStrings.Only);
    }

    // One string for one name: names are told apart without being read.
    private sealed class SameStrings : IEqualityComparer<(string Space, string Local)>
    {
        public static readonly SameStrings Only = new();

        public bool Equals((string Space, string Local) x, (string Space, string Local) y) => ReferenceEquals(x.Local, y.Local) && ReferenceEquals(x.Space, y.Space);

        public int GetHashCode((string Space, string Local) obj) => RuntimeHelpers.GetHashCode(obj.Local);
    }
}
