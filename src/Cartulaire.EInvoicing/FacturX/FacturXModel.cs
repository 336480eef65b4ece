using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>
/// The business rules of a profile of Factur-X: those of EN 16931 that it has (<c>Rules.txt</c>), most of them as in CII (<see cref="CiiModel"/>), but each looked at by itself; where the profile asks something else, that stands here. EXTENDED has more (<see cref="FacturXExtended"/>).
/// </summary>
internal sealed class FacturXModel
{
    private static readonly Dictionary<string, Check<CiiInvoice>> OfCii = CiiModel.Pattern.Checks.Concat(CiiSyntax.Pattern.Checks)
        .DistinctBy(c => c.Rule).ToDictionary(c => c.Rule, StringComparer.Ordinal);

    private readonly string profile;

    private FacturXModel(string profile) => this.profile = profile;

    /// <summary>The rules, each group looking at all its elements.</summary>
    public Pattern<CiiInvoice> Pattern { get; } = new(everyGroup: true);

    /// <summary>The rules of a profile.</summary>
    public static Pattern<CiiInvoice> Of(string profile)
    {
        var model = new FacturXModel(profile);
        model.TheWhole();
        model.Parties();
        model.Lines();
        model.Allowances();
        model.Settlement();
        FacturXVat.AddTo(model);
        FacturXExtended.AddTo(model);
        return model.Pattern;
    }

    /// <summary>Whether an allowance or charge has this very indicator.</summary>
    public static bool Says(Element allowance, string word) => allowance.All(Ram.ChargeIndicator, Udt.Indicator).Exists(i => i.Text == word);

    /// <summary>A rule that reads as in CII.</summary>
    public static Check<CiiInvoice> Same(string rule) => OfCii[rule];

    /// <summary>Rules that read as in CII.</summary>
    public static IEnumerable<Check<CiiInvoice>> Same(params string[] rules) => rules.Select(Same);

    /// <summary>A rule that reads otherwise, or that CII has not.</summary>
    public static Check<CiiInvoice> Own(string rule, Func<Element, CiiInvoice, bool> holds, Func<Element, CiiInvoice, Told>? tell = null) => new(rule, Severity.Fatal, holds, tell);

    /// <summary>The same, of one that computes.</summary>
    public static Check<CiiInvoice> Own(string rule, Func<Element, CiiInvoice, Outcome> compute) => new(rule, Severity.Fatal, (e, invoice) => compute(e, invoice).Holds, (e, invoice) => compute(e, invoice).Told);

    /// <summary>Adds those rules of some that the profile has.</summary>
    public void On(Place place, params IEnumerable<Check<CiiInvoice>> rules) => Keep(Pattern.On(place), rules);

    private void Keep(Pattern<CiiInvoice>.Group group, IEnumerable<Check<CiiInvoice>> rules)
        => group.Add(rules.Where(r => FacturXTable.Has(profile, r.Rule)).Select(r => r with { Severity = FacturXTable.SeverityOf(r.Rule) }));

    private void TheWhole()
    {
        var root = Place.FromRoot(Rsm.CrossIndustryInvoice);
        On(root, Same("BR-01", "BR-02", "BR-03", "BR-04", "BR-05", "BR-06", "BR-07", "BR-16", "BR-62", "BR-63", "CII-SR-467", "CII-SR-468", "CII-SR-469", "BR-B-01", "BR-B-02"));
        On(
            root,
            Own("BR-08", (_, invoice) => HasAddress(invoice, Ram.SellerTradeParty)),
            Own("BR-09", (_, invoice) => HasCountry(invoice, Ram.SellerTradeParty)),
            Own("BR-10", (_, invoice) => HasAddress(invoice, Ram.BuyerTradeParty)),
            Own("BR-11", (_, invoice) => HasCountry(invoice, Ram.BuyerTradeParty)));
        Keep(Pattern.OnNames(_ => true, e => e.Children.IsEmpty && e.Trimmed.Length == 0), [Own("PEPPOL-EN16931-R008", (_, _) => false)]);
    }

