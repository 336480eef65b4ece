using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Reading;

/// <summary>Reads allowances, charges, totals and VAT of a UBL invoice (BG-20 to BG-23, BG-27, BG-28).</summary>
internal sealed class UblCharges(Intake take)
{
    private readonly List<Element> taxes = take.Root.All(Cac.TaxTotal);

    public ValueList<DocumentAllowanceCharge> OfDocument(Element root, bool isCharge) => Intake.List(Of(root, isCharge), charge => Intake.Some(new DocumentAllowanceCharge
    {
        Amount = Amount(charge, Cbc.Amount),
        BaseAmount = Amount(charge, Cbc.BaseAmount),
        Percentage = take.Number(charge.First(Cbc.MultiplierFactorNumeric)),
        VatCategoryCode = Category(charge.First(Cac.TaxCategory)),
        VatRate = take.Number(charge.Find(Cac.TaxCategory, Cbc.Percent)),
        Reason = take.Text(charge, Cbc.AllowanceChargeReason),
        ReasonCode = take.Text(charge, Cbc.AllowanceChargeReasonCode),
    }));

    public ValueList<LineAllowanceCharge> OfLine(Element line, bool isCharge) => Intake.List(Of(line, isCharge), charge => Intake.Some(new LineAllowanceCharge
    {
        Amount = Amount(charge, Cbc.Amount),
        BaseAmount = Amount(charge, Cbc.BaseAmount),
        Percentage = take.Number(charge.First(Cbc.MultiplierFactorNumeric)),
        Reason = take.Text(charge, Cbc.AllowanceChargeReason),
        ReasonCode = take.Text(charge, Cbc.AllowanceChargeReasonCode),
    }));

    /// <summary>Totals; those of VAT stand apart, one for each currency.</summary>
    public DocumentTotals Totals(string? accountingCurrency)
    {
        var totals = take.Root.First(Cac.LegalMonetaryTotal);
        return new DocumentTotals
        {
            LineNetAmount = Amount(totals, Cbc.LineExtensionAmount),
            AllowanceAmount = Amount(totals, Cbc.AllowanceTotalAmount),
            ChargeAmount = Amount(totals, Cbc.ChargeTotalAmount),
            WithoutVat = Amount(totals, Cbc.TaxExclusiveAmount),
            Vat = Amount(Main(accountingCurrency), Cbc.TaxAmount),
            VatInAccountingCurrency = take.Amount(Accounting(accountingCurrency)?.First(Cbc.TaxAmount), accountingCurrency),
            WithVat = Amount(totals, Cbc.TaxInclusiveAmount),
            PaidAmount = Amount(totals, Cbc.PrepaidAmount),
            RoundingAmount = Amount(totals, Cbc.PayableRoundingAmount),
            AmountDue = Amount(totals, Cbc.PayableAmount),
        };
    }

    /// <summary>VAT by category and rate, of whichever total has it.</summary>
    public ValueList<VatBreakdown> Breakdowns() => Intake.List(take.Root.All(Cac.TaxTotal, Cac.TaxSubtotal), subtotal => Intake.Some(new VatBreakdown
    {
        TaxableAmount = Amount(subtotal, Cbc.TaxableAmount),
        TaxAmount = Amount(subtotal, Cbc.TaxAmount),
        CategoryCode = Category(subtotal.First(Cac.TaxCategory)),
        Rate = take.Number(subtotal.Find(Cac.TaxCategory, Cbc.Percent)),
        ExemptionReason = take.Text(subtotal, Cac.TaxCategory, Cbc.TaxExemptionReason),
        ExemptionReasonCode = take.Text(subtotal, Cac.TaxCategory, Cbc.TaxExemptionReasonCode),
    }));

    /// <summary>The code of a VAT category.</summary>
    public string? Category(Element? category)
    {
        take.Constant(category?.Find(Cac.TaxScheme, Cbc.ID), UblParties.Vat);
        return take.Text(category, Cbc.ID);
    }

    private decimal? Amount(Element? at, Name name) => take.Amount(at?.First(name));

    // The total in the currency of the invoice, else whatever is not in that of the accounting.
    private Element? Main(string? accountingCurrency)
        => taxes.Find(t => Currency(t) == take.Currency) ?? taxes.Find(t => accountingCurrency is null || Currency(t) != accountingCurrency);

    private Element? Accounting(string? accountingCurrency)
        => accountingCurrency is null ? null : taxes.Find(t => Currency(t) == accountingCurrency && !ReferenceEquals(t, Main(accountingCurrency)));

    private static string? Currency(Element tax) => tax.First(Cbc.TaxAmount)?.Attribute("currencyID");

    private List<Element> Of(Element at, bool isCharge)
    {
        var charges = at.All(Cac.AllowanceCharge).FindAll(c => isCharge ? UblInvoice.IsCharge(c) : UblInvoice.IsAllowance(c));
        charges.ForEach(c => take.Text(c, Cbc.ChargeIndicator));
        return charges;
    }
}
