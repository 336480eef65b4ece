namespace Cartulaire.EInvoicing.Xml;

/// <summary>A document read whole, long texts left out.</summary>
/// <param name="root">Its outermost element.</param>
/// <param name="elements">All its elements, in document order.</param>
/// <param name="work">What looking at them has cost.</param>
internal sealed class Document(Element root, List<Element> elements, Work work)
{
    private List<Element>?[]? byName;

    public Element Root => root;

    /// <summary>How often its elements were looked at, and how often they may be.</summary>
    public Work Work => work;

    /// <summary>The header of the envelope that it came in; null when it came in none. It is no part of the document.</summary>
    public Element? Header { get; init; }

    /// <summary>Whether it came in an envelope.</summary>
    public bool IsEnveloped { get; init; }

    /// <summary>All elements, in document order.</summary>
    public IReadOnlyList<Element> Elements => elements;

    /// <summary>All elements of a name that rules ask for, wherever they stand, in document order.</summary>
    public IReadOnlyList<Element> Anywhere(Name name) => name.Number < (byName ??= ByName()).Length && byName[name.Number] is { } found ? Looked(found) : [];

    /// <summary>A list that somebody is about to look through.</summary>
    public List<Element> Looked(List<Element> list)
    {
        work.Add(list.Count + 1);
        return list;
    }

    // Rules ask for the same few names again and again: one walk finds all of them.
    private List<Element>?[] ByName()
    {
        var table = new List<Element>?[elements.Max(e => e.Name.Number) + 1];
        foreach (var element in elements)
        {
            if (element.Name.Number >= 0)
            {
                (table[element.Name.Number] ??= []).Add(element);
            }
        }

        return table;
    }
}
