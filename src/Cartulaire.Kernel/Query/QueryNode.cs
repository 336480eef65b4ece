namespace Cartulaire.Kernel.Query;

/// <summary>One node of a search, whoever wrote it: a person, a dashboard, a list or another program. Immutable, compared by value.</summary>
public abstract record QueryNode
{
    private protected QueryNode()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => QueryText.Of(this);
}

/// <summary>Matches everything that the person may see.</summary>
public sealed record Everything : QueryNode
{
    /// <summary>The only one that is needed.</summary>
    public static Everything Instance { get; } = new();
}

/// <summary>How the text of a <see cref="TextNode"/> is compared.</summary>
public enum TextMatch
{
    /// <summary>A word in any inflexion; case and accents are indifferent.</summary>
    Word,

    /// <summary>Words in this order, as written but for case and accents.</summary>
    Phrase,

    /// <summary>The beginning of a word (of the whole value, for keywords and references).</summary>
    Prefix,

    /// <summary>One letter added, lost, changed or two swapped.</summary>
    Fuzzy1,

    /// <summary>Up to two such faults.</summary>
    Fuzzy2,

    /// <summary>The whole value of a keyword.</summary>
    Exact,
}

/// <summary>A text to find, everywhere or in one field.</summary>
/// <param name="Field">The field, or null for number, title, sender, references, texts of the record and pages of its documents.</param>
/// <param name="Text">As it was written, without operators.</param>
/// <param name="Match">How it is compared.</param>
public sealed record TextNode(FieldRef? Field, string Text, TextMatch Match) : QueryNode;

/// <summary>Days of a date field, both ends included.</summary>
/// <param name="Field">A field of kind <see cref="FieldKind.Date"/>.</param>
/// <param name="From">First day, or null for open.</param>
/// <param name="To">Last day, or null for open.</param>
public sealed record DateNode(FieldRef Field, DateOnly? From, DateOnly? To) : QueryNode;

/// <summary>Values of a number or amount field.</summary>
/// <param name="Field">A field of kind <see cref="FieldKind.Number"/> or <see cref="FieldKind.Amount"/>.</param>
/// <param name="From">Lowest value, or null for open.</param>
/// <param name="To">Highest value, or null for open.</param>
/// <param name="FromIncluded">Whether <paramref name="From"/> itself matches.</param>
/// <param name="ToIncluded">Whether <paramref name="To"/> itself matches.</param>
public sealed record NumberNode(FieldRef Field, decimal? From, decimal? To, bool FromIncluded = true, bool ToIncluded = true) : QueryNode;

/// <summary>The field has a value.</summary>
/// <param name="Field">The field.</param>
public sealed record PresentNode(FieldRef Field) : QueryNode;

/// <summary>Filed in an organising folder or anywhere below it.</summary>
/// <param name="Folder">Serial of the folder.</param>
public sealed record InTreeNode(int Folder) : QueryNode;

/// <summary>Every clause matches.</summary>
/// <param name="Clauses">At least one.</param>
public sealed record AllNode(NodeList Clauses) : QueryNode;

/// <summary>At least one clause matches.</summary>
/// <param name="Clauses">At least one.</param>
public sealed record AnyNode(NodeList Clauses) : QueryNode;

/// <summary>The clause does not match.</summary>
/// <param name="Clause">What is left out.</param>
public sealed record NotNode(QueryNode Clause) : QueryNode;
