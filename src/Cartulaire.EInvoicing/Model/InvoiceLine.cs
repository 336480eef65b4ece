namespace Cartulaire.EInvoicing.Model;

/// <summary>A line (BG-25).</summary>
public sealed record InvoiceLine
{
    /// <summary>Its identifier (BT-126).</summary>
    public string? Identifier { get; init; }

    /// <summary>Note (BT-127).</summary>
    public string? Note { get; init; }

    /// <summary>What is invoiced for; scheme of UNTDID 1153 (BT-128).</summary>
    public Identifier? InvoicedObject { get; init; }

    /// <summary>Quantity (BT-129).</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Its unit: code of UNECE recommendation 20 or 21 (BT-130).</summary>
    public string? UnitCode { get; init; }

    /// <summary>Amount without VAT, allowances and charges counted (BT-131).</summary>
    public decimal? NetAmount { get; init; }

    /// <summary>Line of the purchase order (BT-132).</summary>
    public string? OrderLineReference { get; init; }

    /// <summary>Where the buyer books it (BT-133).</summary>
    public string? BuyerAccountingReference { get; init; }

    /// <summary>Days that are invoiced (BG-26).</summary>
    public Period? Period { get; init; }

    /// <summary>Allowances (BG-27).</summary>
    public ValueList<LineAllowanceCharge> Allowances { get; init; } = [];

    /// <summary>Charges (BG-28).</summary>
    public ValueList<LineAllowanceCharge> Charges { get; init; } = [];

    /// <summary>Price (BG-29).</summary>
    public PriceDetails Price { get; init; } = new();

    /// <summary>VAT (BG-30).</summary>
    public LineVat Vat { get; init; } = new();

    /// <summary>What was sold (BG-31).</summary>
    public Item Item { get; init; } = new();
}

/// <summary>Price of an item (BG-29), without VAT.</summary>
public sealed record PriceDetails
{
    /// <summary>Price, the discount taken off (BT-146).</summary>
    public decimal? NetPrice { get; init; }

    /// <summary>Discount (BT-147).</summary>
    public decimal? Discount { get; init; }

    /// <summary>Price before the discount (BT-148).</summary>
    public decimal? GrossPrice { get; init; }

    /// <summary>For how many items (BT-149).</summary>
    public decimal? BaseQuantity { get; init; }

    /// <summary>Unit of that quantity (BT-150).</summary>
    public string? BaseQuantityUnitCode { get; init; }
}

/// <summary>VAT of a line (BG-30).</summary>
public sealed record LineVat
{
    /// <summary>Category: code of UNTDID 5305 (BT-151).</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Rate, in percent (BT-152).</summary>
    public decimal? Rate { get; init; }
}
