using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Writing;

/// <summary>The body of a UBL invoice or credit note, in the order of the schema.</summary>
internal sealed class UblDocument(UblOutput to, Invoice invoice, bool isCreditNote)
{
    public void Write()
    {
        to.Currency = invoice.CurrencyCode;
        Head();
        References();
        new UblPartyOutput(to, invoice).Write();
        Payment();
        Charges();
        Totals();
        new UblLineOutput(to, isCreditNote).Write(invoice.Lines);
    }

    private void Head()
    {
        to.Text(Cbc.CustomizationID, "BT-24", invoice.ProcessControl.Specification);
        to.Text(Cbc.ProfileID, "BT-23", invoice.ProcessControl.BusinessProcess);
        to.Text(Cbc.ID, "BT-1", invoice.Number, isRequired: true);
        to.Date(Cbc.IssueDate, "BT-2", invoice.IssueDate, isRequired: true);
        if (isCreditNote)
        {
            to.Date(Cbc.TaxPointDate, "BT-7", invoice.VatPointDate);
            to.Text(Cbc.CreditNoteTypeCode, "BT-3", invoice.TypeCode);
        }
        else
        {
            to.Date(Cbc.DueDate, "BT-9", invoice.DueDate);
            to.Text(Cbc.InvoiceTypeCode, "BT-3", invoice.TypeCode);
        }

        foreach (var note in invoice.Notes)
        {
            Note(note);
        }

        if (!isCreditNote)
        {
            to.Date(Cbc.TaxPointDate, "BT-7", invoice.VatPointDate);
        }

        to.Text(Cbc.DocumentCurrencyCode, "BT-5", invoice.CurrencyCode, isRequired: true);
        to.Text(Cbc.TaxCurrencyCode, "BT-6", invoice.VatAccountingCurrencyCode);
        to.Text(Cbc.AccountingCost, "BT-19", invoice.BuyerAccountingReference);
        to.Text(Cbc.BuyerReference, "BT-10", invoice.BuyerReference);
        using var period = to.Begin(Cac.InvoicePeriod);
        to.Date(Cbc.StartDate, "BT-73", invoice.InvoicingPeriod?.StartDate);
        to.Date(Cbc.EndDate, "BT-74", invoice.InvoicingPeriod?.EndDate);
        to.Text(Cbc.DescriptionCode, "BT-8", invoice.VatPointDateCode);
    }

    private void Note(InvoiceNote note)
    {
        if (UblOutput.IsBlank(note.SubjectCode))
        {
            to.Text(Cbc.Note, "BT-22", note.Text);
            return;
        }

        var subject = Blank.Trim(note.SubjectCode!);
        if (!UblNote.IsSubject(subject))
        {
            to.Fault(WriteFaultKind.NotExpressible, "BT-21");
        }

        to.Text(Cbc.Note, "BT-22", $"#{subject}#{Blank.Trim(note.Text ?? string.Empty)}");
    }

    private void References()
    {
        using (to.Begin(Cac.OrderReference))
        {
            var order = UblOutput.IsBlank(invoice.PurchaseOrderReference) && !UblOutput.IsBlank(invoice.SalesOrderReference) ? UblReader.NotGiven : invoice.PurchaseOrderReference;
            to.Text(Cbc.ID, "BT-13", order);
            to.Text(Cbc.SalesOrderID, "BT-14", invoice.SalesOrderReference);
        }

        foreach (var preceding in invoice.PrecedingInvoices)
        {
            using var reference = to.Begin(Cac.BillingReference);
            using var document = to.Begin(Cac.InvoiceDocumentReference);
            to.Text(Cbc.ID, "BT-25", preceding.Number, isRequired: true);
            to.Date(Cbc.IssueDate, "BT-26", preceding.IssueDate);
        }

        Reference(Cac.DespatchDocumentReference, "BT-16", invoice.DespatchAdviceReference);
        Reference(Cac.ReceiptDocumentReference, "BT-15", invoice.ReceivingAdviceReference);
        if (isCreditNote)
        {
            Reference(Cac.ContractDocumentReference, "BT-12", invoice.ContractReference);
            Documents();
            Reference(Cac.OriginatorDocumentReference, "BT-17", invoice.TenderOrLotReference);
        }
        else
        {
            Reference(Cac.OriginatorDocumentReference, "BT-17", invoice.TenderOrLotReference);
            Reference(Cac.ContractDocumentReference, "BT-12", invoice.ContractReference);
            Documents();
            Reference(Cac.ProjectReference, "BT-11", invoice.ProjectReference);
        }
    }

