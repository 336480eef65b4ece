namespace Cartulaire.EInvoicing.Model;

/// <summary>An invoice or credit note in the terms of EN 16931-1 (6.3), whatever the syntax that it was read from.</summary>
/// <remarks>
/// A term that is absent, or whose value is not of its type, is null; a group that may stand several times is a list. Groups that every invoice has are never null.
/// Two invoices are equal when all their values are; amounts keep the decimals that were written, which equality does not see.
/// </remarks>
public sealed record Invoice
{
    /// <summary>Number of the invoice (BT-1).</summary>
    public string? Number { get; init; }

    /// <summary>Day on which it was issued (BT-2).</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>What it is: code of UNTDID 1001, such as 380 invoice, 381 credit note (BT-3).</summary>
    public string? TypeCode { get; init; }

    /// <summary>Currency of its amounts, ISO 4217 (BT-5).</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>Currency in which VAT is accounted for, when it is another (BT-6).</summary>
    public string? VatAccountingCurrencyCode { get; init; }

    /// <summary>Day on which VAT becomes accountable (BT-7).</summary>
    public DateOnly? VatPointDate { get; init; }

    /// <summary>Which day that is: code of UNTDID 2005, 3 issue, 35 delivery, 432 payment (BT-8). The codes of CII (5, 29, 72) are read as these.</summary>
    public string? VatPointDateCode { get; init; }

    /// <summary>Day by which it must be paid (BT-9).</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>What the buyer wants to find on it, for routing (BT-10).</summary>
    public string? BuyerReference { get; init; }

    /// <summary>Project (BT-11).</summary>
    public string? ProjectReference { get; init; }

    /// <summary>Contract (BT-12).</summary>
    public string? ContractReference { get; init; }

    /// <summary>Purchase order of the buyer (BT-13).</summary>
    public string? PurchaseOrderReference { get; init; }

    /// <summary>Sales order of the seller (BT-14).</summary>
    public string? SalesOrderReference { get; init; }

    /// <summary>Receiving advice (BT-15).</summary>
    public string? ReceivingAdviceReference { get; init; }

    /// <summary>Despatch advice (BT-16).</summary>
    public string? DespatchAdviceReference { get; init; }

    /// <summary>Call for tenders or lot (BT-17).</summary>
    public string? TenderOrLotReference { get; init; }

    /// <summary>What is invoiced for, such as a meter or a subscription; scheme of UNTDID 1153 (BT-18).</summary>
    public Identifier? InvoicedObject { get; init; }

    /// <summary>Where the buyer books it (BT-19).</summary>
    public string? BuyerAccountingReference { get; init; }

    /// <summary>Conditions of payment, in words (BT-20).</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>Notes (BG-1).</summary>
    public ValueList<InvoiceNote> Notes { get; init; } = [];

    /// <summary>Process and specification (BG-2).</summary>
    public ProcessControl ProcessControl { get; init; } = new();

    /// <summary>Invoices that this one follows or corrects (BG-3).</summary>
    public ValueList<PrecedingInvoice> PrecedingInvoices { get; init; } = [];

    /// <summary>The seller (BG-4).</summary>
    public Seller Seller { get; init; } = new();

    /// <summary>The buyer (BG-7).</summary>
    public Buyer Buyer { get; init; } = new();

    /// <summary>Who is paid, when it is not the seller (BG-10).</summary>
    public Payee? Payee { get; init; }

    /// <summary>Who answers for the seller's VAT (BG-11).</summary>
    public TaxRepresentative? TaxRepresentative { get; init; }

    /// <summary>Where and when was delivered (BG-13).</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>Days that are invoiced (BG-14).</summary>
    public Period? InvoicingPeriod { get; init; }

    /// <summary>How to pay (BG-16).</summary>
    public PaymentInstructions? PaymentInstructions { get; init; }

    /// <summary>Allowances on the whole (BG-20).</summary>
    public ValueList<DocumentAllowanceCharge> Allowances { get; init; } = [];

    /// <summary>Charges on the whole (BG-21).</summary>
    public ValueList<DocumentAllowanceCharge> Charges { get; init; } = [];

    /// <summary>Totals (BG-22).</summary>
    public DocumentTotals Totals { get; init; } = new();

    /// <summary>VAT by category and rate (BG-23).</summary>
    public ValueList<VatBreakdown> VatBreakdowns { get; init; } = [];

    /// <summary>Supporting documents (BG-24).</summary>
    public ValueList<SupportingDocument> SupportingDocuments { get; init; } = [];

    /// <summary>Lines (BG-25).</summary>
    public ValueList<InvoiceLine> Lines { get; init; } = [];

    /// <summary>Whatever of the document no term took, in document order. It is not written.</summary>
    public ValueList<Extension> Extensions { get; init; } = [];
}
