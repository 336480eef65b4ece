using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules for Dutch sellers (NL-R).</summary>
internal static class Netherlands
{
    /// <summary>The rules: for every Dutch seller, for those represented at home, and for those who sell at home.</summary>
    public static NationalRules[] Rules { get; } =
    [
        new(invoice => invoice.SellerLives("NL"), OfSellers()),
        new(invoice => invoice.SellerLives("NL") && string.Equals(invoice.Root.Of(Cac.TaxRepresentativeParty, Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode), "NL", StringComparison.OrdinalIgnoreCase), Represented()),
        new(invoice => invoice.SellerLives("NL") && invoice.BuyerLives("NL"), AtHome()),
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
        pattern.On(Place.Of(Cac.PaymentMeans)).Fatal("NL-R-008", e => e.Of(Cbc.PaymentMeansCode) is "30" or "48" or "49" or "57" or "58" or "59");
        return pattern;
    }

    private static bool IsWhole(Element address) => address.Has(Cbc.StreetName) && address.Has(Cbc.CityName) && address.Has(Cbc.PostalZone);

    // KVK (0106) or OIN (0190).
    private static bool IsLegalId(Element id) => id.Trimmed.Length > 0 && (id.Attribute("schemeID") ?? string.Empty).Split(' ').Any(s => s is "0106" or "0190");
}
