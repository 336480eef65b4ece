using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>
/// What each VAT category demands (EN 16931-1, 6.4.3.1 to 6.4.3.9): one table, read by the rules BR-S-01 to BR-AG-10. Where the binding to CII asks less than the standard (of L and M), or looks elsewhere than for other categories, the table says so.
/// </summary>
internal static class CiiVat
{
    // What a decimal holds of a binary number with all of its digits.
    private const double Most = 1e13;

    private static readonly Category[] Categories =
    [
        new("AE", "BR-AE", VatRate.Zero, VatSeller.TaxId, VatBuyer.VatOrLegalId, VatReason.Demanded, Tax.Nothing, Anywhere: true),
        new("L", "BR-AF", VatRate.Positive, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, Tax.Free, ByRate: true, OnTax: true),
        new("M", "BR-AG", VatRate.NotNegative, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, Tax.Free, ByRate: true, OnTax: true),
        new("E", "BR-E", VatRate.Zero, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Demanded, Tax.Nothing),
        new("G", "BR-G", VatRate.Zero, VatSeller.VatId, VatBuyer.Nothing, VatReason.Demanded, Tax.Nothing, Anywhere: true),
        new("K", "BR-IC", VatRate.Zero, VatSeller.VatId, VatBuyer.VatId, VatReason.Demanded, Tax.Nothing, Anywhere: true),
        new("O", "BR-O", VatRate.None, VatSeller.NoVatId, VatBuyer.NoVatId, VatReason.Demanded, Tax.Nothing, OnTax: true),
        new("S", "BR-S", VatRate.Positive, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, Tax.Product, ByRate: true, AnyTax: true),
        new("Z", "BR-Z", VatRate.Zero, VatSeller.TaxId, VatBuyer.Nothing, VatReason.Forbidden, Tax.Nothing, AnyTax: true),
    ];

    private enum Tax
    {
        Nothing,
        Product,
        Free,
    }

    /// <summary>Rules that look at the invoice as a whole.</summary>
    public static IEnumerable<Check<CiiInvoice>> OfInvoice => Categories.Select(c => c.Rule("01", (_, invoice) => IsBrokenDown(invoice, c)));

