using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel;
using Lucene.Net.Index;
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
        var known = previous?.RightsEpoch == rightsEpoch ? previous.Segments.ToDictionary(s => s.Reader.CoreCacheKey, s => s.Access) : [];
        Segments = [.. reader.Leaves.Select(l => new Segment(l.AtomicReader, l.DocBase, SegmentColumns.Of(l.AtomicReader), known.GetValueOrDefault(l.AtomicReader.CoreCacheKey) ?? ReadAccess(l.AtomicReader)))];
        var size = 0;
        foreach (var segment in Segments)
        {
            foreach (var owner in segment.Columns.Owners)
            {
                size = Math.Max(size, owner + 1);
            }
        }

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

    /// <summary>Every item shown, with its access set.</summary>
    public Dictionary<ItemId, int> Contents()
    {
        var contents = new Dictionary<ItemId, int>();
        var wanted = new HashSet<string>(StringComparer.Ordinal) { Slots.Id };
        foreach (var segment in Segments)
        {
            var live = segment.Reader.LiveDocs;
            for (var doc = 0; doc < segment.Reader.MaxDoc; doc++)
            {
                if (live is null || live.Get(doc))
                {
                    var id = segment.Reader.Document(doc, wanted).GetBinaryValue(Slots.Id);
                    contents[new ItemId(new Guid(id.Bytes.AsSpan(id.Offset, id.Length)))] = segment.Access[doc];
                }
            }
        }

        return contents;
    }

    /// <summary>The segment that holds a document.</summary>
    public Segment SegmentOf(int doc)
    {
        var (low, high) = (0, Segments.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = Segments[middle].Base <= doc ? (middle, high) : (low, middle - 1);
        }

        return Segments[low];
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
