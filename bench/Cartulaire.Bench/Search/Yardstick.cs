using System.Globalization;
using Cartulaire.Engines.Index.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Cartulaire.Bench.Search;

/// <summary>
/// The bare loop that the product is held to: the same searches on the same index with Lucene's own queries and one collector that scores, keeps the twenty best,
/// counts all and counts both facets out of arrays. It knows no person, no right and no record (it counts entries, each document for itself); it has no parser, no page to fill, no HTTP.
/// </summary>
internal sealed class Yardstick : IDisposable
{
    private readonly MMapDirectory directory;
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;
    private readonly int[] typeAndYear;
    private readonly int[] days;

    public Yardstick(string index)
    {
        directory = new MMapDirectory(Path.Join(index, System.IO.Directory.GetDirectories(index).Select(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Max().ToString(CultureInfo.InvariantCulture)));
        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new StatelessSimilarity() };
        (typeAndYear, days) = (new int[reader.MaxDoc], new int[reader.MaxDoc]);
        Load();
    }

    public int Entries => reader.NumDocs;

    /// <summary>Runs one search; returns how many entries it met.</summary>
    public int Run(MixedQuery query)
    {
        var collector = new Collector(this, query.Newest);
        searcher.Search(Build(query), collector);
        if (query.Extracts)
        {
            // Extracts need the stored texts of the twenty; cutting them is the product's own affair.
            foreach (var doc in collector.Best())
            {
                _ = searcher.Doc(doc);
            }
        }

        return collector.Total;
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
    }

    private static Query Build(MixedQuery query)
    {
        switch (query.Kind)
        {
            case QueryClass.Phrase:
                var phrase = new PhraseQuery();
                foreach (var word in query.Words)
                {
                    phrase.Add(new Term(Slots.Flat, TextAnalysis.Words(TextAnalysis.Flat, word)[0].Term));
                }

                return phrase;
            case QueryClass.Prefix:
                return new PrefixQuery(new Term(Slots.Flat, TextAnalysis.Words(TextAnalysis.Flat, query.Words[0])[0].Term));
            case QueryClass.TypeAndYear:
                return new BooleanQuery
                {
                    { new TermQuery(new Term(Slots.Keyword + "mail-type", TextAnalysis.FoldWhole(query.Type!))), Occur.MUST },
                    { NumericRangeQuery.NewInt64Range(Slots.Figure + "reception-date", new DateOnly(query.Year, 1, 1).DayNumber, new DateOnly(query.Year, 12, 31).DayNumber, true, true), Occur.MUST },
                };
            default:
                var all = new BooleanQuery(disableCoord: true);
                foreach (var word in query.Words)
                {
                    all.Add(new TermQuery(new Term(Slots.Stem, TextAnalysis.Words(TextAnalysis.Stemmed, word)[0].Term)), Occur.MUST);
                }

                return all.Clauses.Count == 1 ? all.Clauses[0].Query : all;
        }
    }

    private void Load()
    {
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        var heads = new Dictionary<int, (int Packed, int Day)>();
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var leaf in reader.Leaves)
            {
                var owners = leaf.AtomicReader.GetNumericDocValues(Slots.Owner);
                var received = leaf.AtomicReader.GetNumericDocValues(Slots.Value + "reception-date");
                var values = leaf.AtomicReader.GetSortedSetDocValues(Slots.Value + "mail-type");
                var text = new BytesRef();
                for (var doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
                {
                    var owner = owners.Get(doc);
                    if (pass == 0 && (owner & 1) == 1 && received is not null && values is not null)
                    {
                        values.SetDocument(doc);
                        var ord = values.NextOrd();
                        if (ord != SortedSetDocValues.NO_MORE_ORDS)
                        {
                            values.LookupOrd(ord, text);
                            var type = types.TryGetValue(text.Utf8ToString(), out var at) ? at : types[text.Utf8ToString()] = types.Count;
                            var day = (int)received.Get(doc);
                            heads[(int)(owner >> 1)] = ((type << 8) | (DateOnly.FromDayNumber(day).Year - 2000), day);
                        }
                    }
                    else if (pass == 1 && heads.TryGetValue((int)(owner >> 1), out var head))
                    {
                        (typeAndYear[leaf.DocBase + doc], days[leaf.DocBase + doc]) = head;
                    }
                }
            }
        }
    }

    private sealed class Collector(Yardstick yardstick, bool newest) : ICollector
    {
        private const int Most = 20;
        private readonly PriorityQueue<int, float> best = new(Most + 1);
        private readonly int[] counts = new int[1 << 16];
        private Scorer? scorer;
        private int docBase;
        private float worst = float.NegativeInfinity;

        public int Total { get; private set; }

        public bool AcceptsDocsOutOfOrder => true;

        public IEnumerable<int> Best() => best.UnorderedItems.Select(b => b.Element);

        public void SetScorer(Scorer scorer) => this.scorer = scorer;

        public void SetNextReader(AtomicReaderContext context) => docBase = context.DocBase;

        public void Collect(int doc)
        {
            doc += docBase;
            Total++;
            counts[yardstick.typeAndYear[doc] & 0xFFFF]++;
            var key = newest ? yardstick.days[doc] : scorer!.GetScore();
            if (key > worst || best.Count < Most)
            {
                best.Enqueue(doc, key);
                if (best.Count > Most)
                {
                    best.Dequeue();
                    best.TryPeek(out _, out worst);
                }
            }
        }
    }
}
