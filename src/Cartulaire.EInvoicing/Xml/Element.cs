namespace Cartulaire.EInvoicing.Xml;

/// <summary>An element of a document: read once, never changed.</summary>
internal sealed class Element
{
    private static readonly Element[] None = [];

    private Element[] children = None;
    private int count;
    private (string Name, string Value)[] attributes = [];

    private readonly Work work;

    public Element(Name name, Element? parent, Work work, int line, int column) => (Name, Parent, this.work, Line, Column) = (name, parent, work, line, column);

    public Name Name { get; }

    public Element? Parent { get; }

    /// <summary>Line of its start tag, from 1.</summary>
    public int Line { get; }

    /// <summary>Column of its start tag, from 1.</summary>
    public int Column { get; }

    /// <summary>Which of its siblings of the same name it is, from 1; 0 until <see cref="Location"/> numbers them.</summary>
    public int Place { get; set; }

    /// <summary>Its own text, as written. Of a long one (<see cref="ReadLimits.LongestText"/>) only the beginning is kept.</summary>
    public string Text { get; set; } = string.Empty;

    /// <summary>Its text without white space around and with single blanks within (XPath <c>normalize-space</c>).</summary>
    public string Trimmed => Blank.Normalize(Text);

    public ReadOnlySpan<Element> Children
    {
        get
        {
            work.Add(count + 1);
            return children.AsSpan(0, count);
        }
    }

    public ReadOnlySpan<(string Name, string Value)> Attributes => attributes;

    /// <summary>The outermost element.</summary>
    public Element Root
    {
        get
        {
            var root = this;
            while (root.Parent is { } parent)
            {
                root = parent;
            }

            return root;
        }
    }

    /// <summary>The value of an attribute without namespace; null when it is absent.</summary>
    public string? Attribute(string name)
    {
        foreach (var (key, value) in attributes)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The first child of a name.</summary>
    public Element? First(Name name)
    {
        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(children[i].Name, name))
            {
                work.Add(i + 1);
                return children[i];
            }
        }

        work.Add(count + 1);
        return null;
    }

    /// <summary>Every element at the end of a path, in document order.</summary>
    public List<Element> All(params ReadOnlySpan<Name> path)
    {
        var found = new List<Element>();
        Gather(path, found);
        return found;
    }

    /// <summary>Whether anything stands at the end of a path.</summary>
    public bool Has(params ReadOnlySpan<Name> path) => Find(path) is not null;

    /// <summary>The first element at the end of a path, all ways tried.</summary>
    public Element? Find(params ReadOnlySpan<Name> path)
    {
        if (path.IsEmpty)
        {
            return this;
        }

        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(children[i].Name, path[0]) && children[i].Find(path[1..]) is { } found)
            {
                work.Add(i + 1);
                return found;
            }
        }

        work.Add(count + 1);
        return null;
    }

    /// <summary>How many elements stand at the end of a path.</summary>
    public int Count(params ReadOnlySpan<Name> path)
    {
        if (path.IsEmpty)
        {
            return 1;
        }

        var found = 0;
        foreach (var child in Children)
        {
            if (ReferenceEquals(child.Name, path[0]))
            {
                found += child.Count(path[1..]);
            }
        }

        return found;
    }

    /// <summary>The normalized text at the end of a path; empty when nothing stands there.</summary>
    public string Of(params ReadOnlySpan<Name> path) => Find(path)?.Trimmed ?? string.Empty;

    private void Gather(ReadOnlySpan<Name> path, List<Element> found)
    {
        if (path.IsEmpty)
        {
            found.Add(this);
            return;
        }

        foreach (var child in Children)
        {
            if (ReferenceEquals(child.Name, path[0]))
            {
                child.Gather(path[1..], found);
            }
        }
    }

    internal void Add(Element child)
    {
        if (count == children.Length)
        {
            Array.Resize(ref children, count == 0 ? 4 : count * 2);
        }

        children[count++] = child;
    }

    internal void Give((string Name, string Value)[] all) => attributes = all;
}
