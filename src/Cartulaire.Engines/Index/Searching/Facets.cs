using Cartulaire.Kernel.Query;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Counts the values of the records found, exactly.</summary>
internal static class Facets
{
    public static IReadOnlyList<Facet> Count(Snapshot snapshot, SearchRequest request, FixedBitSet hits)
    {
        if (request.Facets.Count == 0)
        {
            return [];
        }

        var counters = request.Facets.Select(f => new Counter(snapshot, f)).ToArray();
        var lines = !ReferenceEquals(request.Line, AccessBits.None);
        var at = 0;
        for (var serial = hits.NextSetBit(0); serial >= 0; serial = serial + 1 < hits.Length ? hits.NextSetBit(serial + 1) : -1)
        {
            // Of a line nothing is counted.
            if (lines && !request.Read.Contains(snapshot.HeadAccess[serial]))
            {
                continue;
            }

            var doc = snapshot.HeadDoc[serial];
            at = snapshot.SegmentAt(doc, at);
            foreach (var counter in counters)
            {
                counter.Add(at, doc);
            }
        }

        return [.. counters.Select(c => c.Result())];
    }

    /// <summary>One facet: its columns and counts, segment by segment.</summary>
    private sealed class Counter(Snapshot snapshot, FacetRequest request)
    {
        private readonly OrdinalColumn?[] columns
            = [.. snapshot.Segments.Select(s => s.Columns.Ordinals(s.Reader, request.Field.Id, years: request.Field.Kind == FieldKind.Date))];

        private readonly int[]?[] counts = new int[]?[snapshot.Segments.Length];

        public void Add(int segment, int doc)
        {
            if (columns[segment] is not { } column)
            {
                return;
            }

            var totals = counts[segment] ??= new int[column.Terms.Length];
            var local = doc - snapshot.Segments[segment].Base;
            if (column.Single is { } single)
            {
                if (single[local] is var ordinal and >= 0)
                {
                    totals[ordinal]++;
                }

                return;
            }

            foreach (var ordinal in column.Of(local))
            {
                totals[ordinal]++;
            }
        }

        public Facet Result()
        {
            var sums = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var segment = 0; segment < counts.Length; segment++)
            {
                for (var ordinal = 0; ordinal < (counts[segment]?.Length ?? 0); ordinal++)
                {
                    if (counts[segment]![ordinal] is var count and > 0)
                    {
                        var term = columns[segment]!.Terms[ordinal];
                        sums[term] = sums.GetValueOrDefault(term) + count;
                    }
                }
            }

            return new(request.Field, [.. sums.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(request.Limit).Select(t => new FacetCount(t.Key, t.Value))]);
        }
    }
}