    private void Parties()
    {
        On(Place.Of(Ram.SellerTradeParty), Same("BR-CO-26"));
        On(Place.Of(Ram.SpecifiedTaxRegistration, Ram.ID).Where(e => e.Attribute("schemeID") == "VA"), Same("BR-CO-09"));
        On(Place.Of(Ram.SellerTaxRepresentativeTradeParty), Same("BR-18", "BR-19", "BR-20", "BR-56"));

        // Payee and seller are looked for side by side, where no seller ever stands.
        On(Place.Of(Ram.PayeeTradeParty), Own("BR-17", (e, _) => e.Has(Ram.Name)));
        On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement), Same("CII-SR-465", "CII-SR-466", "CII-SR-475", "CII-SR-476"));
        On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeDelivery), Same("BR-57"));
        On(Place.Of(Ram.AdditionalReferencedDocument), Same("BR-52"));
    }

    private void Lines()
    {
        On(Place.Of(Ram.IncludedSupplyChainTradeLineItem), Same("BR-21", "BR-22", "BR-23", "BR-24", "BR-25", "BR-26", "BR-27", "BR-28", "BR-64", "BR-CO-04", "BR-DEC-23"));
        On(Place.Of(Ram.IncludedSupplyChainTradeLineItem), Own("BR-65", (e, _) => !e.Has(Ram.SpecifiedTradeProduct, Ram.DesignatedProductClassification)
            || e.All(Ram.SpecifiedTradeProduct, Ram.DesignatedProductClassification, Ram.ClassCode).Exists(c => c.Attribute("listID") is { Length: > 0 })));
        On(Place.Of(Ram.ApplicableProductCharacteristic), Same("BR-54"));
        On(Place.Of(Ram.SpecifiedLineTradeSettlement, Ram.BillingSpecifiedPeriod), Same("BR-30", "BR-CO-20"));
        On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement), Same("CII-SR-474"));
    }

    private void Allowances()
    {
        foreach (var rules in ChargeRules.All)
        {
            On(CiiModel.Indicator(rules.OfLine, rules.IsCharge), Same([.. rules.Ids]));
        }

        // Two identifiers have changed places, officially.
        On(Place.Of(Ram.SpecifiedTradeAllowanceCharge), [
            .. Same("CII-SR-463", "CII-SR-473"),
            Own("CII-SR-471", (e, _) => e.Count(Ram.CategoryTradeTax) <= 1),
            Own("CII-SR-472", (e, _) => e.Count(Ram.RateApplicablePercent) <= 1)]);
    }

    private void Settlement()
    {
        On(Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.BillingSpecifiedPeriod), Same("BR-29", "BR-CO-19"));
        On(Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation), Same(
            "BR-12", "BR-13", "BR-14", "BR-15", "BR-53", "BR-CO-10", "BR-CO-13", "BR-CO-15", "BR-CO-16",
            "BR-DEC-09", "BR-DEC-10", "BR-DEC-11", "BR-DEC-12", "BR-DEC-13", "BR-DEC-14", "BR-DEC-15", "BR-DEC-16", "BR-DEC-17", "BR-DEC-18"));
        On(
            Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation),
            Own("BR-CO-11", (e, invoice) => IsSum(e, Ram.AllowanceTotalAmount, Of(invoice, "false"), 0, Figure.Of)),
            Own("BR-CO-12", (e, invoice) => IsSum(e, Ram.ChargeTotalAmount, Of(invoice, "true"), Logistics(invoice), a => Figure.Cents(Figure.Of(a)))));
        On(Place.Of(Ram.SpecifiedTradeSettlementHeaderMonetarySummation, Ram.TaxTotalAmount), Same("BR-CO-14"));
        On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans), Same("BR-49"));
        On(Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans, Ram.PayeePartyCreditorFinancialAccount).Where(e => e.Parent!.All(Ram.TypeCode).Exists(c => c.Text is "30" or "58")), Same("BR-50", "BR-61"));
        On(
            Place.Of(Ram.SpecifiedTradeSettlementPaymentMeans).Where(e => e.Of(Ram.TypeCode) is "30" or "58"),
            Own("CII-SR-470", (e, _) => e.Has(Ram.PayeePartyCreditorFinancialAccount, Ram.IBANID) != e.Has(Ram.PayeePartyCreditorFinancialAccount, Ram.ProprietaryID)));
        On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.InvoiceReferencedDocument), Same("BR-55"));
        On(Place.Of(Ram.ApplicableTradeSettlementFinancialCard), Same("BR-51"));
        On(Place.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement), Own("BR-CO-18", (e, _) => e.Has(Ram.ApplicableTradeTax)));
    }

    private static bool HasAddress(CiiInvoice invoice, Name party) => invoice.Document.Anywhere(party).Any(p => p.Has(Ram.PostalTradeAddress));

    private static bool HasCountry(CiiInvoice invoice, Name party)
        => invoice.Document.Anywhere(party).Any(p => p.All(Ram.PostalTradeAddress, Ram.CountryID).Exists(c => c.Text.Length > 0));

    /// <summary>Allowances or charges of the document by their very indicator.</summary>
    public static List<Element> Of(CiiInvoice invoice, string word) => invoice.Allowances.FindAll(a => Says(a, word));

    /// <summary>Logistics charges of the document, which EXTENDED has.</summary>
    public static decimal? Logistics(CiiInvoice invoice) => Figure.Cents(Figure.Sum(invoice.OfSettlement(Ram.SpecifiedLogisticsServiceCharge, Ram.AppliedAmount)));

    private static Outcome IsSum(Element totals, Name total, List<Element> summed, decimal? more, Func<Element, decimal?> read)
    {
        var sum = Figure.Cents(Figure.Sum(summed.SelectMany(a => a.All(Ram.ActualAmount)))) + more;
        return new Outcome((summed.Count == 0 && !totals.Has(total)) || totals.All(total).Exists(a => Figure.Same(read(a), sum)), totals.First(total), sum);
    }
}
