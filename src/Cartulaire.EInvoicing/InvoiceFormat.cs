namespace Cartulaire.EInvoicing;

/// <summary>How an invoice is written.</summary>
public enum InvoiceFormat
{
    /// <summary>Unknown, or not readable.</summary>
    None,

    /// <summary>OASIS UBL 2.1 <c>Invoice</c>.</summary>
    UblInvoice,

    /// <summary>OASIS UBL 2.1 <c>CreditNote</c>.</summary>
    UblCreditNote,

    /// <summary>UN/CEFACT <c>CrossIndustryInvoice</c> D16B.</summary>
    CiiInvoice,
}
