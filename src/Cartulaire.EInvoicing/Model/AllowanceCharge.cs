namespace Cartulaire.EInvoicing.Model;

/// <summary>An allowance (BG-20) or charge (BG-21) on the whole. Its terms have a number in each.</summary>
public sealed record DocumentAllowanceCharge
{
    /// <summary>Amount, without VAT (BT-92, BT-99).</summary>
    public decimal? Amount { get; init; }

    /// <summary>Amount on which the percentage is taken (BT-93, BT-100).</summary>
    public decimal? BaseAmount { get; init; }

    /// <summary>Percentage (BT-94, BT-101).</summary>
    public decimal? Percentage { get; init; }

    /// <summary>VAT category: code of UNTDID 5305 (BT-95, BT-102).</summary>
    public string? VatCategoryCode { get; init; }

    /// <summary>VAT rate, in percent (BT-96, BT-103).</summary>
    public decimal? VatRate { get; init; }

    /// <summary>Reason, in words (BT-97, BT-104).</summary>
    public string? Reason { get; init; }

    /// <summary>Reason: code of UNTDID 5189 for an allowance, of UNTDID 7161 for a charge (BT-98, BT-105).</summary>
    public string? ReasonCode { get; init; }
}

/// <summary>An allowance (BG-27) or charge (BG-28) on a line. Its terms have a number in each.</summary>
public sealed record LineAllowanceCharge
{
    /// <summary>Amount, without VAT (BT-136, BT-141).</summary>
    public decimal? Amount { get; init; }

    /// <summary>Amount on which the percentage is taken (BT-137, BT-142).</summary>
    public decimal? BaseAmount { get; init; }

    /// <summary>Percentage (BT-138, BT-143).</summary>
    public decimal? Percentage { get; init; }

    /// <summary>Reason, in words (BT-139, BT-144).</summary>
    public string? Reason { get; init; }

    /// <summary>Reason: code of UNTDID 5189 for an allowance, of UNTDID 7161 for a charge (BT-140, BT-145).</summary>
    public string? ReasonCode { get; init; }
}