    private void Reference(Name name, string term, string? value)
    {
        using var reference = to.Begin(name);
        to.Text(Cbc.ID, term, value);
    }

    private void Documents()
    {
        if (invoice.InvoicedObject is not null)
        {
            Object(to, Cac.AdditionalDocumentReference, "BT-18", invoice.InvoicedObject);
        }

        if (isCreditNote && !UblOutput.IsBlank(invoice.ProjectReference))
        {
            using var project = to.Begin(Cac.AdditionalDocumentReference);
            to.Text(Cbc.ID, "BT-11", invoice.ProjectReference);
            to.Constant(Cbc.DocumentTypeCode, UblReader.Project);
        }

        foreach (var document in invoice.SupportingDocuments)
        {
            Supporting(document);
        }
    }

    /// <summary>A reference to an invoiced object.</summary>
    public static void Object(UblOutput to, Name name, string term, Identifier value)
    {
        using var reference = to.Begin(name);
        to.Identifier(Cbc.ID, term, value);
        to.Constant(Cbc.DocumentTypeCode, UblReader.InvoicedObject);
    }

    private void Supporting(SupportingDocument document)
    {
        using var reference = to.Begin(Cac.AdditionalDocumentReference);
        to.Text(Cbc.ID, "BT-122", document.Reference, isRequired: true);
        to.Text(Cbc.DocumentDescription, "BT-123", document.Description);
        using var attachment = to.Begin(Cac.Attachment);
        if (document.Attachment is { } attached)
        {
            to.Bytes(Cbc.EmbeddedDocumentBinaryObject, "BT-125", attached);
        }

        using var external = to.Begin(Cac.ExternalReference);
        to.Text(Cbc.URI, "BT-124", document.ExternalLocation);
    }

    private void Payment()
    {
        if (invoice.PaymentInstructions is { } instructions)
        {
            new UblPaymentOutput(to, instructions, isCreditNote ? invoice.DueDate : null).Write();
        }
        else if (isCreditNote && invoice.DueDate is not null)
        {
            // The due date of a credit note stands with the means of payment, which must be named then.
            to.Fault(WriteFaultKind.Missing, "BT-81");
        }

        using var terms = to.Begin(Cac.PaymentTerms);
        to.Text(Cbc.Note, "BT-20", invoice.PaymentTerms);
    }

    private void Charges()
    {
        foreach (var allowance in invoice.Allowances)
        {
            Charge(allowance, isCharge: false);
        }

        foreach (var charge in invoice.Charges)
        {
            Charge(charge, isCharge: true);
        }
    }

    private void Charge(DocumentAllowanceCharge charge, bool isCharge)
    {
        string Term(int ofAllowance) => UblLineOutput.Term(ofAllowance, isCharge, distance: 7);
        using var group = to.Begin(Cac.AllowanceCharge);
        to.Constant(Cbc.ChargeIndicator, isCharge ? "true" : "false");
        to.Text(Cbc.AllowanceChargeReasonCode, Term(98), charge.ReasonCode);
        to.Text(Cbc.AllowanceChargeReason, Term(97), charge.Reason);
        to.Number(Cbc.MultiplierFactorNumeric, Term(94), charge.Percentage);
        to.Amount(Cbc.Amount, Term(92), charge.Amount, isRequired: true);
        to.Amount(Cbc.BaseAmount, Term(93), charge.BaseAmount);
        Category(to, Cac.TaxCategory, Term(95), charge.VatCategoryCode, Term(96), charge.VatRate);
    }

