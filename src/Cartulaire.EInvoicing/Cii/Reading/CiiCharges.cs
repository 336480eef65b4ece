using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Reads allowances and charges of a CII invoice (BG-20, BG-21, BG-27, BG-28).</summary>
internal sealed class CiiCharges(Intake take)
{
    public ValueList<DocumentAllowanceCharge> OfDocument(Element? settlement, bool isCharge) => Intake.List(Of(settlement, isCharge), charge =>
    {
        var tax = charge.First(Ram.CategoryTradeTax);
        IsVat(take, tax);
        return Intake.Some(new DocumentAllowanceCharge
        {
            Amount = Amount(charge, Ram.ActualAmount),
            BaseAmount = Amount(charge, Ram.BasisAmount),
            Percentage = take.Number(charge.First(Ram.CalculationPercent)),
            VatCategoryCode = take.Text(tax, Ram.CategoryCode),
            VatRate = take.Number(tax?.First(Ram.RateApplicablePercent)),
            Reason = take.Text(charge, Ram.Reason),
            ReasonCode = take.Text(charge, Ram.ReasonCode),
        });
    });

    public ValueList<LineAllowanceCharge> OfLine(Element? settlement, bool isCharge) => Intake.List(Of(settlement, isCharge), charge => Intake.Some(new LineAllowanceCharge
    {
        Amount = Amount(charge, Ram.ActualAmount),
        BaseAmount = Amount(charge, Ram.BasisAmount),
        Percentage = take.Number(charge.First(Ram.CalculationPercent)),
        Reason = take.Text(charge, Ram.Reason),
        ReasonCode = take.Text(charge, Ram.ReasonCode),
    }));

    /// <summary>Takes note that a tax is VAT.</summary>
    public static void IsVat(Intake take, Element? tax) => take.Constant(tax?.First(Ram.TypeCode), "VAT");

    private decimal? Amount(Element at, Name name) => take.Amount(at.First(name));

    private List<Element> Of(Element? settlement, bool isCharge)
    {
        var charges = settlement?.All(Ram.SpecifiedTradeAllowanceCharge).FindAll(c => isCharge ? CiiInvoice.IsCharge(c) : CiiInvoice.IsAllowance(c)) ?? [];
        charges.ForEach(c => take.Text(c, Ram.ChargeIndicator, Udt.Indicator));
        return charges;
    }
}
