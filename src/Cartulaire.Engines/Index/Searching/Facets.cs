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

        var totals = request.Facets.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var documents = Documents(snapshot, request, hits);
        foreach (var segment in snapshot.Segments)
        {
            var (from, to) = (Lower(documents, segment.Base), Lower(documents, segment.Base + segment.Columns.Owners.Length));
            for (var f = 0; f < totals.Length && from < to; f++)
            {
                var field = request.Facets[f].Field;
                if (segment.Columns.Ordinals(segment.Reader, field.Id, years: field.Kind == FieldKind.Date) is { } column)
                {
                    Count(column, documents.AsSpan(from, to - from), segment.Base, totals[f]);
                }
            }
        }

        return [.. request.Facets.Select((f, i) => new Facet(f.Field, [.. totals[i]
            .OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(f.Limit).Select(t => new FacetCount(t.Key, t.Value))]))];
    }

    /// <summary>Documents of the readable hits, in order.</summary>
    private static int[] Documents(Snapshot snapshot, SearchRequest request, FixedBitSet hits)
    {
        var documents = new List<int>();
        var sorted = true;
        for (var serial = hits.NextSetBit(0); serial >= 0; serial = serial + 1 < hits.Length ? hits.NextSetBit(serial + 1) : -1)
        {
            if (request.Read.Contains(snapshot.HeadAccess[serial]))
            {
                var doc = snapshot.HeadDoc[serial];
                sorted &= documents.Count == 0 || documents[^1] < doc;
                documents.Add(doc);
            }
        }

        int[] array = [.. documents];
        if (!sorted)
        {
            Array.Sort(array);
        }

        return array;
    }

    private static void Count(OrdinalColumn column, ReadOnlySpan<int> documents, int docBase, Dictionary<string, int> totals)
    {
        var counts = new int[column.Terms.Length];
        foreach (var doc in documents)
        {
            foreach (var ordinal in column.Of(doc - docBase))
            {
                counts[ordinal]++;
            }
        }

        for (var ordinal = 0; ordinal < counts.Length; ordinal++)
        {
            if (counts[ordinal] > 0)
            {
                totals[column.Terms[ordinal]] = totals.GetValueOrDefault(column.Terms[ordinal]) + counts[ordinal];
            }
        }
    }

    private static int Lower(int[] sorted, int value)
    {
        var at = Array.BinarySearch(sorted, value);
        return at < 0 ? ~at : at;
    }
}
