namespace Cartulaire.EInvoicing.Model;

/// <summary>An invoice that this one follows or corrects (BG-3).</summary>
public sealed record PrecedingInvoice
{
    /// <summary>Its number (BT-25).</summary>
    public string? Number { get; init; }

    /// <summary>Day on which it was issued (BT-26).</summary>
    public DateOnly? IssueDate { get; init; }
}
