using System.Globalization;
using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Cuts the passages that answer a search out of the readable documents of a hit.</summary>
internal sealed class Extracts(Snapshot snapshot, SearchRequest request, IReadOnlyList<TextNode> words, Query? any)
{
    private const int Documents = 3;
    private const int PerHit = 3;
    private const int Width = 220;
    private const int MostCharacters = 2_000_000;

    private static readonly HashSet<string> Stored = new(StringComparer.Ordinal) { Slots.Page };

    private readonly WordMatcher matcher = new(words);

    /// <summary>The best passages of the hits of a page, by owner: those with most different words first, then in reading order. One search for all of them.</summary>
    public Dictionary<int, IReadOnlyList<Extract>> Of(IReadOnlyCollection<int> owners)
    {
        if (any is null || owners.Count == 0)
        {
            return [];
        }

        var ofPage = new ConstantScoreQuery(new TermsFilter([.. owners.Select(o => new Term(Slots.OwnerTerm, EntryWriter.Term(o)))]));
        var readable = new Collector(Readable);
        snapshot.Searcher.Search(new BooleanQuery(disableCoord: true) { { ofPage, Occur.MUST }, { any, Occur.MUST } }, readable);
        return readable.Found.GroupBy(d => OwnerOf(d.Doc)).ToDictionary(hit => hit.Key, Best);
    }

    private IReadOnlyList<Extract> Best(IEnumerable<(int Doc, float Score)> found)
    {
        var candidates = found
            .Select(d => (d.Score, Serial: SerialOf(d.Doc), d.Doc))
            .OrderByDescending(d => d.Score).ThenBy(d => d.Serial)
            .Take(Documents);
        var passages = new List<(int Different, int Order, Extract Extract)>();
        foreach (var (_, serial, doc) in candidates)
        {
            foreach (var (page, text) in Pages(snapshot.Searcher.Doc(doc, Stored)))
            {
                if (Best(matcher.Find(text), text) is { } best)
                {
                    passages.Add((best.Different, passages.Count, new(serial, page, best.Text, best.Marks)));
                }
            }
        }

        return [.. passages.OrderByDescending(p => p.Different).ThenBy(p => p.Order).Take(PerHit).Select(p => p.Extract)];
    }

    /// <summary>All words of one entry that answer the search, by page.</summary>
    public IReadOnlyList<PageMarks> Marks(int serial)
    {
        var found = snapshot.Searcher.Search(new TermQuery(new Term(Slots.Serial, EntryWriter.Term(serial))), 1).ScoreDocs;
        if (found.Length == 0 || !Readable(found[0].Doc))
        {
            return [];
        }

        var marks = new List<PageMarks>();
        foreach (var (page, text) in Pages(snapshot.Searcher.Doc(found[0].Doc, Stored)))
        {
            var ranges = matcher.Find(text).Select(f => f.Range).ToList();
            if (ranges.Count > 0)
            {
                marks.Add(new(page, ranges, [.. ranges.Select(r => text.Substring(r.Start, r.Length))]));
            }
        }

        return marks;
    }

    private static IEnumerable<(int Page, string Text)> Pages(Lucene.Net.Documents.Document doc)
    {
        var read = 0;
        foreach (var stored in doc.GetValues(Slots.Page, CultureInfo.InvariantCulture))
        {
            var line = stored.IndexOf('\n', StringComparison.Ordinal);
            yield return (int.Parse(stored.AsSpan(0, line), CultureInfo.InvariantCulture), stored[(line + 1)..]);
            if ((read += stored.Length) > MostCharacters)
            {
                yield break;
            }
        }
    }

    /// <summary>The window of a page with most different words.</summary>
    private static (int Different, string Text, IReadOnlyList<TextRange> Marks)? Best(List<(int Clause, TextRange Range)> found, string text)
    {
        var (bestFrom, most) = (-1, 0);
        for (var i = 0; i < found.Count; i++)
        {
            var end = found[i].Range.Start + (Width * 3 / 4);
            var different = found.Skip(i).TakeWhile(f => f.Range.Start + f.Range.Length <= end).Select(f => f.Clause).Distinct().Count();
            if (different > most)
            {
                (bestFrom, most) = (i, different);
            }
        }

        if (bestFrom < 0)
        {
            return null;
        }

        var start = Boundary(text, Math.Max(0, found[bestFrom].Range.Start - (Width / 4)), found[bestFrom].Range.Start);
        var stop = Math.Min(text.Length, start + Width);
        stop = stop < text.Length && text.LastIndexOf(' ', stop - 1, Width / 4) is var space && space > found[bestFrom].Range.Start + found[bestFrom].Range.Length ? space : stop;
        if (stop < text.Length && char.IsLowSurrogate(text[stop]))
        {
            stop--;
        }

        var marks = found.Where(f => f.Range.Start >= start && f.Range.Start + f.Range.Length <= stop).Select(f => f.Range with { Start = f.Range.Start - start }).ToList();
        return (most, text[start..stop], marks);
    }

    /// <summary>The beginning of a word at or after a place.</summary>
    private static int Boundary(string text, int from, int most)
    {
        if (from == 0)
        {
            return 0;
        }

        while (from < most && !char.IsWhiteSpace(text[from - 1]))
        {
            from++;
        }

        return from;
    }

    private int OwnerOf(int doc) => snapshot.SegmentOf(doc) is var segment ? segment.Columns.Owners[doc - segment.Base] : -1;

    private int SerialOf(int doc)
        => snapshot.SegmentOf(doc) is var segment && segment.Reader.GetNumericDocValues(Slots.SerialNumber) is { } serials ? (int)serials.Get(doc - segment.Base) : -1;

    private bool Readable(int doc)
    {
        var segment = snapshot.SegmentOf(doc);
        var local = doc - segment.Base;
        return request.Read.Contains(segment.Access[local]) && request.Read.Contains(snapshot.HeadAccess[segment.Columns.Owners[local]]);
    }

    /// <summary>Takes every readable entry: taking the best first and checking rights after would let what is not readable push others out.</summary>
    private sealed class Collector(Func<int, bool> readable) : ICollector
    {
        private Scorer? scorer;
        private int docBase;

        public List<(int Doc, float Score)> Found { get; } = [];

        public bool AcceptsDocsOutOfOrder => false;

        public void SetScorer(Scorer scorer) => this.scorer = scorer;

        public void SetNextReader(AtomicReaderContext context) => docBase = context.DocBase;

        public void Collect(int doc)
        {
            if (readable(docBase + doc))
            {
                Found.Add((docBase + doc, scorer!.GetScore()));
            }
        }
    }
}
