using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads how much, with which VAT, and how to pay (<c>ApplicableHeaderTradeSettlement</c>).</summary>
internal sealed class CiiSettlement(Intake take, Element? settlement)
{
    private readonly CiiCharges charges = new(take);

    public Invoice Read(Invoice invoice)
    {
        var accounting = take.Text(settlement, Ram.TaxCurrencyCode);
        return invoice with
        {
            VatAccountingCurrencyCode = accounting,
            VatPointDate = VatPointDate(),
            VatPointDateCode = VatPointDateCode(),
            DueDate = take.Day(settlement, Ram.SpecifiedTradePaymentTerms, Ram.DueDateDateTime, Udt.DateTimeString),
            BuyerAccountingReference = take.Text(settlement, Ram.ReceivableSpecifiedTradeAccountingAccount, Ram.ID),
            PaymentTerms = take.Text(settlement, Ram.SpecifiedTradePaymentTerms, Ram.Description),
            PrecedingInvoices = Intake.List(All(Ram.InvoiceReferencedDocument), Preceding),
            InvoicingPeriod = take.Period(settlement?.First(Ram.BillingSpecifiedPeriod)),
            PaymentInstructions = new CiiPayment(take, settlement).Read(),
            Allowances = charges.OfDocument(settlement, isCharge: false),
            Charges = charges.OfDocument(settlement, isCharge: true),
            Totals = Totals(settlement?.First(Ram.SpecifiedTradeSettlementHeaderMonetarySummation), accounting),
            VatBreakdowns = Intake.List(All(Ram.ApplicableTradeTax), Breakdown),
        };
    }

    private List<Element> All(params ReadOnlySpan<Name> path) => settlement?.All(path) ?? [];

    private DocumentTotals Totals(Element? sums, string? accounting)
    {
        var taxes = sums?.All(Ram.TaxTotalAmount) ?? [];
        var vat = taxes.Find(t => t.Attribute("currencyID") is null || t.Attribute("currencyID") == take.Currency)
            ?? taxes.Find(t => accounting is null || t.Attribute("currencyID") != accounting);
        var other = accounting is null ? null : taxes.Find(t => !ReferenceEquals(t, vat) && t.Attribute("currencyID") == accounting);
        return new DocumentTotals
        {
            LineNetAmount = Amount(sums, Ram.LineTotalAmount),
            AllowanceAmount = Amount(sums, Ram.AllowanceTotalAmount),
            ChargeAmount = Amount(sums, Ram.ChargeTotalAmount),
            WithoutVat = Amount(sums, Ram.TaxBasisTotalAmount),
            Vat = take.Amount(vat),
            VatInAccountingCurrency = take.Amount(other, accounting),
            WithVat = Amount(sums, Ram.GrandTotalAmount),
            PaidAmount = Amount(sums, Ram.TotalPrepaidAmount),
            RoundingAmount = Amount(sums, Ram.RoundingAmount),
            AmountDue = Amount(sums, Ram.DuePayableAmount),
        };
    }

    private VatBreakdown? Breakdown(Element tax)
    {
        CiiCharges.IsVat(take, tax);
        return Intake.Some(new VatBreakdown
        {
            TaxableAmount = Amount(tax, Ram.BasisAmount),
            TaxAmount = Amount(tax, Ram.CalculatedAmount),
            CategoryCode = take.Text(tax, Ram.CategoryCode),
            Rate = take.Number(tax.First(Ram.RateApplicablePercent)),
            ExemptionReason = take.Text(tax, Ram.ExemptionReason),
            ExemptionReasonCode = take.Text(tax, Ram.ExemptionReasonCode),
        });
    }

    private PrecedingInvoice? Preceding(Element reference) => Intake.Some(new PrecedingInvoice
    {
        Number = take.Text(reference, Ram.IssuerAssignedID),
        IssueDate = take.Day(reference, Ram.FormattedIssueDateTime, Qdt.DateTimeString),
    });

    // Every tax of the breakdown repeats it.
    private DateOnly? VatPointDate()
    {
        DateOnly? first = null;
        foreach (var tax in All(Ram.ApplicableTradeTax))
        {
            var text = tax.Find(Ram.TaxPointDate, Udt.DateString)?.Trimmed;
            if (first is null || text == first.Value.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture))
            {
                first = take.Day(tax, Ram.TaxPointDate, Udt.DateString) ?? first;
            }
        }

        return first;
    }

    private string? VatPointDateCode()
    {
        var codes = All(Ram.ApplicableTradeTax, Ram.DueDateTypeCode);
        var first = take.Text(codes.FirstOrDefault());
        codes.ForEach(c => take.Constant(c, first));
        return first switch { "5" => "3", "29" => "35", "72" => "432", _ => first };
    }

    private decimal? Amount(Element? at, Name name) => take.Amount(at?.First(name));
}
