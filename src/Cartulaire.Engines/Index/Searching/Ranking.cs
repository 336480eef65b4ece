using Cartulaire.Kernel.Query;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>A hit and its sort key; greater comes first, then the greater serial.</summary>
internal readonly record struct Ranked(long Key, int Serial)
{
    public int Compare(Ranked other) => Key != other.Key ? Key.CompareTo(other.Key) : Serial.CompareTo(other.Serial);
}

/// <summary>Chooses one page out of all hits.</summary>
internal static class Ranking
{
    public static List<Ranked> Top(Snapshot snapshot, SearchRequest request, FixedBitSet hits, Gatherer scores)
    {
        var limit = Math.Clamp(request.Limit, 0, 10_000);
        var best = new PriorityQueue<Ranked, Ranked>(Math.Min(limit, 1_000) + 1, Comparer<Ranked>.Create((a, b) => a.Compare(b)));
        var after = request.After is { } cursor ? new Ranked(cursor.Key, cursor.Serial) : new Ranked(long.MaxValue, int.MaxValue);
        var worst = new Ranked(long.MinValue, int.MinValue);
        var keys = new KeyReader(snapshot, request);
        for (var serial = limit == 0 ? -1 : hits.NextSetBit(0); serial >= 0; serial = serial + 1 < hits.Length ? hits.NextSetBit(serial + 1) : -1)
        {
            var ranked = new Ranked(request.Sort.Field is null ? (long)(scores.Score(serial) * 256) : keys.Of(serial), serial);
            if (ranked.Compare(after) >= 0 || ranked.Compare(worst) < 0)
            {
                continue;
            }

            best.Enqueue(ranked, ranked);
            if (best.Count > limit)
            {
                best.Dequeue();
                worst = best.Peek();
            }
        }

        var page = new List<Ranked>(best.Count);
        while (best.TryDequeue(out var ranked, out _))
        {
            page.Add(ranked);
        }

        page.Reverse();
        return page;
    }

    /// <summary>Reads sort keys; hits without a value come last in either direction. Of a line only what the line shows is read.</summary>
    private sealed class KeyReader(Snapshot snapshot, SearchRequest request)
    {
        private readonly long[]?[] columns = request.Sort.Field is { } field ? [.. snapshot.Segments.Select(s => s.Columns.Keys(s.Reader, field.Id))] : [];
        private readonly bool shownOnLine = request.Sort.Field is { } field && SystemFields.OnTheLine(field);
        private int current;

        public long Of(int serial)
        {
            if (!shownOnLine && !request.Read.Contains(snapshot.HeadAccess[serial]))
            {
                return long.MinValue;
            }

            var doc = snapshot.HeadDoc[serial];
            var segment = snapshot.Segments[current];
            if (doc < segment.Base || doc >= segment.Base + segment.Columns.Owners.Length)
            {
                segment = snapshot.SegmentOf(doc);
                current = Array.IndexOf(snapshot.Segments, segment);
            }

            var key = columns[current] is { } column ? column[doc - segment.Base] : 0;
            return key == 0 ? long.MinValue : request.Sort.Ascending ? -key : key;
        }
    }
}
