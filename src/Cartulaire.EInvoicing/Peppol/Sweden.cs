using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules for Swedish sellers (SE-R).</summary>
internal static class Sweden
{
    /// <summary>The rules: for every Swedish seller, for those with VAT there, and for those who sell in Sweden.</summary>
    public static NationalRules[] Rules { get; } =
    [
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(Lives), OfSellers()),
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(HasVat), Rates()),
        new(invoice => Parties(invoice, Cac.AccountingSupplierParty).Any(Lives) && Parties(invoice, Cac.AccountingCustomerParty).Any(Lives), AtHome()),
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
            .Fatal("SE-R-005", e => string.Equals(e.Trimmed, "GODKÄND FÖR F-SKATT", StringComparison.OrdinalIgnoreCase));
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
            .Fatal("SE-R-006", e => e.Raw(Cbc.Percent).Number() is 25 or 12 or 6);
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.PaymentMeans).Where(e => e.Says("31", Cbc.PaymentMeansCode) && !IsByGiro(e))).Warning("SE-R-012", _ => false);
        return pattern;
    }

    private static IEnumerable<Element> Parties(PeppolInvoice invoice, Name role) => invoice.Document.Anywhere(role).SelectMany(r => r.All(Cac.Party));

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
