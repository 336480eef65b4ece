using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>The business rules of Peppol BIS Billing 3.0 (PEPPOL-EN16931-R), bound to CII D16B. R008, R044, R046 and R051 have no binding there.</summary>
internal static class PeppolCiiModel
{
    private static readonly Name[] Summation = [Ram.SpecifiedTradeSettlementHeaderMonetarySummation, Ram.TaxTotalAmount];

    private static readonly Name[] LinePeriod = [Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement, Ram.BillingSpecifiedPeriod];

    /// <summary>The rules.</summary>
    public static Pattern<PeppolCiiInvoice> Pattern { get; } = Build();

    private static Pattern<PeppolCiiInvoice> Build()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Rsm.ExchangedDocumentContext))
            .Fatal("PEPPOL-EN16931-R001", e => e.Has(Ram.BusinessProcessSpecifiedDocumentContextParameter, Ram.ID))
            .Fatal("PEPPOL-EN16931-R007", (_, invoice) => invoice.IsOfProcess, (e, _) => new Told(e.Find(Ram.BusinessProcessSpecifiedDocumentContextParameter, Ram.ID)?.Text))
            .Fatal("PEPPOL-EN16931-R004", e => Specification.IsKeptInCii(e.Of(Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID)), e => new Told(e.Find(Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID)?.Text, Specification.Identifier));
        pattern.On(Place.Of(Ram.ApplicableHeaderTradeAgreement))
            .Fatal("PEPPOL-EN16931-R003", e => e.Has(Ram.BuyerReference) || e.Has(Ram.BuyerOrderReferencedDocument, Ram.IssuerAssignedID))
            .Once("PEPPOL-EN16931-R006", e => References(e, "130"))
            .Once("PEPPOL-EN16931-R080", e => References(e, "50"));
        Taxes(pattern);
        pattern.On(Place.Of(Rsm.ExchangedDocument)).Fatal("PEPPOL-EN16931-R002", e => e.Count(Ram.IncludedNote) <= 1 && !e.Has(Ram.IncludedNote, Ram.SubjectCode));
        pattern.On(Place.Of(Ram.BuyerTradeParty)).Fatal("PEPPOL-EN16931-R010", HasAddress);
        pattern.On(Place.Of(Ram.SellerTradeParty)).Fatal("PEPPOL-EN16931-R020", HasAddress);
        AllowancesAndCharges(pattern);
        pattern.On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans).Where(e => e.Of(Ram.TypeCode) is "49" or "59"))
            .Fatal("PEPPOL-EN16931-R061", e => e.Parent?.Has(Ram.SpecifiedTradePaymentTerms, Ram.DirectDebitMandateID) ?? false);
        Period(pattern, "PEPPOL-EN16931-R110", Ram.StartDateTime, order => order >= 0);
        Period(pattern, "PEPPOL-EN16931-R111", Ram.EndDateTime, order => order <= 0);
        Lines(pattern);
        PeppolIdentifiers.AddTo(pattern);
        return pattern;
    }

    // The total of VAT stands once in each currency.
    private static void Taxes(Pattern<PeppolCiiInvoice> pattern) => pattern.On(Place.Of(Ram.ApplicableHeaderTradeSettlement))
        .Fatal("PEPPOL-EN16931-R005", e => !e.Has(Ram.TaxCurrencyCode) || e.Of(Ram.TaxCurrencyCode) != e.Of(Ram.InvoiceCurrencyCode))
        .Fatal("PEPPOL-EN16931-R053", (e, invoice) => e.All(Summation).Count(a => IsIn(a, invoice.Currencies)) == 1)
        .Fatal("PEPPOL-EN16931-R054", (e, invoice) => e.All(Summation).Count(a => a.Attribute("currencyID") is { } currency && invoice.Currencies.Any(c => c != currency)) == (e.Has(Ram.TaxCurrencyCode) ? 1 : 0))
        .Fatal("PEPPOL-EN16931-R055", (e, invoice) => invoice.TaxCurrencies.Count == 0 || Are(e, invoice, tax => tax < 0) || Are(e, invoice, tax => tax >= 0));

    private static void AllowancesAndCharges(Pattern<PeppolCiiInvoice> pattern)
    {
        pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge).Where(e => e.Has(Ram.CalculationPercent) && !e.Has(Ram.BasisAmount))).Fatal("PEPPOL-EN16931-R041", _ => false);
        pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge).Where(e => !e.Has(Ram.CalculationPercent) && e.Has(Ram.BasisAmount))).Fatal("PEPPOL-EN16931-R042", _ => false);
        pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge))
            .Fatal("PEPPOL-EN16931-R040", e => e.Has(Ram.CalculationPercent) && e.Has(Ram.BasisAmount)
                ? LineAmount.Near(e.First(Ram.ActualAmount), e.At(Ram.BasisAmount) * e.At(Ram.CalculationPercent) / 100)
                : Outcome.Right)
            .Fatal("PEPPOL-EN16931-R043", SaysWhich, e => new Told(e.Find(Ram.ChargeIndicator, Udt.Indicator)?.Text));
        pattern.On(Place.Of(Ram.AppliedTradeAllowanceCharge)).Fatal("PEPPOL-EN16931-R043", SaysWhich, e => new Told(e.Find(Ram.ChargeIndicator, Udt.Indicator)?.Text));
    }

    // A line's period lies within that of the invoice: days compared as they are written, which for YYYYMMDD is their order.
    private static void Period(Pattern<PeppolCiiInvoice> pattern, string rule, Name end, Func<int, bool> isWithin)
        => pattern.On(Place.Of([.. LinePeriod, end])).Fatal(rule, (e, invoice) => invoice.Periods.SelectMany(p => p.All(end)).ToList() is var ends
            && (ends.Count == 0 || e.All(Udt.DateTimeString).Exists(day => ends.SelectMany(i => i.All(Udt.DateTimeString)).Any(limit => isWithin(string.CompareOrdinal(day.Text, limit.Text))))));

    private static void Lines(Pattern<PeppolCiiInvoice> pattern)
    {
        pattern.On(Place.Of(Ram.IncludedSupplyChainTradeLineItem))
            .Fatal("PEPPOL-EN16931-R120", e => LineAmount.Near(e.Find(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount), Net(e)))
            .Fatal("PEPPOL-EN16931-R100", e => e.All(Ram.SpecifiedLineTradeSettlement).Sum(s => References(s, "130")) <= 1)
            .Fatal("PEPPOL-EN16931-R101", e => !e.Has(Ram.SpecifiedLineTradeSettlement, Ram.AdditionalReferencedDocument) || e.Says("130", Ram.SpecifiedLineTradeSettlement, Ram.AdditionalReferencedDocument, Ram.TypeCode));
        pattern.On(Place.Of(Ram.NetPriceProductTradePrice), Place.Of(Ram.GrossPriceProductTradePrice))
            .Fatal("PEPPOL-EN16931-R121", e => !e.Has(Ram.BasisQuantity) || e.At(Ram.BasisQuantity) > 0, e => new Told(e.First(Ram.BasisQuantity)?.Text));
        pattern.On(WithUnit(Ram.NetPriceProductTradePrice), WithUnit(Ram.GrossPriceProductTradePrice))
            .Fatal("PEPPOL-EN16931-R130", e => e.Parent!.Parent?.Parent?.Bears("unitCode", e.Attribute("unitCode")!, Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity) ?? false, e => new Told(e.Attribute("unitCode"), e.Parent!.Parent?.Parent?.Find(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity)?.Attribute("unitCode")));
    }

    private static int References(Element above, string type) => above.All(Ram.AdditionalReferencedDocument).Count(r => r.Says(type, Ram.TypeCode));

    private static bool HasAddress(Element party) => party.Has(Ram.URIUniversalCommunication, Ram.URIID);

    private static bool SaysWhich(Element allowance) => allowance.Of(Ram.ChargeIndicator, Udt.Indicator) is "true" or "false";

    private static bool IsIn(Element amount, HashSet<string> currencies) => amount.Attribute("currencyID") is { } currency && currencies.Contains(currency);

    private static bool Are(Element settlement, PeppolCiiInvoice invoice, Func<decimal?, bool> such)
        => settlement.All(Summation).Where(a => such(Figure.Of(a))).ToList() is var taxes && taxes.Exists(a => IsIn(a, invoice.TaxCurrencies)) && taxes.Exists(a => IsIn(a, invoice.Currencies));

    /// <summary>The net amount of a line (BT-131): quantity by price, with its charges, less its allowances.</summary>
    private static decimal? Net(Element line)
        => LineAmount.Of(line.AtOr(1, Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity), line.AtOr(0, [.. Price, Ram.ChargeAmount]), line.AtOr(1, [.. Price, Ram.BasisQuantity])) + Sum(line, "true") - Sum(line, "false");

    private static Name[] Price => [Ram.SpecifiedLineTradeAgreement, Ram.NetPriceProductTradePrice];

    private static decimal? Sum(Element line, string charge)
        => Figure.Cents(Figure.Sum(line.All(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeAllowanceCharge).Where(a => a.Of(Ram.ChargeIndicator, Udt.Indicator) == charge).SelectMany(a => a.All(Ram.ActualAmount))));

    private static Place WithUnit(Name price) => Place.Of(price, Ram.BasisQuantity).Where(e => e.Attribute("unitCode") is not null);
}
