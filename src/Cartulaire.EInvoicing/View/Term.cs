namespace Cartulaire.EInvoicing.View;

/// <summary>What kind of thing a term holds.</summary>
internal enum TermKind
{
    Group,
    Text,
    Identifier,
    Code,
    Amount,
    Price,
    Quantity,
    Percent,
    Date,
    Account,
    Reference,
    Link,
    Attachment,
    Name,
}

/// <summary>A business term or group of EN 16931-1.</summary>
/// <param name="Id">Its number, such as <c>BT-31</c>; of a scheme or the like that of its term and one more, <c>BT-29-1</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="List">The list of its codes, if it holds one.</param>
/// <param name="Names">Its name in each language.</param>
/// <param name="Parent">What it belongs to; null when to the invoice.</param>
/// <param name="Order">Its place among all, as the standard's tables have them.</param>
internal sealed record Term(string Id, TermKind Kind, string? List, string[] Names, Term? Parent, int Order)
{
    public string Name(Language language) => Names[(int)language];

    /// <summary>Whether it belongs to a group, or to one within it.</summary>
    public bool IsIn(Term? group) => group is null || (Parent is { } parent && (ReferenceEquals(parent, group) || parent.IsIn(group)));
}
