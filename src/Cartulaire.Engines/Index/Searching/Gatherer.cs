using System.Buffers;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Gathers the entries that a query meets under their hits: an entry counts when it and its hit may be read. The score of a hit is that of its best entry.</summary>
internal sealed class Gatherer(Snapshot snapshot, SearchRequest request, IndexTuning tuning, CancellationToken ct) : ICollector, IDisposable
{
    private readonly AccessBits read = request.Read;
    private readonly int[] headAccess = snapshot.HeadAccess;
    private FixedBitSet? within;
    private float[]? scores;
    private Scorer? scorer;
    private int[] owners = [];
    private int[] access = [];
    private bool line;

    /// <summary>Serials of the hits.</summary>
    public FixedBitSet Hits { get; private set; } = new(Math.Max(1, snapshot.Size));

    /// <summary>In order: the engine's scorer for either-or out of order makes 2,048 buckets for each part of the index first, and saves nothing here.</summary>
    public bool AcceptsDocsOutOfOrder => false;

    /// <summary>Best score of a hit that was gathered with scores; 0 otherwise.</summary>
    public float Score(int serial) => scores is not null && Hits.Get(serial) ? scores[serial] : 0;

    /// <summary>Runs a query. Lines take part only where the query looks at nothing else than the line.</summary>
    public FixedBitSet Run(Query query, FixedBitSet? within, bool scored, bool onTheLine)
    {
        this.within = within;
        line = onTheLine;
        if (scored)
        {
            scores = ArrayPool<float>.Shared.Rent(Math.Max(1, snapshot.Size));
        }

        snapshot.Searcher.Search(query, this);
        return Hits;
    }

    public void SetScorer(Scorer scorer) => this.scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        ct.ThrowIfCancellationRequested();
        var segment = snapshot.Segments[context.Ord];
        (owners, access) = (segment.Columns.Owners, segment.Access);
    }

    public void Collect(int doc)
    {
        var owner = owners[doc];
        if (!Allowed(doc, owner) || (within is not null && !within.Get(owner)))
        {
            return;
        }

        if (scores is null)
        {
            Hits.Set(owner);
            return;
        }

        var score = scorer!.GetScore();
        if (!Hits.GetAndSet(owner) || scores[owner] < score)
        {
            scores[owner] = score;
        }
    }

    public void Dispose()
    {
        if (scores is not null)
        {
            ArrayPool<float>.Shared.Return(scores);
            scores = null;
        }
    }

    private bool Allowed(int doc, int owner)
    {
        var head = headAccess[owner];
        return (read.Contains(head) && (read.Contains(access[doc]) || tuning.ForgetDocumentRights))
            || (line && !read.Contains(head) && request.Line.Contains(head));
    }
}
