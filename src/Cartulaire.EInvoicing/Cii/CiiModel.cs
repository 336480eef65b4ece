using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>The business rules of EN 16931-1 (6.4), bound to CII D16B.</summary>
internal static class CiiModel
{
    /// <summary>The rules.</summary>
    public static Pattern<CiiInvoice> Pattern { get; } = Build();

    /// <summary>What rules of allowances and charges look at: the indicator that tells the one from the other, by its very word.</summary>
    public static Place Indicator(bool ofLine, bool isCharge)
    {
        var word = isCharge ? "true" : "false";
        return Place.Of(ofLine ? Ram.SpecifiedLineTradeSettlement : Ram.ApplicableHeaderTradeSettlement, Ram.SpecifiedTradeAllowanceCharge, Ram.ChargeIndicator)
            .Where(e => e.All(Udt.Indicator).Exists(i => i.Text == word));
    }

    /// <summary>Whether an allowance or charge, told by its indicator, says why.</summary>
    public static bool HasReason(Element indicator) => indicator.Parent!.Has(Ram.Reason) || indicator.Parent.Has(Ram.ReasonCode);

    private static Pattern<CiiInvoice> Build()
    {
        var pattern = new Pattern<CiiInvoice>();
        pattern.On(Place.Of(Ram.DesignatedProductClassification)).Fatal("BR-65", e => !e.Has(Ram.ClassCode) || IsSaid(e.All(Ram.ClassCode), "listID"));
        pattern.On(Place.Of(Ram.AdditionalReferencedDocument)).Fatal("BR-52", e => e.Of(Ram.IssuerAssignedID).Length > 0);
        pattern.On(Place.Of(Ram.ApplicableTradeSettlementFinancialCard)).Fatal("BR-51", e => e.Of(Ram.ID).Length <= 10, e => new Told(Quote.End(e.Of(Ram.ID))));
        pattern.On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans, Ram.PayeePartyCreditorFinancialAccount).Where(e => e.Parent!.All(Ram.TypeCode).Exists(c => c.Text is "30" or "58")))
            .Fatal("BR-50", e => e.Of(Ram.IBANID).Length > 0 || e.Of(Ram.ProprietaryID).Length > 0)
            .Fatal("BR-61", e => e.Has(Ram.IBANID) || e.Has(Ram.ProprietaryID));
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeDelivery))
            .Fatal("BR-57", e => !e.Has(Ram.ShipToTradeParty, Ram.PostalTradeAddress) || e.Of(Ram.ShipToTradeParty, Ram.PostalTradeAddress, Ram.CountryID).Length > 0);
        AllowancesAndCharges(pattern);
        Totals(pattern);
        TheWhole(pattern);
        Lines(pattern);
        Periods(pattern);
        pattern.On(Place.Of(Ram.ApplicableProductCharacteristic)).Fatal("BR-54", e => e.Has(Ram.Description) && e.Has(Ram.Value));
        PaymentAndParties(pattern);
        pattern.On(Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation, Ram.TaxTotalAmount))
            .Fatal("BR-CO-14", (e, invoice) => IsIn(e, invoice, Ram.InvoiceCurrencyCode) ? Outcome.Same(e, Figure.Cents(Figure.Sum(invoice.OfSettlement(Ram.ApplicableTradeTax, Ram.CalculatedAmount)))) : Outcome.Right);
        pattern.On(Place.Of(Ram.SpecifiedTaxRegistration, Ram.ID).Where(IsVatId)).Fatal("BR-CO-09", e => Codes.CiiVatPrefixes.Has(e.Text[..Math.Min(2, e.Text.Length)]));
        CiiVat.AddTo(pattern);
        Breakdown(pattern);
        return pattern;
    }

    private static void AllowancesAndCharges(Pattern<CiiInvoice> pattern)
    {
        foreach (var rules in ChargeRules.All)
        {
            var group = pattern.On(Indicator(rules.OfLine, rules.IsCharge)).Fatal(rules.Amount, e => e.Parent!.Has(Ram.ActualAmount));
            if (rules.VatCategory is { } rule)
            {
                group.Fatal(rule, HasVatCategory);
            }

            group
                .Fatal(rules.Reason, HasReason)
                .Fatal(rules.ReasonAgain, HasReason)
                .Cents(rules.AmountCents, e => e.Parent!.First(Ram.ActualAmount))
                .Cents(rules.BaseCents, e => e.Parent!.First(Ram.BasisAmount));
        }
    }

    private static void Totals(Pattern<CiiInvoice> pattern) => pattern.On(Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation))
        .Fatal("BR-12", e => e.Has(Ram.LineTotalAmount))
        .Fatal("BR-13", e => e.Has(Ram.TaxBasisTotalAmount))
        .Fatal("BR-14", e => e.Has(Ram.GrandTotalAmount))
        .Fatal("BR-15", e => e.Has(Ram.DuePayableAmount))
        .Fatal("BR-53", TaxIsSaidInItsCurrency)
        .Fatal("BR-CO-10", e => Outcome.Same(
            e.First(Ram.LineTotalAmount),
            Figure.Cents(Figure.Sum(e.Parent?.Parent?.All(Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount) ?? []))))
        .Fatal("BR-CO-11", (e, invoice) => IsSumOf(e, invoice, Ram.AllowanceTotalAmount, CiiInvoice.IsAllowance))
        .Fatal("BR-CO-12", (e, invoice) => IsSumOf(e, invoice, Ram.ChargeTotalAmount, CiiInvoice.IsCharge))
        .Fatal("BR-CO-13", e => Outcome.Same(e.First(Ram.TaxBasisTotalAmount), Figure.Cents(e.At(Ram.LineTotalAmount) - OrNothing(e, Ram.AllowanceTotalAmount) + OrNothing(e, Ram.ChargeTotalAmount))))
        .Fatal("BR-CO-16", e => Outcome.Same(e.First(Ram.DuePayableAmount), e.At(Ram.GrandTotalAmount) - OrNothing(e, Ram.TotalPrepaidAmount) + OrNothing(e, Ram.RoundingAmount)))
        .Cents("BR-DEC-09", e => e.First(Ram.LineTotalAmount))
        .Cents("BR-DEC-10", e => e.First(Ram.AllowanceTotalAmount))
        .Cents("BR-DEC-11", e => e.First(Ram.ChargeTotalAmount))
        .Cents("BR-DEC-12", e => e.First(Ram.TaxBasisTotalAmount))
        .Fatal("BR-DEC-13", (e, invoice) => !e.Has(Ram.TaxTotalAmount) || e.All(Ram.TaxTotalAmount).Exists(a => !IsIn(a, invoice, Ram.InvoiceCurrencyCode) || IsOfCents(a)), (e, invoice) => Rounded(e, invoice, Ram.InvoiceCurrencyCode))
        .Cents("BR-DEC-14", e => e.First(Ram.GrandTotalAmount))
        .Fatal("BR-DEC-15", (e, invoice) => !e.Has(Ram.TaxTotalAmount) || invoice.OfSettlement(Ram.TaxCurrencyCode).Count == 0 || e.All(Ram.TaxTotalAmount).Exists(a => IsIn(a, invoice, Ram.TaxCurrencyCode) && IsOfCents(a)), (e, invoice) => Rounded(e, invoice, Ram.TaxCurrencyCode))
        .Cents("BR-DEC-16", e => e.First(Ram.TotalPrepaidAmount))
        .Cents("BR-DEC-17", e => e.First(Ram.RoundingAmount))
        .Cents("BR-DEC-18", e => e.First(Ram.DuePayableAmount));

    private static void TheWhole(Pattern<CiiInvoice> pattern) => pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice))
        .Fatal("BR-01", e => e.Of(Rsm.ExchangedDocumentContext, Ram.GuidelineSpecifiedDocumentContextParameter, Ram.ID).Length > 0)
        .Fatal("BR-02", e => e.Of(Rsm.ExchangedDocument, Ram.ID).Length > 0)
        .Fatal("BR-03", e => Days(e, Rsm.ExchangedDocument, Ram.IssueDateTime).Exists(d => d.Trimmed.Length > 0))
        .Fatal("BR-04", e => e.Of(Rsm.ExchangedDocument, Ram.TypeCode).Length > 0)
        .Fatal("BR-05", e => e.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.InvoiceCurrencyCode).Length > 0)
        .Fatal("BR-06", e => e.Of([.. Party(Ram.SellerTradeParty), Ram.Name]).Length > 0)
        .Fatal("BR-07", e => e.Of([.. Party(Ram.BuyerTradeParty), Ram.Name]).Length > 0)
        .Fatal("BR-08", e => e.Has([.. Party(Ram.SellerTradeParty), Ram.PostalTradeAddress]))
        .Fatal("BR-09", e => e.Of([.. Party(Ram.SellerTradeParty), Ram.PostalTradeAddress, Ram.CountryID]).Length > 0)
        .Fatal("BR-10", e => e.Has([.. Party(Ram.BuyerTradeParty), Ram.PostalTradeAddress]))
        .Fatal("BR-11", e => e.Of([.. Party(Ram.BuyerTradeParty), Ram.PostalTradeAddress, Ram.CountryID]).Length > 0)
        .Fatal("BR-16", (_, invoice) => invoice.Document.Anywhere(Ram.IncludedSupplyChainTradeLineItem).Any())
        .Fatal("BR-62", e => AddressHasScheme(e, Ram.SellerTradeParty))
        .Fatal("BR-63", e => AddressHasScheme(e, Ram.BuyerTradeParty))
        .Fatal("BR-CO-15", (_, invoice) => TotalIsSum(invoice))
        .Add(CiiVat.OfInvoice)
        .Fatal("BR-B-01", (_, invoice) => !Has(invoice, "B") || invoice.Document.Anywhere(Ram.CountryID).All(c => c.Text == "IT"), (_, invoice) => new Told(invoice.Document.Anywhere(Ram.CountryID).FirstOrDefault(c => c.Text != "IT")?.Text, "IT"))
        .Fatal("BR-B-02", (_, invoice) => !Has(invoice, "B") || !Has(invoice, "S"));

    private static void Lines(Pattern<CiiInvoice> pattern) => pattern.On(Place.Of(Ram.IncludedSupplyChainTradeLineItem))
        .Fatal("BR-21", e => e.Of(Ram.AssociatedDocumentLineDocument, Ram.LineID).Length > 0)
        .Fatal("BR-22", e => e.Has(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity))
        .Fatal("BR-23", e => e.All(Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity).Exists(q => q.Attribute("unitCode") is not null))
        .Fatal("BR-24", e => e.Has(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount))
        .Fatal("BR-25", e => e.Of(Ram.SpecifiedTradeProduct, Ram.Name).Length > 0)
        .Fatal("BR-26", e => e.Has(Ram.SpecifiedLineTradeAgreement, Ram.NetPriceProductTradePrice, Ram.ChargeAmount))
        .Fatal("BR-27", e => e.All(Ram.SpecifiedLineTradeAgreement, Ram.NetPriceProductTradePrice, Ram.ChargeAmount).Exists(IsNotNegative), e => new Told(e.Find(Ram.SpecifiedLineTradeAgreement, Ram.NetPriceProductTradePrice, Ram.ChargeAmount)?.Text))
        .Fatal("BR-28", e => e.All(Ram.SpecifiedLineTradeAgreement, Ram.GrossPriceProductTradePrice, Ram.ChargeAmount) is var gross && (gross.Count == 0 || gross.Exists(IsNotNegative)), e => new Told(e.Find(Ram.SpecifiedLineTradeAgreement, Ram.GrossPriceProductTradePrice, Ram.ChargeAmount)?.Text))
        .Fatal("BR-64", e => e.All(Ram.SpecifiedTradeProduct, Ram.GlobalID) is var ids && (ids.Count == 0 || IsSaid(ids, "schemeID")))
        .Fatal("BR-CO-04", e => e.All(Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax).Exists(t => CiiInvoice.IsVat(t) && t.Has(Ram.CategoryCode)))
        .Fatal("BR-CO-18", (_, invoice) => invoice.Taxes.Exists(t => ReferenceEquals(t.Parent!.Parent?.Name, Rsm.SupplyChainTradeTransaction)))
        .Cents("BR-DEC-23", e => e.Find(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount));

    private static void Periods(Pattern<CiiInvoice> pattern)
    {
        pattern.On(Place.Of(Ram.SpecifiedLineTradeSettlement, Ram.BillingSpecifiedPeriod))
            .Fatal("BR-30", EndsAfterItBegins, Days)
            .Fatal("BR-CO-20", e => e.Has(Ram.StartDateTime) || e.Has(Ram.EndDateTime));
        pattern.On(Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.BillingSpecifiedPeriod))
            .Fatal("BR-29", EndsAfterItBegins, Days)
            .Fatal("BR-CO-19", e => e.Has(Ram.StartDateTime) || e.Has(Ram.EndDateTime));
    }

    private static void PaymentAndParties(Pattern<CiiInvoice> pattern)
    {
        pattern.On(Place.Of(Ram.PayeeTradeParty)).Fatal("BR-17", e => e.Has(Ram.Name)
            && !Share(e, Ram.Name) && !Share(e, Ram.ID) && !Share(e, Ram.SpecifiedLegalOrganization, Ram.ID));
        pattern.On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans)).Fatal("BR-49", e => e.Has(Ram.TypeCode));
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.InvoiceReferencedDocument))
            .Fatal("BR-55", e => e.Of(Ram.IssuerAssignedID).Length > 0);
        pattern.On(Place.Of(Ram.SellerTradeParty))
            .Fatal("BR-CO-26", e => e.Has(Ram.ID) || e.Has(Ram.GlobalID) || e.Has(Ram.SpecifiedLegalOrganization, Ram.ID) || e.All(Ram.SpecifiedTaxRegistration, Ram.ID).Exists(IsVatId));
        pattern.On(Place.Of(Ram.SellerTaxRepresentativeTradeParty))
            .Fatal("BR-18", e => e.Of(Ram.Name).Length > 0)
            .Fatal("BR-19", e => e.Has(Ram.PostalTradeAddress))
            .Fatal("BR-20", e => e.Of(Ram.PostalTradeAddress, Ram.CountryID).Length > 0)
            .Fatal("BR-56", e => e.All(Ram.SpecifiedTaxRegistration, Ram.ID).Exists(id => IsVatId(id) && id.Trimmed.Length > 0));
    }

    private static void Breakdown(Pattern<CiiInvoice> pattern) => pattern.On(Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax))
        .Fatal("BR-45", e => e.Has(Ram.BasisAmount))
        .Fatal("BR-46", e => e.Has(Ram.CalculatedAmount))
        .Fatal("BR-47", e => CiiInvoice.IsVat(e) && e.Has(Ram.CategoryCode))
        .Fatal("BR-48", e => CiiInvoice.IsVat(e) && (e.Has(Ram.RateApplicablePercent) || CiiInvoice.Is(e, "O")))
        .Fatal("BR-CO-03", (_, invoice) => !(invoice.Document.Anywhere(Ram.TaxPointDate).Any() && invoice.Document.Anywhere(Ram.DueDateTypeCode).Any()), (_, invoice) => new Told(invoice.Document.Anywhere(Ram.TaxPointDate)[0].Children is [var day, ..] ? day.Text : null))
        .Fatal("BR-CO-17", TaxIsProduct)
        .Cents("BR-DEC-19", e => e.First(Ram.BasisAmount))
        .Cents("BR-DEC-20", e => e.First(Ram.CalculatedAmount));

    private static Name[] Party(Name party) => [Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, party];

    private static bool IsVatId(Element id) => id.Attribute("schemeID") == "VA";

    private static bool IsSaid(List<Element> elements, string attribute) => elements.Exists(e => Blank.Normalize(e.Attribute(attribute) ?? "").Length > 0);

    private static bool HasVatCategory(Element indicator) => indicator.Parent!.All(Ram.CategoryTradeTax).Exists(t => CiiInvoice.IsVat(t) && t.Has(Ram.CategoryCode));

    private static bool IsNotNegative(Element e) => Figure.Of(e) >= 0;

    private static bool IsOfCents(Element amount) => Figure.Same(Figure.Of(amount), Figure.Cents(Figure.Of(amount)));

    private static decimal? OrNothing(Element e, Name name) => e.Has(name) ? e.At(name) : 0;

    private static bool Has(CiiInvoice invoice, string category) => invoice.Document.Anywhere(Ram.CategoryCode).Any(c => c.Text == category);

    private static List<Element> Days(Element e, params ReadOnlySpan<Name> path) => e.All([.. path, Udt.DateTimeString]).FindAll(d => d.Attribute("format") == "102");

    private static bool IsIn(Element amount, CiiInvoice invoice, Name currency)
        => amount.Attribute("currencyID") is { } written && invoice.OfSettlement(currency).Exists(c => c.Text == written);

    /// <summary>Tax in the currency for accounting (BT-111), which is another than that of the invoice.</summary>
    private static bool TaxIsSaidInItsCurrency(Element totals, CiiInvoice invoice)
    {
        var (tax, own) = (invoice.OfSettlement(Ram.TaxCurrencyCode), invoice.OfSettlement(Ram.InvoiceCurrencyCode));
        return tax.Count == 0 || (totals.All(Ram.TaxTotalAmount).Exists(a => IsIn(a, invoice, Ram.TaxCurrencyCode)) && !tax.Exists(t => own.Exists(o => o.Text == t.Text)));
    }

    private static bool AddressHasScheme(Element invoice, Name party)
    {
        var addresses = invoice.All(Party(party)).FindAll(p => p.Has(Ram.URIUniversalCommunication));
        return addresses.Count == 0 || IsSaid([.. addresses.SelectMany(p => p.First(Ram.URIUniversalCommunication)!.All(Ram.URIID))], "schemeID");
    }

    // Whether a payee and the seller have something in common.
    private static bool Share(Element payee, params ReadOnlySpan<Name> path)
    {
        var others = payee.Parent?.Parent?.All([Ram.ApplicableHeaderTradeAgreement, Ram.SellerTradeParty, .. path]) ?? [];
        return payee.All(path).Exists(a => others.Exists(b => a.Text == b.Text));
    }

    private static Outcome IsSumOf(Element totals, CiiInvoice invoice, Name name, Func<Element, bool> which)
    {
        var all = invoice.Allowances.Where(which).ToList();
        var sum = Figure.Cents(Figure.Sum(all.Select(a => a.First(Ram.ActualAmount)).OfType<Element>()));
        return totals.First(name) is { } total ? new Outcome(totals.All(name).Exists(a => Figure.Same(Figure.Of(a), sum)), total, sum) : new Outcome(all.Count == 0, null, sum);
    }

    /// <summary>BT-112 = BT-109 + BT-110, in the currency of the document, of which there is one tax total; or BT-112 = BT-109.</summary>
    private static Outcome TotalIsSum(CiiInvoice invoice)
    {
        var total = First(Ram.GrandTotalAmount);
        var basis = Figure.Of(First(Ram.TaxBasisTotalAmount));
        foreach (var currency in invoice.OfSettlement(Ram.InvoiceCurrencyCode))
        {
            var taxes = invoice.OfSettlement(Ram.SpecifiedTradeSettlementHeaderMonetarySummation, Ram.TaxTotalAmount).FindAll(a => a.Attribute("currencyID") == currency.Text);
            if (!Figure.Same(Figure.Of(total), basis) && Outcome.Same(total, taxes.Count == 1 ? Figure.Cents(basis + Figure.Of(taxes[0])) : null) is { Holds: false } wrong)
            {
                return wrong;
            }
        }

        return Outcome.Right;

        Element? First(Name name) => invoice.OfSettlement(Ram.SpecifiedTradeSettlementHeaderMonetarySummation, name) is [var first, ..] ? first : null;
    }

    /// <summary>BT-117 = BT-116 × BT-119 / 100, to one unit of the currency.</summary>
    private static Outcome TaxIsProduct(Element e)
    {
        var (tax, basis, rate) = (e.First(Ram.CalculatedAmount), e.At(Ram.BasisAmount), e.At(Ram.RateApplicablePercent));
        if (!string.Equals(e.Of(Ram.TypeCode), "VAT", StringComparison.OrdinalIgnoreCase) || !e.Has(Ram.RateApplicablePercent) || Figure.Units(rate) == 0)
        {
            return new Outcome(Figure.Units(Figure.Of(tax)) == 0, tax, 0);
        }

        var product = basis is { } b ? Figure.Cents(Math.Abs(b) * (rate / 100)) : null;
        return new Outcome(Figure.Of(tax) is { } paid && Math.Abs(paid) - 1 <= product && Math.Abs(paid) + 1 >= product, tax, basis < 0 ? -product : product);
    }

    // The amount in a currency, and what it is with two decimals.
    private static Told Rounded(Element totals, CiiInvoice invoice, Name currency) => Told.Cents(totals.All(Ram.TaxTotalAmount).Find(a => IsIn(a, invoice, currency)));

    // The day on which a period ends, and the first on which it may.
    private static Told Days(Element period) => new(period.Find(Ram.EndDateTime, Udt.DateTimeString)?.Text, period.Find(Ram.StartDateTime, Udt.DateTimeString)?.Text);

    // Days are compared as they are written: year, month, day.
    private static bool EndsAfterItBegins(Element period)
    {
        if (!period.Has(Ram.StartDateTime) || !period.Has(Ram.EndDateTime))
        {
            return true;
        }

        var starts = Days(period, Ram.StartDateTime);
        return Days(period, Ram.EndDateTime).Exists(end => starts.Exists(start => string.CompareOrdinal(end.Text, start.Text) >= 0));
    }
}
