using System.Globalization;

namespace Cartulaire.Bench.Search;

/// <summary>A search, as people type it and as the yardstick builds it.</summary>
/// <param name="Kind">Which of the classes.</param>
/// <param name="Words">Its words.</param>
/// <param name="Type">Type of mail, for the class that asks for it.</param>
/// <param name="Year">Year of reception, likewise.</param>
internal sealed record MixedQuery(QueryClass Kind, IReadOnlyList<string> Words, string? Type = null, int Year = 0)
{
    public bool Newest => Kind is QueryClass.CommonNewest or QueryClass.TypeAndYear;

    public bool Extracts => Kind is QueryClass.Extracts;

    /// <summary>As typed.</summary>
    public string Text => Kind switch
    {
        QueryClass.Phrase => $"\"{string.Join(' ', Words)}\"",
        QueryClass.Prefix => Words[0] + "*",
        QueryClass.TypeAndYear => string.Create(CultureInfo.InvariantCulture, $"type-courrier:{Type} recu:{Year}"),
        _ => string.Join(' ', Words),
    };

    /// <summary>As asked over REST: twenty hits, exact total, facets by type of mail and year.</summary>
    public string Address
        => $"search?q={Uri.EscapeDataString(Text)}&limit=20&facet=type-courrier&facet=recu&extracts={(Extracts ? "true" : "false")}{(Newest ? "&sort=-date" : string.Empty)}";
}

/// <summary>The classes of reference/engines.md §A.</summary>
internal enum QueryClass
{
    TwoWords,
    Rare,
    Common,
    Phrase,
    Prefix,
    CommonNewest,
    TypeAndYear,
    Extracts,
}

/// <summary>The mix of reference/engines.md §A.3, the same for the same seed.</summary>
internal static class MixedQueries
{
    public static readonly IReadOnlyDictionary<QueryClass, (string Name, int Weight)> Classes = new Dictionary<QueryClass, (string, int)>
    {
        [QueryClass.TwoWords] = ("two words AND", 35),
        [QueryClass.Rare] = ("rare word", 15),
        [QueryClass.Common] = ("very common word", 10),
        [QueryClass.Phrase] = ("phrase", 10),
        [QueryClass.Prefix] = ("prefix of 4 letters", 5),
        [QueryClass.CommonNewest] = ("very common word, newest", 5),
        [QueryClass.TypeAndYear] = ("type + year, newest", 15),
        [QueryClass.Extracts] = ("two words AND, with extracts", 5),
    };

    /// <summary>So many searches in the order of a draw by weight.</summary>
    public static List<MixedQuery> Draw(Town town, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Of(town, Class(random.Next(100)), random))];
    }

    private static QueryClass Class(int draw)
    {
        foreach (var (kind, (_, weight)) in Classes)
        {
            if ((draw -= weight) < 0)
            {
                return kind;
            }
        }

        return QueryClass.TwoWords;
    }

    private static MixedQuery Of(Town town, QueryClass kind, Random random) => kind switch
    {
        QueryClass.Rare => new(kind, [town.Word(random.Next(20_000, 180_000))]),
        QueryClass.Common or QueryClass.CommonNewest => new(kind, [town.Word(random.Next(7))]),
        QueryClass.Phrase when random.Next(40, 140) is var rank => new(kind, [town.Word(rank), town.Word(Town.Neighbour(rank))]),
        QueryClass.Prefix => new(kind, [town.Word(random.Next(30))[..4]]),
        QueryClass.TypeAndYear => new(kind, [], SeedRecord.Types[random.Next(SeedRecord.Types.Length)], random.Next(2016, 2026)),
        _ => new(kind, [town.Word(random.Next(60, 500)), town.Word(random.Next(60, 500))]),
    };
}