    /// <summary>Adds the rules that look at taxes of the breakdown, of allowances, of charges and of lines.</summary>
    public static void AddTo(Pattern<CiiInvoice> pattern)
    {
        foreach (var c in Categories)
        {
            OfBreakdown(pattern, c);
            pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.CategoryTradeTax).Where(e => c.HasVat(e) && CiiInvoice.IsAllowance(e.Parent!))).Add(
                c.Rule("03", (_, invoice) => Knows(invoice, c)),
                c.OfRate("06"));
            pattern.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.CategoryTradeTax).Where(e => c.HasVat(e) && CiiInvoice.IsCharge(e.Parent!))).Add(
                c.Rule("04", (_, invoice) => Knows(invoice, c)),
                c.OfRate("07"));
            pattern.On(Place.Of(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax).Where(c.HasVat)).Add(
                c.Rule("02", (_, invoice) => Knows(invoice, c)),
                c.OfRate("05"));
        }
    }

    // Rules of the breakdown look at the tax, or at its category code.
    private static void OfBreakdown(Pattern<CiiInvoice> pattern, Category c)
    {
        var group = pattern.On(
            c.OnTax ? Place.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax).Where(c.HasVat)
            : c.AnyTax ? Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax, Ram.CategoryCode).Where(e => e.Text == c.Code)
            : Place.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax, Ram.CategoryCode).Where(e => e.Text == c.Code && CiiInvoice.IsVat(e.Parent!)));
        group.Add(
            c.Rule("08", (e, invoice) => TaxableIsSum(e, invoice, c)),
            c.Rule("10", (e, _) => TaxOf(e, c) is var tax && (tax.Has(Ram.ExemptionReason) || tax.Has(Ram.ExemptionReasonCode)) == (c.Why == VatReason.Demanded)));
        if (c.Tax != Tax.Free)
        {
            group.Add(c.Rule("09", (e, _) => c.Tax == Tax.Product ? TaxIsProduct(TaxOf(e, c)) : TaxIsNothing(TaxOf(e, c))));
        }

        if (c.Code == "K")
        {
            group
                .Fatal("BR-IC-11", (e, invoice) => invoice.Root.Has(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeDelivery, Ram.ActualDeliverySupplyChainEvent, Ram.OccurrenceDateTime, Udt.DateTimeString)
                    || e.Parent!.Parent!.Has(Ram.BillingSpecifiedPeriod, Ram.StartDateTime) || e.Parent.Parent.Has(Ram.BillingSpecifiedPeriod, Ram.EndDateTime))
                .Fatal("BR-IC-12", (_, invoice) => invoice.Root.Has(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeDelivery, Ram.ShipToTradeParty, Ram.PostalTradeAddress, Ram.CountryID));
        }

        if (c.Code == "O")
        {
            group
                .Fatal("BR-O-11", (_, invoice) => AllAreOutside(invoice, Ram.ApplicableTradeTax))
                .Fatal("BR-O-12", (_, invoice) => AllAreOutside(invoice, Ram.ApplicableTradeTax))
                .Fatal("BR-O-13", (_, invoice) => AllAreOutside(invoice, Ram.CategoryTradeTax))
                .Fatal("BR-O-14", (_, invoice) => AllAreOutside(invoice, Ram.CategoryTradeTax));
        }
    }

    private static Element TaxOf(Element e, Category c) => c.OnTax ? e : e.Parent!;

    // What is sold under a category stands in the breakdown, and nothing else does; once, but of those with several rates.
    private static bool IsBrokenDown(CiiInvoice invoice, Category c)
    {
        var (broken, lines, charges) = (invoice.Taxes.Count(c.Has), invoice.LineTaxes.Count(c.Has), invoice.ChargeTaxes.Count(c.Has));
        if (c.ByRate)
        {
            return (lines == 0 || lines + broken >= 2) && (charges == 0 || charges + broken >= 2);
        }

        var sold = lines > 0 || charges > 0;
        return broken == 0 ? !sold || c.Rate == VatRate.None : broken == 1 && sold;
    }

    private static bool Knows(CiiInvoice invoice, Category c)
    {
        var ids = c.Anywhere ? invoice.IdsAnywhere : invoice.Ids;
        return (c.Seller switch
        {
            VatSeller.TaxId => ids.SellerTax || ids.RepresentativeVat,
            VatSeller.VatId => ids.SellerVat || ids.RepresentativeVat,
            _ => !ids.SellerVat && !ids.RepresentativeVat,
        }) && (c.Buyer switch
        {
            VatBuyer.VatId => ids.BuyerVat,
            VatBuyer.VatOrLegalId => ids.BuyerVat || ids.BuyerLegal,
            VatBuyer.NoVatId => !ids.BuyerVat,
            _ => true,
        });
    }

    private static bool RateIsRight(Element tax, Category c) => c.Rate switch
    {
        VatRate.Positive => tax.All(Ram.RateApplicablePercent).Exists(r => Figure.Of(r) > 0),
        VatRate.Zero => tax.All(Ram.RateApplicablePercent).Exists(r => Figure.Of(r) == 0),
        VatRate.NotNegative => tax.All(Ram.RateApplicablePercent).Exists(r => Figure.Of(r) >= 0),
        _ => !tax.Has(Ram.RateApplicablePercent),
    };

    private static bool AllAreOutside(CiiInvoice invoice, Name tax) => invoice.Document.Anywhere(tax).All(t => t.All(Ram.CategoryCode).TrueForAll(code => code.Text == "O"));

    /// <summary>The taxable amount (BT-116) is the sum of the lines of the category, less its allowances, with its charges: of each rate; without rates to one unit of the currency, outside VAT exactly.</summary>
    private static Outcome TaxableIsSum(Element e, CiiInvoice invoice, Category c)
    {
        if (c.ByRate)
        {
            // The rates are those beside the element looked at: of L and M, which are looked at as a whole, there are none.
            foreach (var rate in e.Parent!.All(Ram.RateApplicablePercent))
            {
                if (Same(e.Parent, Figure.Of(rate) is { } percent ? Sum(invoice, c.Code, percent) : null) is { Holds: false } wrong)
                {
                    return wrong;
                }
            }

            return Outcome.Right;
        }

        var (tax, sum) = (TaxOf(e, c), Sum(invoice, c.Code, null));
        return c.Rate == VatRate.None ? Same(tax, sum) : new Outcome(IsNear(tax.At(Ram.BasisAmount), sum), tax.First(Ram.BasisAmount), sum);
    }

    private static Outcome Same(Element tax, decimal? sum) => new(tax.All(Ram.BasisAmount).Exists(a => Figure.Same(Figure.Of(a), sum)), tax.First(Ram.BasisAmount), sum);

    private static Outcome TaxIsNothing(Element tax) => new(tax.All(Ram.CalculatedAmount).Exists(a => Figure.Of(a) == 0), tax.First(Ram.CalculatedAmount), 0);

    /// <summary>The lines of a category, less its allowances, with its charges; of one rate, or of all.</summary>
    internal static decimal? Sum(CiiInvoice invoice, string code, decimal? rate)
    {
        var lines = invoice.LineSettlements.Where(l => Fits(l.All(Ram.ApplicableTradeTax)));
        var own = invoice.Allowances.Where(a => Fits(a.All(Ram.CategoryTradeTax))).ToList();
        return Figure.Cents(Figure.Sum(lines.SelectMany(l => l.All(Ram.SpecifiedTradeSettlementLineMonetarySummation)).Select(s => s.First(Ram.LineTotalAmount)).OfType<Element>()))
            + Figure.Cents(Figure.Sum(own.Where(CiiInvoice.IsCharge).Select(a => a.First(Ram.ActualAmount)).OfType<Element>()))
            - Figure.Cents(Figure.Sum(own.Where(CiiInvoice.IsAllowance).Select(a => a.First(Ram.ActualAmount)).OfType<Element>()));

        bool Fits(List<Element> taxes) => taxes.Exists(t => CiiInvoice.Is(t, code)) && (rate is null || taxes.Exists(t => t.All(Ram.RateApplicablePercent).Exists(r => Figure.Of(r) == rate)));
    }

    /// <summary>The tax (BT-117) is the taxable amount by the rate, to one unit of the currency.</summary>
    private static Outcome TaxIsProduct(Element tax)
    {
        var amount = tax.First(Ram.CalculatedAmount);
        if (Figure.Of(amount) is not { } paid || tax.At(Ram.BasisAmount) is not { } basis || tax.At(Ram.RateApplicablePercent) is not { } rate)
        {
            return new Outcome(false, amount);
        }

        // The official rule multiplies by a binary number.
        var product = Math.Floor(((double)Math.Abs(basis) * (double)rate) + 0.5) / 100;
        var holds = (double)(Math.Abs(paid) - 1) < product && (double)(Math.Abs(paid) + 1) > product;
        return new Outcome(holds, amount, product < Most ? Math.Round((decimal)product, 2) * Math.Sign(basis) : null);
    }

    // The official rules compare binary numbers here: one unit apart may be near or not, as the digits have it.
    private static bool IsNear(decimal? amount, decimal? sum) => amount is { } a && sum is { } s && (double)a - 1 < (double)s && (double)a + 1 > (double)s;

    /// <summary>A row of the table.</summary>
    /// <param name="Code">The category (UNTDID 5305).</param>
    /// <param name="Prefix">What its rules begin with.</param>
    /// <param name="Rate">Which rate it has.</param>
    /// <param name="Seller">What must be known of the seller.</param>
    /// <param name="Buyer">What must be known of the buyer.</param>
    /// <param name="Why">Whether a reason is given for not taking the tax.</param>
    /// <param name="Tax">What the tax amounts to.</param>
    /// <param name="ByRate">It has several rates, each broken down by itself.</param>
    /// <param name="OnTax">Rules of the breakdown look at the tax, not at its category code.</param>
    /// <param name="AnyTax">They look at taxes other than VAT too.</param>
    /// <param name="Anywhere">Seller and representative may stand anywhere.</param>
    private sealed record Category(string Code, string Prefix, VatRate Rate, VatSeller Seller, VatBuyer Buyer, VatReason Why, Tax Tax, bool ByRate = false, bool OnTax = false, bool AnyTax = false, bool Anywhere = false)
    {
        public bool Has(Element tax) => CiiInvoice.Is(tax, Code);

        public bool HasVat(Element tax) => CiiInvoice.Is(tax, Code) && CiiInvoice.IsVat(tax);

        public Check<CiiInvoice> Rule(string number, Func<Element, CiiInvoice, bool> holds) => new($"{Prefix}-{number}", Severity.Fatal, holds);

        public Check<CiiInvoice> Rule(string number, Func<Element, CiiInvoice, Outcome> compute) => new($"{Prefix}-{number}", Severity.Fatal, (e, i) => compute(e, i).Holds, (e, i) => compute(e, i).Told);

        public Check<CiiInvoice> OfRate(string number)
            => new($"{Prefix}-{number}", Severity.Fatal, (e, _) => RateIsRight(e, this), (e, _) => new Told(e.First(Ram.RateApplicablePercent)?.Text, Rate == VatRate.Zero ? "0" : null));
    }
}
