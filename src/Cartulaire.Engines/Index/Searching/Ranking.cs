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

        // Where dates grow with serials, and among equals, the best stand at one end: from there nearly all others are passed over at once.
        var forwards = request.Sort.Ascending;
        for (var serial = limit == 0 ? -1 : Next(hits, forwards ? -1 : hits.Length, forwards); serial >= 0; serial = Next(hits, serial, forwards))
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

    private static int Next(FixedBitSet hits, int serial, bool forwards)
        => forwards ? (serial + 1 < hits.Length ? hits.NextSetBit(serial + 1) : -1) : (serial > 0 ? hits.PrevSetBit(serial - 1) : -1);

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
            current = snapshot.SegmentAt(doc, current);
            var key = columns[current] is { } column ? column[doc - snapshot.Segments[current].Base] : 0;
            return key == 0 ? long.MinValue : request.Sort.Ascending ? -key : key;
        }
    }
}
