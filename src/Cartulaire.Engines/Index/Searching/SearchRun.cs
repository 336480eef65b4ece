using Cartulaire.Kernel.Query;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>One search on one snapshot.</summary>
internal sealed class SearchRun
{
    private readonly Snapshot snapshot;
    private readonly SearchRequest request;
    private readonly IndexTuning tuning;
    private readonly CancellationToken ct;
    private readonly LeafCompiler leaves;
    private readonly SetAlgebra sets;
    private readonly List<TextNode> words;

    public SearchRun(Snapshot snapshot, SearchRequest request, IndexTuning tuning, CancellationToken ct)
    {
        (this.snapshot, this.request, this.tuning, this.ct) = (snapshot, request, tuning, ct);
        leaves = new LeafCompiler(snapshot.Reader, request.Tree);
        sets = new SetAlgebra(snapshot, request, leaves, Gather);
        words = [.. FreeText(request.Query).Distinct()];
    }

    public SearchAnswer Answer()
    {
        using var scores = Gather();
        var hits = Matches(scores);
        var page = Ranking.Top(snapshot, request, hits, scores);
        var facets = Facets.Count(snapshot, request, hits);
        var extracts = request.Extracts && words.Count > 0
            ? new Extracts(snapshot, request, words, WordsQuery(scored: true)).Of([.. page.Select(p => p.Serial).Where(s => !IsLine(s))])
            : [];
        return new(
            hits.Cardinality,
            [.. page.Select(p => Hit(p, scores, extracts))],
            facets,
            snapshot.AsOf,
            [.. leaves.Ignored.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Words of one entry that answer the search.</summary>
    public IReadOnlyList<PageMarks> Marks(int document)
    {
        if (words.Count == 0)
        {
            return [];
        }

        return new Extracts(snapshot, request, words, WordsQuery(scored: false)).Marks(document);
    }

    private FixedBitSet Matches(Gatherer scores)
    {
        var scored = request.Sort.Field is null && words.Count > 0;
        var clauses = request.Query is AllNode all ? all.Clauses : (IReadOnlyList<QueryNode>)[request.Query];
        var free = clauses.Where(LeafCompiler.IsFreeText).ToList();
        if (free.Count == 0 || !ReferenceEquals(request.Line, AccessBits.None))
        {
            var hits = sets.All(clauses);
            if (scored && WordsQuery(scored: true) is { } query)
            {
                scores.Run(query, hits, scored: true, onTheLine: false);
            }

            return hits;
        }

        // The usual case: words, and conditions on the record. One pass over the postings of the words.
        var rest = clauses.Where(c => !LeafCompiler.IsFreeText(c)).ToList();
        var within = rest.Count == 0 ? null : sets.All(rest);
        var must = new BooleanQuery(disableCoord: true);
        foreach (var node in free)
        {
            Flatten(must, leaves.Compile(node, scored));
        }

        return must.Clauses.Count == 0 ? within ?? sets.Visible() : scores.Run(Single(must), within, scored, onTheLine: false);
    }

    /// <summary>Adds a clause, its required part and its optional part side by side: one conjunction is faster than one of conjunctions.</summary>
    private static void Flatten(BooleanQuery must, Query? clause)
    {
        if (clause is BooleanQuery inner && inner.Clauses.Any(c => c.Occur == Occur.MUST))
        {
            foreach (var part in inner.Clauses)
            {
                must.Add(part);
            }
        }
        else if (clause is not null)
        {
            must.Add(clause, Occur.MUST);
        }
    }

    private static Query Single(BooleanQuery query) => query.Clauses is [{ Occur: Occur.MUST, Query: var only }] ? only : query;

    /// <summary>Any word of the search that is not excluded: scores and extracts of a mixed tree.</summary>
    private BooleanQuery? WordsQuery(bool scored)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var word in words)
        {
            if (leaves.Compile(word, scored) is { } query)
            {
                any.Add(query, Occur.SHOULD);
            }
        }

        return any.Clauses.Count == 0 ? null : any;
    }

    private SearchHit Hit(Ranked ranked, Gatherer scores, Dictionary<int, IReadOnlyList<Extract>> extracts)
        => IsLine(ranked.Serial)
            ? new(ranked.Serial, 0, true, new(ranked.Key, ranked.Serial), [])
            : new(ranked.Serial, scores.Score(ranked.Serial), false, new(ranked.Key, ranked.Serial), extracts.GetValueOrDefault(ranked.Serial) ?? []);

    private bool IsLine(int serial) => !request.Read.Contains(snapshot.HeadAccess[serial]);

    private Gatherer Gather() => new(snapshot, request, tuning, ct);

    private static IEnumerable<TextNode> FreeText(QueryNode node) => node switch
    {
        TextNode { Field: null } text => [text],
        AllNode all => all.Clauses.SelectMany(FreeText),
        AnyNode any => any.Clauses.SelectMany(FreeText),
        _ => [],
    };
}
