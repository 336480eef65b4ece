using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>What each VAT category demands (EN 16931-1, 6.4.3.1 to 6.4.3.9): one table, read by the rules BR-S-01 to BR-AG-10.</summary>
internal static class UblVat
{
    private static readonly Category[] Categories =
    [
        new("S", "BR-S", VatRate.Positive, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, ByRate: true, AnyScheme: true),
        new("Z", "BR-Z", VatRate.Zero, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden),
        new("E", "BR-E", VatRate.Zero, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Demanded),
        new("AE", "BR-AE", VatRate.Zero, VatSeller.TaxId, VatBuyer.VatOrLegalId, VatReason.Demanded),
        new("K", "BR-IC", VatRate.Zero, VatSeller.VatId, VatBuyer.VatId, VatReason.Demanded),
        new("G", "BR-G", VatRate.Zero, VatSeller.VatId, VatBuyer.Nothing, VatReason.Demanded),
        new("O", "BR-O", VatRate.None, VatSeller.NoVatId, VatBuyer.NoVatId, VatReason.Demanded),
        new("L", "BR-AF", VatRate.NotNegative, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, ByRate: true),
        new("M", "BR-AG", VatRate.NotNegative, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, ByRate: true),
    ];

    /// <summary>Rules that look at the invoice as a whole.</summary>
    public static IEnumerable<Check<UblInvoice>> OfInvoice => Categories.SelectMany(c => new[]
    {
        c.Rule("01", (_, invoice) => IsBrokenDown(invoice, c)),
        c.Rule("02", (_, invoice) => !invoice.LineCategories.Any(c.Has) || (invoice.LineCategories.Any(c.HasVat) && Knows(invoice, c))),
        c.Rule("03", (_, invoice) => !Charged(invoice, c, UblInvoice.IsAllowance) || Knows(invoice, c)),
        c.Rule("04", (_, invoice) => !Charged(invoice, c, UblInvoice.IsCharge) || Knows(invoice, c) || (c.Code == "L" && !Charged(invoice, c, UblInvoice.IsCharge, asWritten: true))),
    });

    /// <summary>Adds the rules that look at categories of the breakdown, of lines, of allowances and of charges.</summary>
    public static void AddTo(Pattern<UblInvoice> pattern)
    {
        foreach (var c in Categories)
        {
            pattern.On(Place.Of(Cac.TaxTotal, Cac.TaxSubtotal, Cac.TaxCategory).Where(e => c.HasVat(e) && e.Parent!.Parent!.Parent is { Parent: null })).Add(
                c.Rule("08", (e, invoice) => TaxableIsSum(e, invoice, c)),
                c.Rule("09", (e, _) => c.ByRate ? TaxIsProduct(e) : Outcome.Same(e.Parent!.First(Cbc.TaxAmount), 0)),
                c.Rule("10", (e, _) => (e.Has(Cbc.TaxExemptionReason) || e.Has(Cbc.TaxExemptionReasonCode)) == (c.Why == VatReason.Demanded)));
            pattern.On(Place.Of(Cac.AllowanceCharge, Cac.TaxCategory).Where(e => c.HasVat(e) && UblInvoice.IsAllowance(e.Parent!))).Add(c.OfRate("06"));
            pattern.On(Place.Of(Cac.AllowanceCharge, Cac.TaxCategory).Where(e => c.HasVat(e) && UblInvoice.IsCharge(e.Parent!))).Add(c.OfRate("07"));
            pattern.On(
                Place.Of(Cac.InvoiceLine, Cac.Item, Cac.ClassifiedTaxCategory).Where(c.HasVat),
                Place.Of(Cac.CreditNoteLine, Cac.Item, Cac.ClassifiedTaxCategory).Where(c.HasVat)).Add(c.OfRate("05"));
        }
    }

    // What is sold under a category stands in the breakdown, once; of those with several rates, at least once.
    private static bool IsBrokenDown(UblInvoice invoice, Category c)
    {
        var breakdown = invoice.Root.All(Cac.TaxTotal, Cac.TaxSubtotal, Cac.TaxCategory);
        if (!c.ByRate)
        {
            return invoice.Categories.Any(c.Has) || invoice.LineCategories.Any(c.Has) ? breakdown.Count(c.Has) == 1 : true;
        }

        var sold = invoice.LineCategories.Any(c.Has) || invoice.Categories.Any(t => ReferenceEquals(t.Parent!.Name, Cac.AllowanceCharge) && c.Has(t));
        return sold == breakdown.Exists(sold ? Stands : c.Has);

        // Of L and M the official rules want the code without white space; of L they do not look at the scheme.
        bool Stands(Element t) => c.AnyScheme ? c.Has(t) : IsWritten(t, c) && (c.Code == "L" || UblInvoice.IsVat(t));
    }

    private static bool IsWritten(Element category, Category c) => category.All(Cbc.ID).Exists(id => id.Text == c.Code);

    private static bool Charged(UblInvoice invoice, Category c, Func<Element, bool> which, bool asWritten = false)
        => invoice.Categories.Any(t => c.HasVat(t) && (!asWritten || IsWritten(t, c)) && ReferenceEquals(t.Parent!.Name, Cac.AllowanceCharge) && which(t.Parent)
            && (c.Seller != VatSeller.NoVatId || t.Parent.Parent is { Parent: null }));

