namespace Cartulaire.EInvoicing.Model;

/// <summary>A note (BG-1).</summary>
public sealed record InvoiceNote
{
    /// <summary>What it is about: code of UNTDID 4451 (BT-21). UBL writes it before the text, between two <c>#</c>.</summary>
    public string? SubjectCode { get; init; }

    /// <summary>Its text (BT-22).</summary>
    public string? Text { get; init; }
}
