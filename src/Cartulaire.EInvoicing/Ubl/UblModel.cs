using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>The business rules of EN 16931-1 (6.4), bound to UBL 2.1.</summary>
internal static class UblModel
{
    /// <summary>The rules.</summary>
    public static Pattern<UblInvoice> Pattern { get; } = Build();

    /// <summary>The document's own element, an invoice or a credit note.</summary>
    public static Place[] Whole { get; } = [Place.FromRoot(Names.Invoice), Place.FromRoot(Names.CreditNote)];

    private static Pattern<UblInvoice> Build()
    {
        var pattern = new Pattern<UblInvoice>();
        pattern.On(Place.Of(Cac.AdditionalDocumentReference)).Fatal("BR-52", e => e.Of(Cbc.ID).Length > 0);
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party, Cbc.EndpointID)).Fatal("BR-63", HasScheme);
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party, Cac.PostalAddress)).Fatal("BR-11", HasCountry);
        pattern.On(Place.Of(Cac.PaymentMeans, Cac.CardAccount, Cbc.PrimaryAccountNumberID)).Warning("BR-51", e => e.Trimmed.Length <= 10, e => new Told(Quote.End(e.Trimmed)));
        pattern.On(Place.Of(Cac.Delivery, Cac.DeliveryLocation, Cac.Address)).Fatal("BR-57", e => e.Has(Cac.Country, Cbc.IdentificationCode));
        AllowancesAndCharges(pattern);
        Totals(pattern);
        TheWhole(pattern);
        Lines(pattern);
        Periods(pattern);
        pattern.On(Place.Of(Cac.AdditionalItemProperty)).Fatal("BR-54", e => e.Has(Cbc.Name) && e.Has(Cbc.Value));
        pattern.On(OfLine(Cac.Item, Cac.CommodityClassification, Cbc.ItemClassificationCode)).Fatal("BR-65", e => e.Attribute("listID") is not null);
        pattern.On(OfLine(Cac.Item, Cac.StandardItemIdentification, Cbc.ID)).Fatal("BR-64", HasScheme);
        pattern.On(Place.FromRoot(Names.Invoice, Cbc.Note), Place.FromRoot(Names.CreditNote, Cbc.Note)).Fatal("BR-CL-08", NotesSubjectIsKnown, e => new Told(e.Text.Split('#')[1], Codes.NoteSubjects.Described));
        PaymentAndParties(pattern);
        Breakdown(pattern);
        UblVat.AddTo(pattern);
        return pattern;
    }

    private static void AllowancesAndCharges(Pattern<UblInvoice> pattern)
    {
        foreach (var rules in ChargeRules.All)
        {
            var places = rules.OfLine ? OfLine(Cac.AllowanceCharge) : [Place.FromRoot(Names.Invoice, Cac.AllowanceCharge), Place.FromRoot(Names.CreditNote, Cac.AllowanceCharge)];
            var group = pattern.On([.. places.Select(p => p.Where(rules.IsCharge ? UblInvoice.IsCharge : UblInvoice.IsAllowance))]);
            group.Fatal(rules.Amount, e => e.Has(Cbc.Amount));
            if (rules.VatCategory is { } rule)
            {
                group.Fatal(rule, HasVatCategory);
            }

            group
                .Fatal(rules.Reason, HasReason)
                .Fatal(rules.ReasonAgain, HasReason)
                .Cents(rules.AmountCents, e => e.First(Cbc.Amount))
                .Cents(rules.BaseCents, e => e.First(Cbc.BaseAmount));
        }
    }

    private static void Totals(Pattern<UblInvoice> pattern) => pattern.On(Place.Of(Cac.LegalMonetaryTotal))
        .Fatal("BR-12", e => e.Has(Cbc.LineExtensionAmount))
        .Fatal("BR-13", e => e.Has(Cbc.TaxExclusiveAmount))
        .Fatal("BR-14", e => e.Has(Cbc.TaxInclusiveAmount))
        .Fatal("BR-15", e => e.Has(Cbc.PayableAmount))
        .Fatal("BR-CO-10", (e, invoice) => Outcome.Same(e.First(Cbc.LineExtensionAmount), Figure.Cents(Figure.Sum(invoice.LinesAnywhere.SelectMany(l => l.All(Cbc.LineExtensionAmount))))))
        .Fatal("BR-CO-11", e => IsSumOf(e, Cbc.AllowanceTotalAmount, UblInvoice.IsAllowance))
        .Fatal("BR-CO-12", e => IsSumOf(e, Cbc.ChargeTotalAmount, UblInvoice.IsCharge))
        .Fatal("BR-CO-13", e => Outcome.Same(
            e.First(Cbc.TaxExclusiveAmount),
            e.Has(Cbc.AllowanceTotalAmount) || e.Has(Cbc.ChargeTotalAmount) ? Figure.Cents(e.At(Cbc.LineExtensionAmount) + OrNothing(e, Cbc.ChargeTotalAmount) - OrNothing(e, Cbc.AllowanceTotalAmount)) : e.At(Cbc.LineExtensionAmount)))
        .Fatal("BR-CO-16", PayableIsWhatRemains)
        .Cents("BR-DEC-09", e => e.First(Cbc.LineExtensionAmount))
        .Cents("BR-DEC-10", e => e.First(Cbc.AllowanceTotalAmount))
        .Cents("BR-DEC-11", e => e.First(Cbc.ChargeTotalAmount))
        .Cents("BR-DEC-12", e => e.First(Cbc.TaxExclusiveAmount))
        .Cents("BR-DEC-14", e => e.First(Cbc.TaxInclusiveAmount))
        .Cents("BR-DEC-16", e => e.First(Cbc.PrepaidAmount))
        .Cents("BR-DEC-17", e => e.First(Cbc.PayableRoundingAmount))
        .Cents("BR-DEC-18", e => e.First(Cbc.PayableAmount));

    private static void TheWhole(Pattern<UblInvoice> pattern) => pattern.On(Place.FromRoot(Names.Invoice), Place.FromRoot(Names.CreditNote))
        .Fatal("BR-01", e => e.Of(Cbc.CustomizationID).Length > 0)
        .Fatal("BR-02", e => e.Of(Cbc.ID).Length > 0)
        .Fatal("BR-03", e => e.Of(Cbc.IssueDate).Length > 0)
        .Fatal("BR-04", e => e.Of(Cbc.InvoiceTypeCode).Length > 0 || e.Of(Cbc.CreditNoteTypeCode).Length > 0)
        .Fatal("BR-05", e => e.Of(Cbc.DocumentCurrencyCode).Length > 0)
        .Fatal("BR-06", e => e.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName).Length > 0)
        .Fatal("BR-07", e => e.Of(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.RegistrationName).Length > 0)
        .Fatal("BR-08", e => e.Has(Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress))
        .Fatal("BR-10", e => e.Has(Cac.AccountingCustomerParty, Cac.Party, Cac.PostalAddress))
        .Fatal("BR-16", e => e.Has(Cac.InvoiceLine) || e.Has(Cac.CreditNoteLine))
        .Fatal("BR-53", (e, invoice) => e.All(Cbc.TaxCurrencyCode).TrueForAll(currency => invoice.Document.Anywhere(Cac.TaxTotal).Any(t => t.All(Cbc.TaxAmount).Any(a => a.Attribute("currencyID") == currency.Text))))
        .Add(UblVat.OfInvoice)
        .Fatal("BR-IC-11", e => !BrokenDownUnder(e, "K") || e.Find(Cac.Delivery, Cbc.ActualDeliveryDate)?.Text.Length > 1 || e.All(Cac.InvoicePeriod).Exists(p => p.Children.Length > 0))
        .Fatal("BR-IC-12", e => !BrokenDownUnder(e, "K") || e.Find(Cac.Delivery, Cac.DeliveryLocation, Cac.Address, Cac.Country, Cbc.IdentificationCode)?.Text.Length > 1)
        .Fatal("BR-O-11", e => !BrokenDownUnder(e, "O") || VatCategories(e).TrueForAll(c => UblInvoice.Is(c, "O")))
        .Fatal("BR-O-12", (e, invoice) => !BrokenDownUnder(e, "O") || invoice.LineCategories.Where(UblInvoice.IsVat).All(c => UblInvoice.Is(c, "O")))
        .Fatal("BR-O-13", (e, invoice) => !BrokenDownUnder(e, "O") || OfAllowances(invoice, UblInvoice.IsAllowance).All(c => UblInvoice.Is(c, "O")))
        .Fatal("BR-O-14", (e, invoice) => !BrokenDownUnder(e, "O") || OfAllowances(invoice, UblInvoice.IsCharge).All(c => UblInvoice.Is(c, "O")))
        .Fatal("BR-B-01", (_, invoice) => !invoice.Categories.Concat(invoice.LineCategories).Any(c => IsWritten(c, "B")) || invoice.Document.Anywhere(Cbc.IdentificationCode).All(c => c.Text == "IT"), (_, invoice) => new Told(invoice.Document.Anywhere(Cbc.IdentificationCode).FirstOrDefault(c => c.Text != "IT")?.Text, "IT"))
        .Fatal("BR-B-02", (_, invoice) => !(Concern(invoice).Any(c => IsWritten(c, "B")) && Concern(invoice).Any(c => IsWritten(c, "S"))))
        .Fatal("BR-CO-03", e => !(e.Has(Cbc.TaxPointDate) && e.Has(Cac.InvoicePeriod, Cbc.DescriptionCode)), e => new Told(e.First(Cbc.TaxPointDate)?.Text))
        .Fatal("BR-CO-15", TotalIsSum)
        .Fatal("BR-CO-18", e => e.Has(Cac.TaxTotal, Cac.TaxSubtotal));

    private static void Lines(Pattern<UblInvoice> pattern) => pattern.On(Place.Of(Cac.InvoiceLine), Place.Of(Cac.CreditNoteLine))
        .Fatal("BR-21", e => e.Of(Cbc.ID).Length > 0)
        .Fatal("BR-22", e => e.Has(Cbc.InvoicedQuantity) || e.Has(Cbc.CreditedQuantity))
        .Fatal("BR-23", e => e.All(Cbc.InvoicedQuantity).Concat(e.All(Cbc.CreditedQuantity)).Any(q => q.Attribute("unitCode") is not null))
        .Fatal("BR-24", e => e.Has(Cbc.LineExtensionAmount))
        .Fatal("BR-25", e => e.Of(Cac.Item, Cbc.Name).Length > 0)
        .Fatal("BR-26", e => e.Has(Cac.Price, Cbc.PriceAmount))
        .Fatal("BR-27", e => e.All(Cac.Price, Cbc.PriceAmount).Exists(IsNotNegative), e => new Told(e.Find(Cac.Price, Cbc.PriceAmount)?.Text))
        .Fatal("BR-28", e => e.All(Cac.Price, Cac.AllowanceCharge, Cbc.BaseAmount) is var gross && (gross.Count == 0 || gross.Exists(IsNotNegative)), e => new Told(e.Find(Cac.Price, Cac.AllowanceCharge, Cbc.BaseAmount)?.Text))
        .Fatal("BR-CO-04", e => e.All(Cac.Item, Cac.ClassifiedTaxCategory).Exists(c => UblInvoice.IsVat(c) && c.Has(Cbc.ID)))
        .Cents("BR-DEC-23", e => e.First(Cbc.LineExtensionAmount));

    private static void Periods(Pattern<UblInvoice> pattern)
    {
        pattern.On(OfLine(Cac.InvoicePeriod))
            .Fatal("BR-30", EndsAfterItBegins, Days)
            .Fatal("BR-CO-20", e => e.Has(Cbc.StartDate) || e.Has(Cbc.EndDate));
        pattern.On(Place.Of(Cac.InvoicePeriod))
            .Fatal("BR-29", EndsAfterItBegins, Days)
            .Fatal("BR-CO-19", e => e.Has(Cbc.StartDate) || e.Has(Cbc.EndDate) || e.Has(Cbc.DescriptionCode));
    }

    private static void PaymentAndParties(Pattern<UblInvoice> pattern)
    {
        pattern.On(Place.Of(Cac.PayeeParty)).Fatal("BR-17", e => e.Has(Cac.PartyName, Cbc.Name)
            && !Share(e.All(Cac.PartyName, Cbc.Name), e.Parent!.All(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyName, Cbc.Name))
            && !Share(e.All(Cac.PartyIdentification, Cbc.ID), e.Parent!.All(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyIdentification, Cbc.ID)));
        pattern.On(Place.Of(Cac.PaymentMeans, Cac.PayeeFinancialAccount).Where(e => e.Parent!.All(Cbc.PaymentMeansCode).Exists(c => c.Text is "30" or "58")))
            .Fatal("BR-50", e => e.Of(Cbc.ID).Length > 0);
        pattern.On(Place.Of(Cac.PaymentMeans))
            .Fatal("BR-49", e => e.Has(Cbc.PaymentMeansCode))
            .Fatal("BR-61", e => e.Of(Cbc.PaymentMeansCode) is not ("30" or "58") || e.Has(Cac.PayeeFinancialAccount, Cbc.ID));
        pattern.On(Place.Of(Cac.BillingReference)).Fatal("BR-55", e => e.Has(Cac.InvoiceDocumentReference, Cbc.ID));
        pattern.On(Place.Of(Cac.AccountingSupplierParty)).Fatal("BR-CO-26", e =>
            e.All(Cac.Party, Cac.PartyTaxScheme).Exists(s => UblInvoice.IsVat(s) && s.Has(Cbc.CompanyID))
            || e.All(Cac.Party, Cac.PartyIdentification, Cbc.ID).Exists(id => id.Attribute("schemeID") != "SEPA")
            || e.Has(Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID));
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cbc.EndpointID)).Fatal("BR-62", HasScheme);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress)).Fatal("BR-09", HasCountry);
        pattern.On(Place.Of(Cac.TaxRepresentativeParty))
            .Fatal("BR-18", e => e.Of(Cac.PartyName, Cbc.Name).Length > 0)
            .Fatal("BR-19", e => e.Has(Cac.PostalAddress))
            .Fatal("BR-56", e => e.All(Cac.PartyTaxScheme).Exists(s => UblInvoice.IsVat(s) && s.Has(Cbc.CompanyID)));
        pattern.On(Place.Of(Cac.TaxRepresentativeParty, Cac.PostalAddress)).Fatal("BR-20", HasCountry);
    }

    private static void Breakdown(Pattern<UblInvoice> pattern)
    {
        pattern.On(Place.FromRoot(Names.Invoice, Cac.TaxTotal), Place.FromRoot(Names.CreditNote, Cac.TaxTotal))
            .Fatal("BR-CO-14", e => e.Has(Cac.TaxSubtotal) ? Outcome.Same(e.First(Cbc.TaxAmount), Figure.Cents(Figure.Sum(e.All(Cac.TaxSubtotal, Cbc.TaxAmount)))) : Outcome.Right);
        pattern.On(Place.Of(Cac.TaxTotal, Cac.TaxSubtotal))
            .Fatal("BR-45", e => e.Has(Cbc.TaxableAmount))
            .Fatal("BR-46", e => e.Has(Cbc.TaxAmount))
            .Fatal("BR-47", HasVatCategory)
            .Fatal("BR-48", e => Vat(e) is { } vat && (vat.Has(Cbc.Percent) || UblInvoice.Is(vat, "O")))
            .Fatal("BR-CO-17", TaxIsProduct)
            .Cents("BR-DEC-19", e => e.First(Cbc.TaxableAmount))
            .Cents("BR-DEC-20", e => e.First(Cbc.TaxAmount));
        pattern.On(Place.Of(Cac.PartyTaxScheme).Where(UblInvoice.IsVat)).Fatal("BR-CO-09", e => HasKnownPrefix(e.Find(Cbc.CompanyID)?.Text ?? ""), e => new Told(e.First(Cbc.CompanyID)?.Text));
    }

    private static Place[] OfLine(params Name[] steps) => [Place.Of([Cac.InvoiceLine, .. steps]), Place.Of([Cac.CreditNoteLine, .. steps])];

    private static bool HasScheme(Element e) => e.Attribute("schemeID") is not null;

    private static bool HasCountry(Element address) => address.Of(Cac.Country, Cbc.IdentificationCode).Length > 0;

    private static bool HasReason(Element e) => e.Has(Cbc.AllowanceChargeReason) || e.Has(Cbc.AllowanceChargeReasonCode);

    private static bool HasVatCategory(Element e) => e.All(Cac.TaxCategory).Exists(c => UblInvoice.IsVat(c) && c.Has(Cbc.ID));

    private static bool IsNotNegative(Element e) => Figure.Of(e) >= 0;

    private static Element? Vat(Element subtotal) => subtotal.All(Cac.TaxCategory).Find(UblInvoice.IsVat);

    private static List<Element> VatCategories(Element invoice) => invoice.All(Cac.TaxTotal, Cac.TaxSubtotal, Cac.TaxCategory).FindAll(UblInvoice.IsVat);

    private static bool BrokenDownUnder(Element invoice, string code) => VatCategories(invoice).Exists(c => UblInvoice.Is(c, code));

    private static IEnumerable<Element> OfAllowances(UblInvoice invoice, Func<Element, bool> which) => invoice.Allowances.Where(which).SelectMany(a => a.All(Cac.TaxCategory)).Where(UblInvoice.IsVat);

    // Split payment is asked for by the code as it is written, white space and all.
    private static bool IsWritten(Element category, string code) => category.All(Cbc.ID).Exists(id => id.Text == code);

    // Categories of the breakdown, of allowances and charges of the document, and of lines.
    private static IEnumerable<Element> Concern(UblInvoice invoice)
        => invoice.Root.All(Cac.TaxTotal, Cac.TaxSubtotal, Cac.TaxCategory).Concat(invoice.Root.All(Cac.AllowanceCharge, Cac.TaxCategory)).Concat(invoice.LineCategories);

    private static bool Share(List<Element> some, List<Element> others) => some.Exists(a => others.Exists(b => a.Text == b.Text));

    private static decimal? OrNothing(Element e, Name name) => e.Has(name) ? e.At(name) : 0;

    private static Outcome IsSumOf(Element totals, Name name, Func<Element, bool> which)
    {
        var all = totals.Parent?.All(Cac.AllowanceCharge).Where(which).ToList() ?? [];
        var sum = Figure.Cents(Figure.Sum(all.SelectMany(a => a.All(Cbc.Amount))));
        return totals.First(name) is { } total ? Outcome.Same(total, sum) : new Outcome(all.Count == 0, null, sum);
    }

    /// <summary>BT-115 = BT-112 − BT-113 + BT-114.</summary>
    private static Outcome PayableIsWhatRemains(Element e)
    {
        var (payable, total) = (e.First(Cbc.PayableAmount), e.At(Cbc.TaxInclusiveAmount));
        var due = e.Has(Cbc.PrepaidAmount) ? Figure.Cents(total - e.At(Cbc.PrepaidAmount)) : total;
        return e.Has(Cbc.PayableRoundingAmount) && e.At(Cbc.PayableRoundingAmount) is var rounding
            ? new Outcome(Figure.Same(Figure.Cents(Figure.Of(payable) - rounding), due), payable, due + rounding)
            : Outcome.Same(payable, due);
    }

    /// <summary>BT-112 = BT-109 + BT-110, in the currency of the document, of which there is one tax total.</summary>
    private static Outcome TotalIsSum(Element invoice)
    {
        foreach (var currency in invoice.All(Cbc.DocumentCurrencyCode))
        {
            var taxes = invoice.All(Cac.TaxTotal, Cbc.TaxAmount).FindAll(a => a.Attribute("currencyID") == currency.Text);
            var total = taxes.Count == 1 ? Figure.Cents(invoice.At(Cac.LegalMonetaryTotal, Cbc.TaxExclusiveAmount) + Figure.Of(taxes[0])) : null;
            if (Outcome.Same(invoice.Find(Cac.LegalMonetaryTotal, Cbc.TaxInclusiveAmount), total) is { Holds: false } wrong)
            {
                return wrong;
            }
        }

        return Outcome.Right;
    }

    /// <summary>BT-117 = BT-116 × BT-119 / 100, to one unit of the currency.</summary>
    private static Outcome TaxIsProduct(Element subtotal)
    {
        var (tax, taxable, rate) = (subtotal.First(Cbc.TaxAmount), subtotal.At(Cbc.TaxableAmount), Vat(subtotal)?.At(Cbc.Percent));
        if (Vat(subtotal)?.Has(Cbc.Percent) is not true || Figure.Units(rate) == 0)
        {
            return new Outcome(Figure.Units(Figure.Of(tax)) == 0, tax, 0);
        }

        var product = taxable is { } t ? Figure.Cents(Math.Abs(t) * rate / 100) : null;
        return new Outcome(Figure.Of(tax) is { } paid && Math.Abs(paid) - 1 < product && Math.Abs(paid) + 1 > product, tax, taxable < 0 ? -product : product);
    }

    private static bool EndsAfterItBegins(Element period)
    {
        if (!period.Has(Cbc.StartDate) || !period.Has(Cbc.EndDate))
        {
            return true;
        }

        return Day.Of(period.First(Cbc.StartDate)) is { } start && Day.Of(period.First(Cbc.EndDate)) is { } end && end >= start;
    }

    // The day on which a period ends, and the first on which it may.
    private static Told Days(Element period) => new(period.First(Cbc.EndDate)?.Text, period.First(Cbc.StartDate)?.Text);

    // A subject stands before the note between two signs: #AAI#the note. A note without is one without subject.
    private static bool NotesSubjectIsKnown(Element note)
    {
        var parts = note.Text.Split('#');
        return parts.Length < 3 || parts[1].Length != 3 || IsPartOf(Codes.NoteSubjects, parts[1]);
    }

    private static bool HasKnownPrefix(string number) => IsPartOf(Codes.VatPrefixes, number[..Math.Min(2, number.Length)]);

    // The official rules look for the text within the list as it is printed, so that a blank and the end of a code pass too.
    private static bool IsPartOf(CodeList list, string text) => list.Has(text) || list.Codes.Any(code => $" {code} ".Contains(text, StringComparison.Ordinal));
}