    /// <summary>A VAT category; nothing when there is none.</summary>
    public static void Category(UblOutput to, Name name, string codeTerm, string? code, string rateTerm, decimal? rate)
    {
        if (UblOutput.IsBlank(code) && rate is null)
        {
            return;
        }

        using var category = to.Begin(name);
        to.Text(Cbc.ID, codeTerm, code);
        to.Number(Cbc.Percent, rateTerm, rate);
        Scheme(to, UblParties.Vat);
    }

    /// <summary>A tax scheme.</summary>
    public static void Scheme(UblOutput to, string scheme)
    {
        using var group = to.Begin(Cac.TaxScheme);
        to.Constant(Cbc.ID, scheme);
    }

    private void Totals()
    {
        var totals = invoice.Totals;
        var accounting = invoice.VatAccountingCurrencyCode;
        using (to.Begin(Cac.TaxTotal))
        {
            // Without it the total in the other currency would be read as this one.
            var isNeeded = invoice.VatBreakdowns.Count > 0 || (totals.VatInAccountingCurrency is not null && Blank.Trim(accounting ?? string.Empty) == Blank.Trim(invoice.CurrencyCode ?? string.Empty));
            to.Amount(Cbc.TaxAmount, "BT-110", totals.Vat ?? SumOfVat(), isNeeded);
            foreach (var breakdown in invoice.VatBreakdowns)
            {
                Breakdown(breakdown);
            }
        }

        if (totals.VatInAccountingCurrency is { } other)
        {
            if (UblOutput.IsBlank(accounting))
            {
                to.Fault(WriteFaultKind.Missing, "BT-6");
            }

            using var total = to.Begin(Cac.TaxTotal);
            to.Text(Cbc.TaxAmount, "BT-111", other.ToString(System.Globalization.CultureInfo.InvariantCulture), isRequired: true, (UblOutput.CurrencyAttribute, accounting));
        }

        using var group = to.Begin(Cac.LegalMonetaryTotal, always: true);
        to.Amount(Cbc.LineExtensionAmount, "BT-106", totals.LineNetAmount);
        to.Amount(Cbc.TaxExclusiveAmount, "BT-109", totals.WithoutVat);
        to.Amount(Cbc.TaxInclusiveAmount, "BT-112", totals.WithVat);
        to.Amount(Cbc.AllowanceTotalAmount, "BT-107", totals.AllowanceAmount);
        to.Amount(Cbc.ChargeTotalAmount, "BT-108", totals.ChargeAmount);
        to.Amount(Cbc.PrepaidAmount, "BT-113", totals.PaidAmount);
        to.Amount(Cbc.PayableRoundingAmount, "BT-114", totals.RoundingAmount);
        to.Amount(Cbc.PayableAmount, "BT-115", totals.AmountDue, isRequired: true);
    }

    // UBL has no breakdown without total, which is the sum (BR-CO-14).
    private decimal? SumOfVat()
    {
        decimal? sum = invoice.VatBreakdowns.Count == 0 ? null : 0;
        foreach (var breakdown in invoice.VatBreakdowns)
        {
            sum = Sum(sum, breakdown.TaxAmount);
        }

        return sum;
    }

    /// <summary>A sum; null when one is missing, or it is more than a decimal can hold.</summary>
    public static decimal? Sum(decimal? one, decimal? other)
    {
        try
        {
            return one + other;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private void Breakdown(VatBreakdown breakdown)
    {
        using var subtotal = to.Begin(Cac.TaxSubtotal);
        to.Amount(Cbc.TaxableAmount, "BT-116", breakdown.TaxableAmount);
        to.Amount(Cbc.TaxAmount, "BT-117", breakdown.TaxAmount, isRequired: true);
        using var category = to.Begin(Cac.TaxCategory);
        to.Text(Cbc.ID, "BT-118", breakdown.CategoryCode);
        to.Number(Cbc.Percent, "BT-119", breakdown.Rate);
        to.Text(Cbc.TaxExemptionReasonCode, "BT-121", breakdown.ExemptionReasonCode);
        to.Text(Cbc.TaxExemptionReason, "BT-120", breakdown.ExemptionReason);
        Scheme(to, UblParties.Vat);
    }
}
