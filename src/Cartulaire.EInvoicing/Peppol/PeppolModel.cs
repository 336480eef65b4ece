using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>The business rules of Peppol BIS Billing 3.0 (PEPPOL-EN16931-R).</summary>
internal static class PeppolModel
{
    /// <summary>The rules, one pattern after the other.</summary>
    public static Pattern<PeppolInvoice>[] Patterns { get; } = [Empty(), Projects(), Build()];

    /// <summary>The amounts that are in the invoice's currency (BT-5), whatever stands above them.</summary>
    internal static Place[] Amounts =>
    [
        Place.Of(Cbc.Amount), Place.Of(Cbc.BaseAmount), Place.Of(Cbc.PriceAmount), Place.Of(Cbc.TaxableAmount), Place.Of(Cbc.LineExtensionAmount), Place.Of(Cbc.TaxExclusiveAmount),
        Place.Of(Cbc.TaxInclusiveAmount), Place.Of(Cbc.AllowanceTotalAmount), Place.Of(Cbc.ChargeTotalAmount), Place.Of(Cbc.PrepaidAmount), Place.Of(Cbc.PayableRoundingAmount), Place.Of(Cbc.PayableAmount),
    ];

    private static Place[] Allowances =>
    [
        Place.Of(Names.Invoice, Cac.AllowanceCharge), Place.Of(Names.Invoice, Cac.InvoiceLine, Cac.AllowanceCharge),
        Place.Of(Names.CreditNote, Cac.AllowanceCharge), Place.Of(Names.CreditNote, Cac.CreditNoteLine, Cac.AllowanceCharge),
    ];

