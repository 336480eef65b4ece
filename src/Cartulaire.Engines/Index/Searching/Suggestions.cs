using System.Globalization;
using Cartulaire.Engines.Index.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Completes what is being typed from titles, senders and numbers of the newest readable hits; the list of terms of the index is never shown.</summary>
internal static class Suggestions
{
    private const int Looked = 200;

    private static readonly HashSet<string> Stored = new(StringComparer.Ordinal) { Slots.StoredTitle, Slots.StoredSender, Slots.StoredNumber };

    public static IReadOnlyList<string> For(Snapshot snapshot, string typed, AccessBits read, int limit)
    {
        var before = TextAnalysis.Words(TextAnalysis.Flat, typed);
        if (before.Count == 0 || before[^1].End != typed.Length || typed.Length < 2 || limit < 1)
        {
            return [];
        }

        var last = before[^1];
        before.RemoveAt(before.Count - 1);
        var whole = TextAnalysis.FoldWhole(typed);
        var query = new BooleanQuery(disableCoord: true);
        foreach (var word in before)
        {
            query.Add(new TermQuery(new Term(Slots.Suggest, word.Term)), Occur.MUST);
        }

        query.Add(All(Slots.Suggest, last.Term), Occur.MUST);
        var either = new BooleanQuery(disableCoord: true) { { query, Occur.SHOULD }, { All(Slots.OwnNumbers + Kernel.Query.SystemFields.Number.Id, whole), Occur.SHOULD } };
        using var gatherer = new Gatherer(snapshot, new SearchRequest { Query = Kernel.Query.Everything.Instance, Read = read }, new IndexTuning(), CancellationToken.None);
        var hits = gatherer.Run(either, within: null, scored: false, onTheLine: false);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var looked = 0;
        for (var serial = hits.PrevSetBit(hits.Length - 1); serial >= 0 && looked < Looked; serial = serial > 0 ? hits.PrevSetBit(serial - 1) : -1, looked++)
        {
            var doc = snapshot.Searcher.Doc(snapshot.HeadDoc[serial], Stored);
            foreach (var completion in Completions(doc, last.Term, whole, typed[..last.Start]).ToHashSet(StringComparer.Ordinal))
            {
                counts[completion] = counts.GetValueOrDefault(completion) + 1;
            }
        }

        return [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(limit).Select(c => c.Key)];
    }

    private static PrefixQuery All(string field, string prefix) => new(new Term(field, prefix)) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE };

    private static IEnumerable<string> Completions(Lucene.Net.Documents.Document doc, string prefix, string whole, string kept)
    {
        if (doc.Get(Slots.StoredNumber, CultureInfo.InvariantCulture) is { } number && TextAnalysis.FoldWhole(number).StartsWith(whole, StringComparison.Ordinal))
        {
            yield return number;
        }

        foreach (var text in new[] { doc.Get(Slots.StoredTitle, CultureInfo.InvariantCulture), doc.Get(Slots.StoredSender, CultureInfo.InvariantCulture) })
        {
            foreach (var word in text is null ? [] : TextAnalysis.Words(TextAnalysis.Flat, text))
            {
                if (word.Term.StartsWith(prefix, StringComparison.Ordinal))
                {
                    // An elided article stands before its apostrophe.
                    var written = text![word.Start..word.End];
                    yield return kept + written[(written.LastIndexOfAny(['\'', '’']) + 1)..].ToLowerInvariant();
                }
            }
        }
    }
}
