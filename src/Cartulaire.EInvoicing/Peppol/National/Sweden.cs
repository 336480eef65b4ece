using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Swedish sellers (SE-R).</summary>
internal static class Sweden
{
    /// <summary>The rules in UBL: for every Swedish seller, for those with VAT there, and for those who sell in Sweden.</summary>
    public static NationalRules<PeppolInvoice>[] Ubl { get; } =
    [
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(Lives), OfSellers()),
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(HasVat), Rates()),
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(Lives) && Parties(invoice, Cac.AccountingCustomerParty).Any(Lives), AtHome()),
    ];

    /// <summary>The rules in CII: for every Swedish seller, for those with VAT there, and for those who sell in Sweden.</summary>
    public static NationalRules<PeppolCiiInvoice>[] Cii { get; } =
    [
        new(invoice => invoice.Sellers.Exists(LivesInCii), OfSellersInCii()),
        new(invoice => invoice.Sellers.Exists(HasVatInCii), RatesInCii()),
        new(invoice => invoice.Sellers.Exists(LivesInCii) && invoice.Buyers.Exists(LivesInCii), AtHomeInCii()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party).Where(HasVat))
            .Fatal("SE-R-001", e => e.TaxIds("VAT").FirstOrDefault()?.Trimmed.Size() == 14)
            .Fatal("SE-R-002", e => e.TaxIds("VAT").FirstOrDefault()?.Text.From(3, 12).IsNumber() ?? false);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity).Where(e => Lives(e.Parent!) && e.Has(Cbc.CompanyID)))
            .Fatal("SE-R-003", e => e.Raw(Cbc.CompanyID).IsNumber())
            .Fatal("SE-R-004", e => e.Of(Cbc.CompanyID).Size() == 10)
            .Fatal("SE-R-013", e => CheckDigits.IsSwedish(e.Of(Cbc.CompanyID)));
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyTaxScheme, Cbc.CompanyID).Where(IsOtherTaxId))
            .Fatal("SE-R-005", e => IsApproved(e.Trimmed));
        pattern.On(AccountOf("SE:PLUSGIRO"))
            .Warning("SE-R-007", e => e.Trimmed.IsNumber())
            .Warning("SE-R-010", e => e.Trimmed.Size() is >= 2 and <= 8);
        pattern.On(AccountOf("SE:BANKGIRO"))
            .Warning("SE-R-008", e => e.Trimmed.IsNumber())
            .Warning("SE-R-009", e => e.Trimmed.Size() is 7 or 8);
        pattern.On(Place.Of(Cac.PaymentMeans).Where(IsByGiro)).Warning("SE-R-011", _ => false);
        return pattern;
    }

    private static Pattern<PeppolInvoice> Rates()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.TaxCategory).Where(IsStandard), Place.Of(Cac.ClassifiedTaxCategory).Where(IsStandard))
            .Fatal("SE-R-006", e => IsRate(e.Raw(Cbc.Percent)));
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.PaymentMeans).Where(e => e.Says("31", Cbc.PaymentMeansCode) && !IsByGiro(e))).Warning("SE-R-012", _ => false);
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> OfSellersInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Seller().Where(HasVatInCii))
            .Fatal("SE-R-001", e => VatNumber(e)?.Trimmed.Size() == 14)
            .Fatal("SE-R-002", e => VatNumber(e)?.Text.From(3, 12).IsNumber() ?? false);
        pattern.On(Seller(Ram.SpecifiedLegalOrganization).Where(e => LivesInCii(e.Parent!) && e.Has(Ram.ID)))
            .Fatal("SE-R-003", e => e.Raw(Ram.ID).IsNumber())
            .Fatal("SE-R-004", e => e.Of(Ram.ID).Size() == 10)
            .Fatal("SE-R-013", e => CheckDigits.IsSwedish(e.Of(Ram.ID)));
        pattern.On(Seller(Ram.SpecifiedTaxRegistration, Ram.ID).Where(e => e.Attribute("schemeID") == "FC" && e.Parent!.Parent is { } party && LivesInCii(party) && party.Has(Ram.SpecifiedLegalOrganization, Ram.ID)))
            .Fatal("SE-R-005", e => IsApproved(e.Trimmed));
        pattern.On(GiroAccount("SE:PLUSGIRO"))
            .Warning("SE-R-007", e => e.Trimmed.IsNumber())
            .Warning("SE-R-010", e => e.Trimmed.Size() is >= 2 and <= 8);
        pattern.On(GiroAccount("SE:BANKGIRO"))
            .Warning("SE-R-008", e => e.Trimmed.IsNumber())
            .Warning("SE-R-009", e => e.Trimmed.Size() is 7 or 8);
        pattern.On(Means().Where(e => e.Of(Ram.TypeCode) is "50" or "56")).Warning("SE-R-011", _ => false);
        return pattern;
    }

    // Every rate, whatever its category: exempt lines break the rule too.
    private static Pattern<PeppolCiiInvoice> RatesInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Ram.ApplicableTradeTax), Place.Of(Ram.CategoryTradeTax)).Fatal("SE-R-006", e => IsRate(e.Raw(Ram.RateApplicablePercent)));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> AtHomeInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Means().Where(e => e.Of(Ram.TypeCode) == "31")).Warning("SE-R-012", _ => false);
        return pattern;
    }

    private static IEnumerable<Element> Parties(PeppolInvoice invoice, Name role) => invoice.Document.Anywhere(role).SelectMany(r => r.All(Cac.Party));

    private static bool IsRate(string percent) => percent.Number() is 25 or 12 or 6;

    private static bool IsApproved(string taxId) => string.Equals(taxId, "GODKÄND FÖR F-SKATT", StringComparison.OrdinalIgnoreCase);

    private static Place Seller(params Name[] path) => Place.Of([Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, Ram.SellerTradeParty, .. path]);

    private static Place Means(params Name[] path) => Place.FromRoot([Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.SpecifiedTradeSettlementPaymentMeans, .. path]);

    private static Place GiroAccount(string giro) => Means(Ram.PayeePartyCreditorFinancialAccount, Ram.ProprietaryID).Where(
        e => e.Parent!.Parent is { } means && means.Of(Ram.TypeCode) == "30" && means.Of(Ram.PayeeSpecifiedCreditorFinancialInstitution, Ram.BICID) == giro);

    private static bool LivesInCii(Element party) => party.Says("SE", Ram.PostalTradeAddress, Ram.CountryID);

    private static bool HasVatInCii(Element party) => LivesInCii(party) && PeppolCiiInvoice.VatNumbers([party]).Any(id => id.Text.From(1, 2) == "SE");

    private static Element? VatNumber(Element party) => PeppolCiiInvoice.VatNumbers([party]).FirstOrDefault();

    private static bool Lives(Element party) => party.Says("SE", Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode);

    private static bool HasVat(Element party) => Lives(party) && party.TaxIds("VAT").Any(id => id.Text.From(1, 2) == "SE");

    private static bool IsOtherTaxId(Element id)
        => id.Parent!.Parent is { } party && Lives(party) && party.Has(Cac.PartyLegalEntity, Cbc.CompanyID) && !string.Equals(id.Parent.Of(Cac.TaxScheme, Cbc.ID), "VAT", StringComparison.OrdinalIgnoreCase);

    private static bool IsStandard(Element category) => category.Says("S", Cbc.ID);

    private static bool IsByGiro(Element means) => means.Says("50", Cbc.PaymentMeansCode) || means.Says("56", Cbc.PaymentMeansCode);

    // Accounts of the two giro systems are told by the branch.
    private static Place AccountOf(string giro) => Place.Of(Cac.PaymentMeans, Cac.PayeeFinancialAccount, Cbc.ID).Where(
        e => e.Parent!.Parent is { } means && means.Of(Cbc.PaymentMeansCode) == "30" && means.Of(Cac.PayeeFinancialAccount, Cac.FinancialInstitutionBranch, Cbc.ID) == giro);
}
