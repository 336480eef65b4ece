using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cartulaire.Engines.Index.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cartulaire.Engines.Index.Searching;

/// <summary>Values of one facet in one segment: ordinals into terms. Documents with several values have a run of ordinals.</summary>
internal sealed class OrdinalColumn(string[] terms, int[] starts, int[] ordinals)
{
    public string[] Terms { get; } = terms;

    /// <summary>The one ordinal of each document, or -1; null when some have several.</summary>
    public int[]? Single { get; } = starts.Length == 0 ? ordinals : null;

    /// <summary>The ordinals of a document, where some have several.</summary>
    public ReadOnlySpan<int> Of(int doc) => ordinals.AsSpan(starts[doc], starts[doc + 1] - starts[doc]);
}

/// <summary>Columns of one segment that never change, read once into memory: whose hit each entry is, sort keys, facet values.</summary>
internal sealed class SegmentColumns
{
    private static readonly ConditionalWeakTable<object, SegmentColumns> Cache = [];

    private readonly ConcurrentDictionary<string, OrdinalColumn> ordinals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long[]> keys = new(StringComparer.Ordinal);

    private SegmentColumns(AtomicReader reader)
    {
        Owners = new int[reader.MaxDoc];
        IsHead = new FixedBitSet(Math.Max(1, reader.MaxDoc));
        var owners = reader.GetNumericDocValues(Slots.Owner);
        var heads = new List<int>();
        for (var doc = 0; doc < Owners.Length && owners is not null; doc++)
        {
            var value = owners.Get(doc);
            Owners[doc] = (int)(value >> 1);
            Last = Math.Max(Last, Owners[doc]);
            if ((value & 1) != 0)
            {
                IsHead.Set(doc);
                heads.Add(doc);
            }
        }

        Heads = [.. heads];
    }

    /// <summary>Serial of the hit, by document.</summary>
    public int[] Owners { get; }

    /// <summary>The greatest of them; -1 when there is none.</summary>
    public int Last { get; } = -1;

    /// <summary>Documents that are hits themselves.</summary>
    public FixedBitSet IsHead { get; }

    /// <summary>The same, in order.</summary>
    public int[] Heads { get; }

    public static SegmentColumns Of(AtomicReader reader)
        => Cache.GetValue(reader.CoreCacheKey, _ => new SegmentColumns(reader));

    /// <summary>Sort keys of a field; 0 for none. Null when no entry of the segment has one.</summary>
    public long[]? Keys(AtomicReader reader, string field)
    {
        if (!keys.TryGetValue(field, out var column))
        {
            var values = reader.GetNumericDocValues(Slots.Value + field);
            column = new long[values is null ? 0 : reader.MaxDoc];
            for (var doc = 0; doc < column.Length; doc++)
            {
                column[doc] = values!.Get(doc);
            }

            keys[field] = column;
        }

        return column.Length == 0 ? null : column;
    }

    /// <summary>Facet values of a keyword field, or the years of a date field. Null when no entry of the segment has one.</summary>
    public OrdinalColumn? Ordinals(AtomicReader reader, string field, bool years)
    {
        if (!ordinals.TryGetValue(field, out var column))
        {
            column = years ? Years(reader, field) : Sets(reader, field);
            ordinals[field] = column;
        }

        return column.Terms.Length == 0 ? null : column;
    }

    private OrdinalColumn Years(AtomicReader reader, string field)
    {
        var days = Keys(reader, field);
        var terms = new List<string>();
        var byYear = new Dictionary<int, int>();
        var ords = new int[reader.MaxDoc];
        for (var doc = 0; doc < ords.Length; doc++)
        {
            if (days is null || days[doc] == 0)
            {
                ords[doc] = -1;
                continue;
            }

            var year = DateOnly.FromDayNumber((int)days[doc]).Year;
            if (!byYear.TryGetValue(year, out var ord))
            {
                byYear[year] = ord = terms.Count;
                terms.Add(year.ToString("0000", CultureInfo.InvariantCulture));
            }

            ords[doc] = ord;
        }

        return new([.. terms], [], ords);
    }

    private static OrdinalColumn Sets(AtomicReader reader, string field)
    {
        if (reader.GetSortedSetDocValues(Slots.Value + field) is not { ValueCount: > 0 } values)
        {
            return new([], [], []);
        }

        var terms = new string[values.ValueCount];
        var bytes = new BytesRef();
        for (var ord = 0; ord < terms.Length; ord++)
        {
            values.LookupOrd(ord, bytes);
            terms[ord] = bytes.Utf8ToString();
        }

        var starts = new int[reader.MaxDoc + 1];
        var flat = new List<int>(reader.MaxDoc);
        var several = false;
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            values.SetDocument(doc);
            for (var ord = values.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = values.NextOrd())
            {
                flat.Add((int)ord);
            }

            starts[doc + 1] = flat.Count;
            several |= starts[doc + 1] - starts[doc] > 1;
        }

        if (several)
        {
            return new(terms, starts, [.. flat]);
        }

        var single = new int[reader.MaxDoc];
        for (var doc = 0; doc < single.Length; doc++)
        {
            single[doc] = starts[doc + 1] > starts[doc] ? flat[starts[doc]] : -1;
        }

        return new(terms, [], single);
    }
}
