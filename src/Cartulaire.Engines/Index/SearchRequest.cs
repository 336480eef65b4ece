using Cartulaire.Kernel.Query;

namespace Cartulaire.Engines.Index;

/// <summary>In what order hits come. Ties are broken by serial, newest first.</summary>
/// <param name="Field">A date, amount, number or reference field, or null for relevance.</param>
/// <param name="Ascending">Smallest first; relevance is always best first.</param>
public sealed record SearchSort(FieldRef? Field = null, bool Ascending = false)
{
    /// <summary>Best first.</summary>
    public static SearchSort Relevance { get; } = new();

    /// <summary>Newest registration first.</summary>
    public static SearchSort Newest { get; } = new(SystemFields.Date);

    /// <summary>Highest number first: by year, then by rank in the register.</summary>
    public static SearchSort Number { get; } = new(SystemFields.Number);
}

/// <summary>A place in an ordered list: the next page begins after it, whatever was added or removed meanwhile.</summary>
/// <param name="Key">Sort key of the last hit shown.</param>
/// <param name="Serial">Its serial.</param>
public readonly record struct SearchCursor(long Key, int Serial);

/// <summary>A facet to count.</summary>
/// <param name="Field">A keyword field, or a date field (counted by year).</param>
/// <param name="Limit">How many values to return, most frequent first.</param>
public sealed record FacetRequest(FieldRef Field, int Limit = 20);

/// <summary>One search by one person.</summary>
public sealed record SearchRequest
{
    /// <summary>What to find.</summary>
    public required QueryNode Query { get; init; }

    /// <summary>Access sets that the person may read.</summary>
    public required AccessBits Read { get; init; }

    /// <summary>Access sets of which the person sees the register line only. They count only when given: register lists give them, other searches do not.</summary>
    public AccessBits Line { get; init; } = AccessBits.None;

    /// <summary>Order.</summary>
    public SearchSort Sort { get; init; } = SearchSort.Relevance;

    /// <summary>Hits wanted.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Cursor of the last hit of the page before.</summary>
    public SearchCursor? After { get; init; }

    /// <summary>Facets to count.</summary>
    public IReadOnlyList<FacetRequest> Facets { get; init; } = [];

    /// <summary>Whether to cut extracts out of the texts.</summary>
    public bool Extracts { get; init; }

    /// <summary>Organising folders, for <see cref="InTreeNode"/>.</summary>
    public FolderTree Tree { get; init; } = FolderTree.Empty;
}

/// <summary>Characters of a text that answer the search.</summary>
/// <param name="Start">First character.</param>
/// <param name="Length">How many.</param>
public readonly record struct TextRange(int Start, int Length);

/// <summary>A passage that answers the search.</summary>
/// <param name="Document">Serial of the entry that holds it.</param>
/// <param name="Page">Page number.</param>
/// <param name="Text">The passage.</param>
/// <param name="Marks">What to highlight in it.</param>
public sealed record Extract(int Document, int Page, string Text, IReadOnlyList<TextRange> Marks);

/// <summary>One record found.</summary>
/// <param name="Serial">Serial of the record (or of the document or folder that stands by itself).</param>
/// <param name="Score">Relevance, depending on the hit alone; 0 for a line.</param>
/// <param name="LineOnly">The person sees its line, not the object.</param>
/// <param name="Cursor">Where the next page begins.</param>
/// <param name="Extracts">Passages, best first.</param>
public sealed record SearchHit(int Serial, float Score, bool LineOnly, SearchCursor Cursor, IReadOnlyList<Extract> Extracts);

/// <summary>One value of a facet.</summary>
/// <param name="Value">The stored value (a year in four digits for dates).</param>
/// <param name="Count">Records that have it, exactly.</param>
public readonly record struct FacetCount(string Value, int Count);

/// <summary>A counted facet.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Values">Most frequent first, then by value.</param>
public sealed record Facet(FieldRef Field, IReadOnlyList<FacetCount> Values);

/// <summary>The answer to a search.</summary>
/// <param name="Total">Records found, exactly.</param>
/// <param name="Hits">This page.</param>
/// <param name="Facets">In the order asked. They count the records that may be read; lines are left out.</param>
/// <param name="AsOf">Journal number that the answer reflects.</param>
/// <param name="Ignored">Words of the search in which nothing can be looked for, such as a lone article.</param>
public sealed record SearchAnswer(int Total, IReadOnlyList<SearchHit> Hits, IReadOnlyList<Facet> Facets, long AsOf, IReadOnlyList<string> Ignored);

/// <summary>Words of one page that answer the search, to be marked on its image.</summary>
/// <param name="Page">Page number.</param>
/// <param name="Marks">Ranges in the text of the page as it was indexed.</param>
/// <param name="Words">The words as written, in order of the ranges.</param>
public sealed record PageMarks(int Page, IReadOnlyList<TextRange> Marks, IReadOnlyList<string> Words);
