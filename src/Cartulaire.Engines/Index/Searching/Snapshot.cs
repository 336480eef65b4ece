using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>One segment as a snapshot sees it.</summary>
internal sealed record Segment(AtomicReader Reader, int Base, SegmentColumns Columns, int[] Access);

/// <summary>The index at one instant: an open reader, and per hit where its entry stands and which access set it has.</summary>
internal sealed class Snapshot
{
    /// <summary>Opens the view. Rights are read again only where they may have changed since <paramref name="previous"/>.</summary>
    public Snapshot(DirectoryReader reader, long asOf, long rightsEpoch, Similarity similarity, Snapshot? previous)
    {
        Reader = reader;
        AsOf = asOf;
        RightsEpoch = rightsEpoch;
        Searcher = new IndexSearcher(reader) { Similarity = similarity };
        var known = previous?.Segments.ToDictionary(s => s.Reader.CoreCacheKey) ?? [];
        Segments = [.. reader.Leaves.Select(l => new Segment(l.AtomicReader, l.DocBase, SegmentColumns.Of(l.AtomicReader), AccessOf(l.AtomicReader)))];
        var size = Segments.Length == 0 ? 0 : Segments.Max(s => s.Columns.Last) + 1;
        Size = size;
        HeadDoc = new int[size];
        HeadAccess = new int[size];
        Array.Fill(HeadDoc, -1);
        Array.Fill(HeadAccess, -1);
        foreach (var segment in Segments)
        {
            var live = segment.Reader.LiveDocs;
            foreach (var doc in segment.Columns.Heads)
            {
                if (live is null || live.Get(doc))
                {
                    var owner = segment.Columns.Owners[doc];
                    HeadDoc[owner] = segment.Base + doc;
                    HeadAccess[owner] = segment.Access[doc];
                }
            }
        }

        // A segment whose reader is the same has seen no change at all; where no right has moved, deletions do not matter.
        int[] AccessOf(AtomicReader now)
            => known.TryGetValue(now.CoreCacheKey, out var before) && (previous!.RightsEpoch == rightsEpoch || ReferenceEquals(before.Reader, now)) ? before.Access : ReadAccess(now);
    }

    public DirectoryReader Reader { get; }

    public IndexSearcher Searcher { get; }

    /// <summary>Journal number that it shows.</summary>
    public long AsOf { get; }

    /// <summary>Count of changes of rights that it shows.</summary>
    public long RightsEpoch { get; }

    public Segment[] Segments { get; }

    /// <summary>One more than the greatest serial of a hit.</summary>
    public int Size { get; }

    /// <summary>By serial of the hit: its entry's document, or -1.</summary>
    public int[] HeadDoc { get; }

    /// <summary>By serial of the hit: its access set, or -1.</summary>
    public int[] HeadAccess { get; }

    /// <summary>Every item shown, by serial.</summary>
    public Dictionary<int, IndexedItem> Contents()
    {
        var contents = new Dictionary<int, IndexedItem>(Reader.NumDocs);
        foreach (var segment in Segments)
        {
            var live = segment.Reader.LiveDocs;
            var serials = segment.Reader.GetNumericDocValues(Slots.SerialNumber);
            var updated = segment.Reader.GetNumericDocValues(Slots.Updated);
            for (var doc = 0; doc < segment.Reader.MaxDoc && serials is not null; doc++)
            {
                if (live is null || live.Get(doc))
                {
                    contents[(int)serials.Get(doc)] = new(segment.Access[doc], updated.Get(doc));
                }
            }
        }

        return contents;
    }

    /// <summary>Serials of the hits that have a value in one of some keyword fields.</summary>
    public List<int> Holding(IEnumerable<FieldRef> fields, string value)
    {
        var found = new List<int>();
        var any = new TermsFilter([.. fields.Select(f => new Term(Slots.Keyword + f.Id, TextAnalysis.FoldWhole(value)))]);
        foreach (var leaf in Reader.Leaves)
        {
            var docs = any.GetDocIdSet(leaf, leaf.AtomicReader.LiveDocs)?.GetIterator();
            for (var doc = docs?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS; doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs!.NextDoc())
            {
                found.Add(Segments[leaf.Ord].Columns.Owners[doc]);
            }
        }

        return found;
    }

    /// <summary>The segment that holds a document.</summary>
    public Segment SegmentOf(int doc) => Segments[SegmentAt(doc, 0)];

    /// <summary>The place of the segment that holds a document; looked for near a known place, where the next one nearly always is.</summary>
    public int SegmentAt(int doc, int near)
    {
        if (doc >= Segments[near].Base && doc < Segments[near].Base + Segments[near].Columns.Owners.Length)
        {
            return near;
        }

        var (low, high) = (0, Segments.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = Segments[middle].Base <= doc ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static int[] ReadAccess(AtomicReader reader)
    {
        var sets = new int[reader.MaxDoc];
        var values = reader.GetNumericDocValues(Slots.Access);
        for (var doc = 0; doc < sets.Length && values is not null; doc++)
        {
            sets[doc] = (int)values.Get(doc);
        }

        return sets;
    }
}
