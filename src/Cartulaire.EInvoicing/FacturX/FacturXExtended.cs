using System.Globalization;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;
using static Cartulaire.EInvoicing.FacturX.FacturXModel;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>The rules of the profile EXTENDED that EN 16931 has not: lines within lines, logistics charges, a cent of tolerance for each sum that was rounded.</summary>
internal static class FacturXExtended
{
    /// <summary>Adds the rules.</summary>
    public static void AddTo(FacturXModel model)
    {
        Lines(model);
        Totals(model);
        foreach (var (code, prefix) in FacturXVat.Categories)
        {
            Vat(model, code, prefix.Replace("BR-", "BR-FXEXT-", StringComparison.Ordinal));
        }

        model.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument, Ram.IncludedNote).Where(e => e.Has(Ram.SubjectCode)), Own("BR-FXEXT-01", (e, _) => HasContent(e)));
        model.On(Place.Of(Ram.SpecifiedTaxRegistration, Ram.ID).Where(e => !Place.IsWithin(e, Ram.SellerTradeParty)), Own("BR-FXEXT-03", (e, _) => e.Attribute("schemeID") == "VA"));
        model.On(CiiModel.Indicator(ofLine: false, isCharge: true), Own("BR-FXEXT-BR-38", (e, _) => CiiModel.HasReason(e)));
        model.On(CiiModel.Indicator(ofLine: true, isCharge: true), Own("BR-FXEXT-BR-44", (e, _) => CiiModel.HasReason(e)));
        model.On(Place.Of(Udt.DateTimeString).Where(e => e.Attribute("format") == "102"), Same("CII-DT-097"));
        model.On(Place.Of(Udt.DateTimeString).Where(e => e.Attribute("format") == "205"), Own("BR-FXEXT-CII-DT-097a", (e, _) => IsMinute(e.Trimmed)));
        model.On(Place.FromRoot(Rsm.CrossIndustryInvoice), Own("BR-CO-25", (_, invoice) => invoice.Document.Anywhere(Ram.DuePayableAmount).All(a => !(Figure.Of(a) > 0))
            || invoice.Document.Anywhere(Ram.SpecifiedTradePaymentTerms).Any(t => t.Has(Ram.DueDateDateTime) || t.Has(Ram.Description))));
    }

    private static void Lines(FacturXModel model)
    {
        model.On(
            Place.Of(Ram.ApplicableProductCharacteristic),
            Own("BR-FXEXT-BR-54-1", (e, _) => e.Has(Ram.Description) || e.Has(Ram.TypeCode)),
            Own("BR-FXEXT-BR-54-2", (e, _) => e.Has(Ram.Value) ? !e.Has(Ram.ValueMeasure) : e.All(Ram.ValueMeasure).Exists(m => m.Attribute("unitCode") is { Length: > 0 })));
        var kinds = FacturXTable.Find("factur-x-characteristics")!;
        model.On(Place.Of(Ram.ApplicableProductCharacteristic, Ram.TypeCode), Own("BR-FXEXT-04", (e, _) => kinds.Has(e.Trimmed), (e, _) => new Told(e.Text, kinds.Described)));
        model.On(Place.Of(Ram.AssociatedDocumentLineDocument, Ram.IncludedNote).Where(e => e.Has(Ram.SubjectCode)), Own("BR-FXEXT-02", (e, _) => HasContent(e)));
        model.On(
            Place.Of(Ram.IncludedSupplyChainTradeLineItem),
            Own("BR-FXEXT-06", (e, _) => ParentOf(e).Length == 0 || e.All(Ram.AssociatedDocumentLineDocument, Ram.LineStatusReasonCode).Exists(c => c.Text.Length > 0)),
            Own("BR-FXEXT-08", (_, invoice) => GroupsAreSums(invoice)));
        model.On(
            Place.Of(Ram.IncludedSupplyChainTradeLineItem).Where(e => ParentOf(e).Length > 0),
            Own("BR-FXEXT-11", (e, invoice) => SumsOfLines.Of(invoice).Ids.Contains(ParentOf(e))));
        model.On(
            Place.Of(Ram.IncludedSupplyChainTradeLineItem).Where(e => IsGroup(e) && e.Has(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount)),
            Own("BR-FXEXT-12", (e, invoice) => e.Find(Ram.AssociatedDocumentLineDocument, Ram.LineID) is { } id && SumsOfLines.Of(invoice).GroupsAreTotalled(id.Text)));
        model.On(
            Place.Of(Ram.IncludedSupplyChainTradeLineItem, Ram.AssociatedDocumentLineDocument).Where(IsDetail),
            Own("BR-FXEXT-BR-22", (e, _) => e.Parent!.Has(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity)),
            Own("BR-FXEXT-BR-23", (e, _) => e.Parent!.All(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity).Exists(q => q.Attribute("unitCode") is not null)),
            Own("BR-FXEXT-BR-24", (e, _) => e.Parent!.Has(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount)),
            Own("BR-FXEXT-BR-26", (e, _) => e.Parent!.Has(Ram.SpecifiedLineTradeAgreement, Ram.NetPriceProductTradePrice, Ram.ChargeAmount)),
            Own("BR-FXEXT-CO-04", (e, _) => e.Parent!.All(Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax) is var taxes
                && taxes.Exists(t => t.All(Ram.TypeCode).Exists(c => c.Text == "VAT")) && taxes.Exists(t => CiiInvoice.IsVat(t) && t.Has(Ram.CategoryCode))));
    }

    // A cent for each line, allowance and charge that was rounded.
    private static void Totals(FacturXModel model) => model.On(
        Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation),
        Own("BR-FXEXT-CO-10", (e, invoice) => Near(e.First(Ram.LineTotalAmount), SumOfLines(invoice), AllLines(invoice).Count)),
        Own("BR-FXEXT-CO-11", (e, invoice) => Total(e, Ram.AllowanceTotalAmount, Of(invoice, "false"), 0, 0)),
        Own("BR-FXEXT-CO-12", (e, invoice) => Total(e, Ram.ChargeTotalAmount, Of(invoice, "true"), Logistics(invoice), LogisticsOf(invoice).Count)),
        Own("BR-FXEXT-CO-13", (e, invoice) => Near(
            e.First(Ram.TaxBasisTotalAmount),
            SumOfLines(invoice) - Sum(Of(invoice, "false")) + Sum(Of(invoice, "true")) + Logistics(invoice),
            Rounded(invoice))),
        Own("BR-FXEXT-CO-15", (e, invoice) => invoice.OfSettlement(Ram.InvoiceCurrencyCode) is [var currency, ..]
            && e.All(Ram.TaxTotalAmount).FindAll(a => a.Attribute("currencyID") == currency.Text) is [var tax]
            ? Near(e.First(Ram.GrandTotalAmount), Figure.Of(tax) + e.At(Ram.TaxBasisTotalAmount), Rounded(invoice))
            : new Outcome(false, e.First(Ram.GrandTotalAmount))),
        Own("BR-FXEXT-CO-16", (e, _) => Outcome.Same(
            e.First(Ram.DuePayableAmount),
            Figure.Sum(e.All(Ram.GrandTotalAmount)) - Figure.Sum(e.All(Ram.TotalPrepaidAmount)) + Figure.Sum(e.All(Ram.RoundingAmount)) + Figure.Sum(e.Parent!.All(Ram.SpecifiedFinancialAdjustment, Ram.ActualAmount)))));

    private static void Vat(FacturXModel model, string code, string prefix)
    {
        model.On(Place.FromRoot(Rsm.CrossIndustryInvoice), Own($"{prefix}-01", (_, invoice) => invoice.Taxes.Exists(t => CiiInvoice.Is(t, code)) == IsSold(invoice, code)));

        // Of one rate and one reason for not taking the tax; or of one rate, as EN 16931 has it.
        model.On(
            Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax).Where(e => CiiInvoice.Is(e, code) && CiiInvoice.IsVat(e)),
            Own(code == "S" ? "BR-FXEXT-S08b" : $"{prefix}-08b", (e, invoice) => TaxableIsSum(e, invoice, code, true) is { Holds: true } right ? right : TaxableIsSum(e, invoice, code, false)),
            Own($"{prefix}-08ini", (e, invoice) => TaxableIsSum(e, invoice, code, false)),
            Own($"{prefix}-08rev", (e, invoice) => TaxableIsSum(e, invoice, code, true)));
        if (code == "S")
        {
            model.On(
                Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax).Where(e => CiiInvoice.Is(e, code)),
                Own("BR-FXEXT-S-09b", (e, invoice) => TaxIsProduct(e, invoice, true) is { Holds: true } right ? right : TaxIsProduct(e, invoice, false)));
        }
    }

    private static bool IsSold(CiiInvoice invoice, string code)
        => invoice.LineTaxes.Concat(invoice.ChargeTaxes).Concat(invoice.Document.Anywhere(Ram.AppliedTradeTax)).Any(t => CiiInvoice.Is(t, code));

    private static Outcome TaxableIsSum(Element tax, CiiInvoice invoice, string code, bool byReason)
    {
        var sold = Sold.Of(tax, invoice, code, byReason);
        return Near(tax.First(Ram.BasisAmount), sold?.Sum, sold?.Count ?? 0);
    }

    private static Outcome TaxIsProduct(Element tax, CiiInvoice invoice, bool byReason)
    {
        var sold = Sold.Of(tax, invoice, "S", byReason);
        var product = sold is null ? null : Figure.Cents(tax.At(Ram.BasisAmount) * tax.At(Ram.RateApplicablePercent) / 100);
        return Near(tax.First(Ram.CalculatedAmount), product, sold?.Count ?? 0);
    }

    private static Outcome Total(Element totals, Name total, List<Element> summed, decimal? more, int moreCents)
        => summed.Count == 0 && !totals.Has(total) ? Outcome.Right : Near(totals.First(total), Sum(summed) + more, summed.Count + moreCents);

    private static Outcome Near(Element? found, decimal? expected, int cents)
        => new(Figure.Of(found) - expected is { } difference && Math.Abs(difference) <= 0.01m * cents, found, expected);

    private static bool GroupsAreSums(CiiInvoice invoice) => SumsOfLines.Of(invoice).GroupsAreSums;

    private static List<Element> AllLines(CiiInvoice invoice) => invoice.Root.All(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem);

    private static List<Element> Details(CiiInvoice invoice) => AllLines(invoice).FindAll(IsDetailLine);

    private static decimal? SumOfLines(CiiInvoice invoice)
        => Figure.Cents(Figure.Sum(Details(invoice).SelectMany(l => l.All(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount))));

    private static decimal? Sum(List<Element> allowances) => Figure.Cents(Figure.Sum(allowances.SelectMany(a => a.All(Ram.ActualAmount))));

    private static List<Element> LogisticsOf(CiiInvoice invoice) => invoice.OfSettlement(Ram.SpecifiedLogisticsServiceCharge);

    private static int Rounded(CiiInvoice invoice) => Details(invoice).Count + Of(invoice, "false").Count + Of(invoice, "true").Count + LogisticsOf(invoice).Count;

    // A line counts unless it says that it is a group of others, or there for information only.
    private static bool IsDetail(Element document) => document.All(Ram.LineStatusReasonCode) is var codes && (codes.Count == 0 || codes.Exists(c => c.Text == "DETAIL"));

    private static bool IsDetailLine(Element line)
        => line.All(Ram.AssociatedDocumentLineDocument, Ram.LineStatusReasonCode) is var codes && (codes.Count == 0 || codes.Exists(c => c.Text == "DETAIL"));

    private static bool IsGroup(Element line) => line.All(Ram.AssociatedDocumentLineDocument, Ram.LineStatusReasonCode).Exists(c => c.Text == "GROUP");

    private static string ParentOf(Element line) => line.Of(Ram.AssociatedDocumentLineDocument, Ram.ParentLineID);

    private static bool HasContent(Element note) => note.Has(Ram.ContentCode) || note.Has(Ram.Content);

    // Year, month, day, hour and minute, as they are written.
    private static bool IsMinute(string text) => text.Length == 12 && text.All(char.IsAsciiDigit)
        && int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture) is >= 1 and <= 12 && int.Parse(text.AsSpan(6, 2), CultureInfo.InvariantCulture) is >= 1 and <= 31
        && int.Parse(text.AsSpan(8, 2), CultureInfo.InvariantCulture) <= 23 && int.Parse(text.AsSpan(10, 2), CultureInfo.InvariantCulture) <= 59;
}
