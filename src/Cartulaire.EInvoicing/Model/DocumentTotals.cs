namespace Cartulaire.EInvoicing.Model;

/// <summary>Totals (BG-22), in the currency of the invoice but for one.</summary>
public sealed record DocumentTotals
{
    /// <summary>Sum of the net amounts of the lines (BT-106).</summary>
    public decimal? LineNetAmount { get; init; }

    /// <summary>Sum of the allowances on the whole (BT-107).</summary>
    public decimal? AllowanceAmount { get; init; }

    /// <summary>Sum of the charges on the whole (BT-108).</summary>
    public decimal? ChargeAmount { get; init; }

    /// <summary>Total without VAT (BT-109).</summary>
    public decimal? WithoutVat { get; init; }

    /// <summary>VAT (BT-110).</summary>
    public decimal? Vat { get; init; }

    /// <summary>VAT in the currency in which it is accounted for (BT-111).</summary>
    public decimal? VatInAccountingCurrency { get; init; }

    /// <summary>Total with VAT (BT-112).</summary>
    public decimal? WithVat { get; init; }

    /// <summary>What was paid already (BT-113).</summary>
    public decimal? PaidAmount { get; init; }

    /// <summary>What is added to round what is due (BT-114).</summary>
    public decimal? RoundingAmount { get; init; }

    /// <summary>What is due (BT-115).</summary>
    public decimal? AmountDue { get; init; }
}
