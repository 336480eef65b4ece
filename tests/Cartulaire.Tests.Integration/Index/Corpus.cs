using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Tests.Integration.Index;

/// <summary>A small town's records, the same for the same seed.</summary>
internal static class Corpus
{
    public static readonly string[] Words =
    [
        "permis", "urbanisme", "voirie", "égouttage", "école", "arrêté", "délibération", "marché", "travaux", "subside", "cimetière", "éclairage", "sentier", "parcelle", "riverain", "chantier",
        "commune", "communal", "communaux", "conseil", "collège", "bourgmestre", "échevin", "facture", "loyer", "bâtiment", "toiture", "église", "fabrique", "police", "zone", "arbre", "plantation",
        "le", "la", "les", "de", "un", "rue", "place", "haute", "basse", "neuve", "château", "moulin", "rivière", "pont", "inondation", "pompier", "exercice",
    ];

    public static readonly FieldRef Amount = new("montant", FieldKind.Amount);
    public static readonly FieldRef Remark = new("remarque", FieldKind.Text);

    /// <summary>Records (even serials) with a document each (odd); sets 0 to 5.</summary>
    public static List<IndexEntry> Make(int records, int seed)
    {
        var random = new Random(seed);
        var all = new List<IndexEntry>();
        for (var r = 0; r < records; r++)
        {
            var set = random.Next(6);
            var record = new IndexEntry
            {
                Serial = r * 2,
                Id = ItemId.From(new Guid(r, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8])),
                Kind = EntryKind.Record,
                AccessSet = set,
                Parent = 1_000_000 + random.Next(5),
                Number = $"{2024 + random.Next(3)}-E-{r:00000}",
                Title = Text(random, 4),
                Sender = $"{Words[random.Next(Words.Length)]} {(char)('A' + random.Next(8))} set{set}",
                Type = "t" + random.Next(4),
                State = "s" + random.Next(3),
                Register = "in",
                Date = new DateOnly(2024, 1, 1).AddDays(random.Next(1000)),
                Services = [.. Enumerable.Range(0, random.Next(3)).Select(i => "svc" + ((i * 2) + random.Next(2))).Distinct()],
                Flags = random.Next(10) == 0 ? ["confidential"] : [],
                Fields = [new(Amount, Figure: random.Next(100_000) / 100m), new(Remark, Text(random, 6))],
            };
            all.Add(record);
            all.Add(new IndexEntry
            {
                Serial = (r * 2) + 1,
                Id = ItemId.From(new Guid(r, 2, 2, [1, 2, 3, 4, 5, 6, 7, 8])),
                Kind = EntryKind.Document,
                Record = record.Serial,
                AccessSet = random.Next(4) == 0 ? random.Next(6) : set,
                Parent = record.Serial,
                Number = record.Number,
                Title = record.Title,
                Sender = record.Sender,
                Pages = [new(1, Text(random, random.Next(10, 120))), new(2, Text(random, random.Next(5, 60)) + " secret" + set)],
            });
        }

        return all;
    }

    public static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[(int)(Math.Pow(random.NextDouble(), 1.6) * Words.Length)]));

    /// <summary>A search of any kind.</summary>
    public static QueryNode Query(Random random, int depth = 0)
    {
        var word = Words[random.Next(Words.Length)];
        return random.Next(depth > 2 ? 13 : 17) switch
        {
            0 or 1 => Queries.Word(word),
            2 => new TextNode(null, word + " " + Words[random.Next(Words.Length)], TextMatch.Phrase),
            3 => new TextNode(null, word[..Math.Min(word.Length, random.Next(1, 5))], TextMatch.Prefix),
            4 => new TextNode(null, word[1..] + "x", random.Next(2) == 0 ? TextMatch.Fuzzy1 : TextMatch.Fuzzy2),
            5 => Queries.Type("t" + random.Next(5)),
            6 => Queries.Between(SystemFields.Date, new DateOnly(2024 + random.Next(3), 1, 1), random.Next(2) == 0 ? null : new DateOnly(2026, 6, 1)),
            7 => new NumberNode(Amount, random.Next(500), random.Next(2) == 0 ? null : 800m, FromIncluded: false),
            8 => new TextNode(SystemFields.Number, random.Next(600).ToString(System.Globalization.CultureInfo.InvariantCulture), TextMatch.Word),
            9 => new TextNode(random.Next(2) == 0 ? Remark : SystemFields.Title, word, random.Next(2) == 0 ? TextMatch.Word : TextMatch.Phrase),
            10 => Queries.InTree(1_000_000 + random.Next(5)),
            11 => random.Next(2) == 0 ? Queries.Service("svc" + random.Next(4)) : Queries.Flag("confidential"),
            12 => Queries.Word("secret" + random.Next(6)),
            13 or 14 => Queries.All(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Query(random, depth + 1)).ToList()),
            15 => Queries.Any(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Query(random, depth + 1)).ToList()),
            _ => Queries.Not(Query(random, depth + 1)),
        };
    }

    public static IReadOnlyList<FacetRequest> Facets { get; } = [new(SystemFields.Type), new(SystemFields.State), new(SystemFields.Service), new(SystemFields.Date), new(SystemFields.Sender, 50)];

    public static FolderTree Tree { get; } = new([(1_000_000, null), (1_000_001, 1_000_000), (1_000_002, 1_000_001), (1_000_003, null), (1_000_004, 1_000_003)]);

    /// <summary>All that a person is shown, in one text.</summary>
    public static string Shown(SearchAnswer answer) => string.Join('\n', answer.Hits.Select(h =>
        $"{h.Serial} {h.Score:R} {h.LineOnly} {h.Cursor} {string.Join('|', h.Extracts.Select(e => $"{e.Document}/{e.Page}:{e.Text}:{string.Join(',', e.Marks)}"))}")
        .Prepend($"total {answer.Total}").Concat(answer.Facets.Select(f => $"{f.Field.Id}: {string.Join(',', f.Values)}")));
}

/// <summary>A folder into which nothing can be written for a while, even by root: a file has its name.</summary>
internal sealed class MissingFolder : IDisposable
{
    private readonly string path;
    private readonly string away;

    public MissingFolder(string path)
    {
        (this.path, away) = (path, path + "-away");
        Directory.Move(path, away);
        File.WriteAllText(path, "");
    }

    public void Dispose()
    {
        File.Delete(path);
        Directory.Move(away, path);
    }
}

/// <summary>A folder that goes away, and an index in it.</summary>
internal sealed class IndexFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cartulaire-index-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public SearchIndex Open(IndexTuning? tuning = null) => SearchIndex.Open(Path, SearchIndex.AnalyzersVersion, tuning ?? new IndexTuning());

    public static async Task FillAsync(SearchIndex index, IEnumerable<IndexEntry> entries, int batch, CancellationToken ct)
    {
        var number = index.AsOf;
        foreach (var part in entries.Chunk(batch))
        {
            await index.ApplyAsync([.. part.Select(e => new IndexChange.Upsert(e))], ++number, ct);
            await index.WaitForAsync(number, TimeSpan.FromSeconds(30), ct);
        }
    }
}
