namespace Cartulaire.EInvoicing.Rules;

/// <summary>Which rate a VAT category demands.</summary>
internal enum VatRate
{
    Positive,
    Zero,
    NotNegative,
    None,
}

/// <summary>Which tax number of the seller, or of its representative, a VAT category demands.</summary>
internal enum VatSeller
{
    TaxId,
    VatId,
    NoVatId,
}

/// <summary>Which number of the buyer a VAT category demands.</summary>
internal enum VatBuyer
{
    Nothing,
    VatId,
    VatOrLegalId,
    NoVatId,
}

/// <summary>Whether a VAT category demands why no tax is due (BT-120, BT-121), or forbids it.</summary>
internal enum VatReason
{
    Forbidden,
    Demanded,
}
