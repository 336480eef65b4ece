using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Dutch sellers (NL-R).</summary>
internal static class Netherlands
{
    /// <summary>The rules in UBL: for every Dutch seller, for those represented at home, and for those who sell at home.</summary>
    public static NationalRules<PeppolInvoice>[] Ubl { get; } =
    [
        new(invoice => invoice.SellerLives("NL"), OfSellers()),
        new(invoice => invoice.SellerLives("NL") && string.Equals(invoice.Root.Of(Cac.TaxRepresentativeParty, Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode), "NL", StringComparison.OrdinalIgnoreCase), Represented()),
        new(invoice => invoice.SellerLives("NL") && invoice.BuyerLives("NL"), AtHome()),
    ];

    /// <summary>The rules in CII: for every Dutch seller, for those represented at home, and for those who sell at home.</summary>
    public static NationalRules<PeppolCiiInvoice>[] Cii { get; } =
    [
        new(invoice => invoice.SellerLives("NL"), OfSellersInCii()),
        new(invoice => invoice.SellerLives("NL") && Countries.Capitals(PeppolCiiInvoice.Address(invoice.Representatives)) == "NL", RepresentedInCii()),
        new(invoice => invoice.SellerLives("NL") && invoice.BuyerLives("NL"), AtHomeInCii()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cbc.CreditNoteTypeCode)).Fatal("NL-R-001", (_, invoice) => invoice.CorrectsAnother);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress)).Fatal("NL-R-002", IsWhole);
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID)).Fatal("NL-R-003", IsLegalId);
        pattern.On(Place.Of(Cac.LegalMonetaryTotal))
            .Fatal("NL-R-007", (e, invoice) => (ReferenceEquals(invoice.Root.Name, Names.Invoice) ? e.At(Cbc.PayableAmount) <= 0 : e.At(Cbc.PayableAmount) >= 0) || invoice.HasPaymentMeans);
        pattern.On(Place.Of(Cac.OrderLineReference, Cbc.LineID)).Fatal("NL-R-009", (_, invoice) => invoice.HasOrder);
        return pattern;
    }

    private static Pattern<PeppolInvoice> Represented()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.TaxRepresentativeParty, Cac.PostalAddress)).Fatal("NL-R-006", IsWhole);
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party, Cac.PostalAddress)).Fatal("NL-R-004", IsWhole);
        pattern.On(Place.Of(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID)).Fatal("NL-R-005", IsLegalId);
        pattern.On(Place.Of(Cac.PaymentMeans)).Fatal("NL-R-008", e => IsUsual(e.Of(Cbc.PaymentMeansCode)));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> OfSellersInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.ExchangedDocument).Where(e => e.Of(Ram.TypeCode) is "81" or "83" or "381" or "396" or "532"))
            .Fatal("NL-R-001", (_, invoice) => invoice.CorrectsAnother);
        pattern.On(Party(Ram.SellerTradeParty, Ram.PostalTradeAddress)).Fatal("NL-R-002", IsWholeInCii);
        pattern.On(Party(Ram.SellerTradeParty, Ram.SpecifiedLegalOrganization, Ram.ID)).Fatal("NL-R-003", IsLegalId);
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.SpecifiedTradeSettlementHeaderMonetarySummation))
            .Fatal("NL-R-007", (e, invoice) => (invoice.Root.Of(Rsm.ExchangedDocument, Ram.TypeCode) == "381" ? e.At(Ram.DuePayableAmount) >= 0 : e.At(Ram.DuePayableAmount) <= 0)
                || invoice.OfSettlement(Ram.SpecifiedTradeSettlementPaymentMeans).Count > 0);
        pattern.On(Place.Of(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeAgreement, Ram.BuyerOrderReferencedDocument, Ram.LineID))
            .Fatal("NL-R-009", (_, invoice) => invoice.HasOrder);
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> RepresentedInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Party(Ram.SellerTaxRepresentativeTradeParty, Ram.PostalTradeAddress)).Fatal("NL-R-006", IsWholeInCii);
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> AtHomeInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Party(Ram.BuyerTradeParty, Ram.PostalTradeAddress)).Fatal("NL-R-004", IsWholeInCii);
        pattern.On(Party(Ram.BuyerTradeParty, Ram.SpecifiedLegalOrganization, Ram.ID)).Fatal("NL-R-005", IsLegalId);
        pattern.On(Place.FromRoot(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.SpecifiedTradeSettlementPaymentMeans))
            .Fatal("NL-R-008", e => IsUsual(e.Of(Ram.TypeCode)));
        return pattern;
    }

    private static Place Party(params Name[] path) => Place.FromRoot([Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, .. path]);

    private static bool IsWholeInCii(Element address) => address.Has(Ram.LineOne) && address.Has(Ram.CityName) && address.Has(Ram.PostcodeCode);

    private static bool IsUsual(string paymentMeans) => paymentMeans is "30" or "48" or "49" or "57" or "58" or "59";

    private static bool IsWhole(Element address) => address.Has(Cbc.StreetName) && address.Has(Cbc.CityName) && address.Has(Cbc.PostalZone);

    // KVK (0106) or OIN (0190).
    private static bool IsLegalId(Element id) => id.Trimmed.Length > 0 && (id.Attribute("schemeID") ?? string.Empty).Split(' ').Any(s => s is "0106" or "0190");
}