    private static bool Knows(UblInvoice invoice, Category c)
    {
        var sellerTax = invoice.Document.Anywhere(Cac.AccountingSupplierParty).SelectMany(p => p.All(Cac.Party, Cac.PartyTaxScheme)).Where(s => s.Has(Cbc.CompanyID)).ToList();
        var represented = invoice.Document.Anywhere(Cac.TaxRepresentativeParty).SelectMany(p => p.All(Cac.PartyTaxScheme)).Any(s => UblInvoice.IsVat(s) && s.Has(Cbc.CompanyID));
        var buyers = invoice.Document.Anywhere(Cac.AccountingCustomerParty).ToList();
        var buyerVat = buyers.SelectMany(p => p.All(Cac.Party, Cac.PartyTaxScheme)).Any(s => UblInvoice.IsVat(s) && s.Has(Cbc.CompanyID));
        return (c.Seller switch
        {
            VatSeller.TaxId => sellerTax.Count > 0 || represented,
            VatSeller.VatId => sellerTax.Any(UblInvoice.IsVat) || represented,
            _ => !sellerTax.Any(UblInvoice.IsVat) && !represented,
        }) && (c.Buyer switch
        {
            VatBuyer.VatId => buyerVat,
            VatBuyer.VatOrLegalId => buyerVat || buyers.Any(p => p.Has(Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID)),
            VatBuyer.NoVatId => !buyerVat,
            _ => true,
        });
    }

    private static bool RateIsRight(Element category, Category c) => c.Rate switch
    {
        VatRate.Positive => category.At(Cbc.Percent) > 0,
        VatRate.Zero => category.At(Cbc.Percent) == 0,
        VatRate.NotNegative => category.At(Cbc.Percent) >= 0,
        _ => !category.Has(Cbc.Percent),
    };

    /// <summary>The taxable amount (BT-116) is the sum of the lines of the category, less its allowances, with its charges; with rates, to one unit of the currency.</summary>
    private static Outcome TaxableIsSum(Element category, UblInvoice invoice, Category c)
    {
        var rate = category.At(Cbc.Percent);
        if (c.ByRate && rate is null)
        {
            return new Outcome(!category.Has(Cbc.Percent), category.Parent!.First(Cbc.TaxableAmount));
        }

        var own = invoice.Root.All(Cac.AllowanceCharge).Where(a => Fit(a.All(Cac.TaxCategory))).ToList();
        var apart = Figure.Sum(own.Where(UblInvoice.IsCharge).Select(a => a.First(Cbc.Amount)).OfType<Element>())
            - Figure.Sum(own.Where(UblInvoice.IsAllowance).Select(a => a.First(Cbc.Amount)).OfType<Element>());
        var taxable = category.Parent!.First(Cbc.TaxableAmount);
        var (one, other) = ReferenceEquals(invoice.Root.Name, Names.CreditNote) ? (Cac.CreditNoteLine, Cac.InvoiceLine) : (Cac.InvoiceLine, Cac.CreditNoteLine);
        return Sums(one) is { Holds: false } wrong && !Sums(other).Holds ? wrong : Outcome.Right;

        // As officially written: the lines of one kind or those of the other, whichever document it is.
        Outcome Sums(Name kind)
        {
            var all = invoice.Lines.FindAll(l => ReferenceEquals(l.Name, kind));
            var lines = all.FindAll(l => Fit(l.All(Cac.Item, Cac.ClassifiedTaxCategory)));
            var sum = Figure.Sum(lines.Select(l => l.First(Cbc.LineExtensionAmount)).OfType<Element>()) + apart;
            var holds = c.ByRate
                ? Figure.Of(taxable) - 1 < sum && Figure.Of(taxable) + 1 > sum && (c.AnyScheme ? lines.Count > 0 || invoice.Allowances.Exists(a => Fit(a.All(Cac.TaxCategory))) : all.Count > 0)
                : Figure.Same(Figure.Of(taxable), sum) && all.Count > 0;
            return new Outcome(holds, taxable, sum);
        }

        bool Fit(List<Element> all) => all.Exists(t => UblInvoice.Is(t, c.Code)) && (!c.ByRate || all.Exists(t => t.At(Cbc.Percent) == rate));
    }

    /// <summary>The tax (BT-117) is the taxable amount by the rate, to one unit of the currency.</summary>
    private static Outcome TaxIsProduct(Element category)
    {
        var (tax, taxable, rate) = (category.Parent!.First(Cbc.TaxAmount), category.Parent!.At(Cbc.TaxableAmount), category.At(Cbc.Percent));
        var product = Figure.Cents(Absolute(taxable) * rate / 100);
        return new Outcome(Absolute(Figure.Of(tax)) - 1 < product && Absolute(Figure.Of(tax)) + 1 > product, tax, taxable < 0 ? -product : product);
    }

    private static decimal? Absolute(decimal? value) => value is { } v ? Math.Abs(v) : null;

    private sealed record Category(string Code, string Prefix, VatRate Rate, VatSeller Seller, VatBuyer Buyer, VatReason Why, bool ByRate = false, bool AnyScheme = false)
    {
        public bool Has(Element category) => UblInvoice.Is(category, Code) && (AnyScheme || UblInvoice.IsVat(category));

        public bool HasVat(Element category) => UblInvoice.Is(category, Code) && UblInvoice.IsVat(category);

        public Check<UblInvoice> Rule(string number, Func<Element, UblInvoice, bool> holds) => new($"{Prefix}-{number}", Severity.Fatal, holds);

        public Check<UblInvoice> Rule(string number, Func<Element, UblInvoice, Outcome> compute) => new($"{Prefix}-{number}", Severity.Fatal, (e, i) => compute(e, i).Holds, (e, i) => compute(e, i).Told);

        public Check<UblInvoice> OfRate(string number)
            => new($"{Prefix}-{number}", Severity.Fatal, (e, _) => RateIsRight(e, this), (e, _) => new Told(e.First(Cbc.Percent)?.Text, Rate == VatRate.Zero ? "0" : null));
    }
}
