using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Model;

/// <summary>A text of a document that no term took: of an element or attribute that EN 16931 does not know, a second value where one is allowed, or a value that is not of its type.</summary>
public sealed record Extension
{
    // A place is long and seldom asked for: it is written when it is.
    private readonly Element element;
    private readonly string? attribute;

    internal Extension(Element element, string? attribute, string text) => (this.element, this.attribute, Text) = (element, attribute, text);

    /// <summary>Where it stands: XPath of the element, written as the findings write it, and <c>/@name</c> of an attribute.</summary>
    public string Location => attribute is null ? Xml.Location.Of(element) : $"{Xml.Location.Of(element)}/@{attribute}";

    /// <summary>Name of the element or attribute, without namespace.</summary>
    public string Name => attribute ?? element.Name.Local;

    /// <summary>Its text, without white space around. Of one longer than <see cref="ReadLimits.LongestText"/> the beginning.</summary>
    public string Text { get; }

    /// <summary>Line of the element, from 1.</summary>
    public int Line => element.Line;

    /// <summary>Column of the element, from 1.</summary>
    public int Column => element.Column;

    /// <summary>Same text at the same place.</summary>
    public bool Equals(Extension? other) => other is not null && Text == other.Text && Line == other.Line && Column == other.Column && Location == other.Location;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Line, Column);
}