    private static Pattern<PeppolInvoice> Empty()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.OnNames(_ => true, e => e.Children.Length == 0 && e.Trimmed.Length == 0).Fatal("PEPPOL-EN16931-R008", _ => false);
        return pattern;
    }

    private static Pattern<PeppolInvoice> Projects()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Names.CreditNote)).Once("PEPPOL-EN16931-R080", e => e.All(Cac.AdditionalDocumentReference).Count(r => r.Says("50", Cbc.DocumentTypeCode)));
        return pattern;
    }

    private static Pattern<PeppolInvoice> Build()
    {
        var pattern = new Pattern<PeppolInvoice>();
        TheWhole(pattern);
        pattern.On(Place.Of(Cbc.TaxCurrencyCode)).Fatal("PEPPOL-EN16931-R005", e => e.Trimmed != (e.Parent?.Of(Cbc.DocumentCurrencyCode) ?? string.Empty));
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party)).Fatal("PEPPOL-EN16931-R010", e => e.Has(Cbc.EndpointID));
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party)).Fatal("PEPPOL-EN16931-R020", e => e.Has(Cbc.EndpointID));
        AllowancesAndCharges(pattern);
        pattern.On(Place.Of(Cac.PaymentMeans).Where(e => e.Of(Cbc.PaymentMeansCode) is "49" or "59")).Fatal("PEPPOL-EN16931-R061", e => e.Has(Cac.PaymentMandate, Cbc.ID));
        pattern.On([.. Amounts, Place.Of(Cac.TaxTotal, Cbc.TaxAmount).Where(e => e.Parent!.Has(Cac.TaxSubtotal)), Place.Of(Cac.TaxSubtotal, Cbc.TaxAmount)])
            .Fatal("PEPPOL-EN16931-R051", (e, invoice) => e.Attribute("currencyID") is { } currency && invoice.Currencies.Contains(currency), (e, invoice) => new Told(e.Attribute("currencyID"), invoice.Root.First(Cbc.DocumentCurrencyCode)?.Text));
        Periods(pattern);
        Lines(pattern);
        PeppolIdentifiers.AddTo(pattern);
        return pattern;
    }

    private static void TheWhole(Pattern<PeppolInvoice> pattern) => pattern.On(Place.Of(Names.CreditNote), Place.Of(Names.Invoice))
        .Fatal("PEPPOL-EN16931-R001", e => e.Has(Cbc.ProfileID))
        .Fatal("PEPPOL-EN16931-R007", (_, invoice) => invoice.IsOfProcess, (e, _) => new Told(e.First(Cbc.ProfileID)?.Text))
        .Fatal("PEPPOL-EN16931-R002", (e, invoice) => e.Count(Cbc.Note) <= 1 || invoice.IsGerman, (e, _) => Told.Count(e.Count(Cbc.Note), 1))
        .Fatal("PEPPOL-EN16931-R003", e => e.Has(Cbc.BuyerReference) || e.Has(Cac.OrderReference, Cbc.ID))
        .Fatal("PEPPOL-EN16931-R004", e => Specification.IsKept(e.Of(Cbc.CustomizationID)), e => new Told(e.First(Cbc.CustomizationID)?.Text, Specification.Identifier))
        .ExactlyOnce("PEPPOL-EN16931-R053", e => Totals(e, true))
        .Fatal("PEPPOL-EN16931-R054", e => Totals(e, false) == (e.Has(Cbc.TaxCurrencyCode) ? 1 : 0), e => Told.Count(Totals(e, false), e.Has(Cbc.TaxCurrencyCode) ? 1 : 0))
        .Fatal("PEPPOL-EN16931-R055", e => !e.Has(Cbc.TaxCurrencyCode) || (TaxIs(e, a => a <= 0, Cbc.TaxCurrencyCode) && TaxIs(e, a => a <= 0, Cbc.DocumentCurrencyCode))
            || (TaxIs(e, a => a >= 0, Cbc.TaxCurrencyCode) && TaxIs(e, a => a >= 0, Cbc.DocumentCurrencyCode)), e => new Told(TaxIn(e, Cbc.TaxCurrencyCode)?.Text, TaxIn(e, Cbc.DocumentCurrencyCode)?.Text));

    private static void AllowancesAndCharges(Pattern<PeppolInvoice> pattern)
    {
        pattern.On([.. Allowances.Select(p => p.Where(e => e.Has(Cbc.MultiplierFactorNumeric) && !e.Has(Cbc.BaseAmount)))]).Fatal("PEPPOL-EN16931-R041", _ => false);
        pattern.On([.. Allowances.Select(p => p.Where(e => !e.Has(Cbc.MultiplierFactorNumeric) && e.Has(Cbc.BaseAmount)))]).Fatal("PEPPOL-EN16931-R042", _ => false);
        pattern.On(Allowances)
            .Fatal("PEPPOL-EN16931-R040", e => e.Has(Cbc.MultiplierFactorNumeric) && e.Has(Cbc.BaseAmount)
                ? LineAmount.Near(e.First(Cbc.Amount), e.At(Cbc.BaseAmount) * e.At(Cbc.MultiplierFactorNumeric) / 100)
                : Outcome.Right)
            .Fatal("PEPPOL-EN16931-R043", e => e.Of(Cbc.ChargeIndicator) is "true" or "false", e => new Told(e.First(Cbc.ChargeIndicator)?.Text));
        pattern.On(Place.Of(Cac.Price, Cac.AllowanceCharge))
            .Fatal("PEPPOL-EN16931-R044", e => e.Of(Cbc.ChargeIndicator) == "false", e => new Told(e.First(Cbc.ChargeIndicator)?.Text, "false"))
            .Fatal("PEPPOL-EN16931-R046", e => e.Has(Cbc.BaseAmount) ? Outcome.Same(e.Parent!.First(Cbc.PriceAmount), e.At(Cbc.BaseAmount) - e.At(Cbc.Amount)) : Outcome.Right);
    }

    // A line's period lies within that of the invoice.
    private static void Periods(Pattern<PeppolInvoice> pattern)
    {
        pattern.On(OfLinesPeriod(Cbc.StartDate)).Fatal("PEPPOL-EN16931-R110", (e, invoice) => invoice.PeriodStart is not { } start || Day.Of(e) >= Day.Of(start), (e, invoice) => new Told(e.Text, invoice.PeriodStart?.Text));
        pattern.On(OfLinesPeriod(Cbc.EndDate)).Fatal("PEPPOL-EN16931-R111", (e, invoice) => invoice.PeriodEnd is not { } end || Day.Of(e) <= Day.Of(end), (e, invoice) => new Told(e.Text, invoice.PeriodEnd?.Text));
    }

    private static void Lines(Pattern<PeppolInvoice> pattern)
    {
        pattern.On(Place.Of(Cac.InvoiceLine), Place.Of(Cac.CreditNoteLine))
            .Fatal("PEPPOL-EN16931-R120", (e, invoice) => LineAmount.Near(e.First(Cbc.LineExtensionAmount), Net(e, invoice)))
            .Fatal("PEPPOL-EN16931-R121", e => !e.Has(Cac.Price, Cbc.BaseQuantity) || e.At(Cac.Price, Cbc.BaseQuantity) > 0, e => new Told(e.Find(Cac.Price, Cbc.BaseQuantity)?.Text))
            .Once("PEPPOL-EN16931-R100", Cac.DocumentReference)
            .Fatal("PEPPOL-EN16931-R101", e => !e.Has(Cac.DocumentReference) || e.Says("130", Cac.DocumentReference, Cbc.DocumentTypeCode), e => new Told(e.Find(Cac.DocumentReference, Cbc.DocumentTypeCode)?.Text, "130"));
        pattern.On(Place.Of(Cac.Price, Cbc.BaseQuantity).Where(e => e.Attribute("unitCode") is not null))
            .Fatal("PEPPOL-EN16931-R130", UnitIsThatOfTheLine, (e, invoice) => new Told(e.Attribute("unitCode"), e.Parent!.Parent?.First(Quantity(invoice))?.Attribute("unitCode")));
    }

    private static bool TaxIs(Element invoice, Func<decimal?, bool> such, Name currency)
        => invoice.All(Cac.TaxTotal, Cbc.TaxAmount).Exists(a => a.Attribute("currencyID") == invoice.Of(currency) && such(Figure.Of(a)));

    private static Element? TaxIn(Element invoice, Name currency) => invoice.All(Cac.TaxTotal, Cbc.TaxAmount).Find(a => a.Attribute("currencyID") == invoice.Of(currency));

    private static int Totals(Element invoice, bool brokenDown) => invoice.All(Cac.TaxTotal).Count(t => t.Has(Cac.TaxSubtotal) == brokenDown);

    /// <summary>The net amount of a line (BT-131): quantity by price, with its charges, less its allowances.</summary>
    private static decimal? Net(Element line, PeppolInvoice invoice)
        => LineAmount.Of(line.AtOr(1, Quantity(invoice)), line.AtOr(0, Cac.Price, Cbc.PriceAmount), line.AtOr(1, Cac.Price, Cbc.BaseQuantity)) + Sum(line, "true") - Sum(line, "false");

    private static decimal? Sum(Element line, string charge)
        => Figure.Cents(Figure.Sum(line.All(Cac.AllowanceCharge).Where(a => a.Of(Cbc.ChargeIndicator) == charge).SelectMany(a => a.All(Cbc.Amount))));

    private static Place[] OfLinesPeriod(Name day) => [Place.FromRoot(Names.Invoice, Cac.InvoiceLine, Cac.InvoicePeriod, day), Place.FromRoot(Names.CreditNote, Cac.CreditNoteLine, Cac.InvoicePeriod, day)];

    private static Name Quantity(PeppolInvoice invoice) => ReferenceEquals(invoice.Root.Name, Names.Invoice) ? Cbc.InvoicedQuantity : Cbc.CreditedQuantity;

    private static bool UnitIsThatOfTheLine(Element baseQuantity, PeppolInvoice invoice)
    {
        var line = baseQuantity.Parent!.Parent;
        return line is null || !(line.Has(Cbc.InvoicedQuantity) || line.Has(Cbc.CreditedQuantity))
            || line.Bears("unitCode", baseQuantity.Attribute("unitCode")!, Quantity(invoice));
    }
}
