namespace Cartulaire.EInvoicing.Xml;

/// <summary>A document read whole, long texts left out.</summary>
/// <param name="root">Its outermost element.</param>
/// <param name="elements">All its elements, in document order.</param>
internal sealed class Document(Element root, List<Element> elements)
{
    public Element Root => root;

    /// <summary>The header of the envelope that it came in; null when it came in none. It is no part of the document.</summary>
    public Element? Header { get; init; }

    /// <summary>Whether it came in an envelope.</summary>
    public bool IsEnveloped { get; init; }

    /// <summary>All elements, in document order.</summary>
    public IReadOnlyList<Element> Elements => elements;

    /// <summary>All elements of a name, wherever they stand, in document order.</summary>
    public IEnumerable<Element> Anywhere(Name name)
    {
        foreach (var element in elements)
        {
            if (ReferenceEquals(element.Name, name))
            {
                yield return element;
            }
        }
    }
}
