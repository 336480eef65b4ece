using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.View;

/// <summary>A term as a document holds it.</summary>
/// <param name="Term">The term.</param>
/// <param name="Element">The element that holds it.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Parts">Terms within it (BT-29-1): attributes of the element.</param>
internal sealed record Value(Term Term, Element Element, string Text, List<(Term Term, string Text)> Parts)
{
    /// <summary>Whether the page shows it already.</summary>
    public bool IsShown { get; set; }
}

/// <summary>A group as a document holds it; without term the invoice itself.</summary>
internal sealed record Group(Term? Term, Group? Parent)
{
    /// <summary>Its element, and those of groups that are shown as part of it.</summary>
    public List<Element> Elements { get; } = [];

    public List<Value> Values { get; } = [];

    public List<Group> Groups { get; } = [];

    /// <summary>Values of a term, its own and those of groups within.</summary>
    public IEnumerable<Value> Of(string id) => Values.Where(v => v.Term.Id == id).Concat(Groups.SelectMany(g => g.Of(id)));

    /// <summary>The first value of a term; empty when there is none.</summary>
    public string First(string id) => Of(id).FirstOrDefault()?.Text.Trim() ?? string.Empty;

    /// <summary>Everything within, in the order of the document.</summary>
    public IEnumerable<Value> Everything() => Values.Concat(Groups.SelectMany(g => g.Everything()));
}

/// <summary>Something that no term covers.</summary>
/// <param name="Element">The element.</param>
/// <param name="Attribute">An attribute of it; null for its own text.</param>
internal readonly record struct Other(Element Element, string? Attribute)
{
    public string Text => Attribute is null ? Element.Text : Element.Attribute(Attribute)!;
}
