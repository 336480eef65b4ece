namespace Cartulaire.EInvoicing.Model;

/// <summary>VAT of one category and rate (BG-23).</summary>
public sealed record VatBreakdown
{
    /// <summary>Amount on which it is taken (BT-116).</summary>
    public decimal? TaxableAmount { get; init; }

    /// <summary>The VAT (BT-117).</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Category: code of UNTDID 5305 (BT-118).</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Rate, in percent (BT-119).</summary>
    public decimal? Rate { get; init; }

    /// <summary>Why there is none, in words (BT-120).</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>Why there is none: code of the VATEX list (BT-121).</summary>
    public string? ExemptionReasonCode { get; init; }
}
