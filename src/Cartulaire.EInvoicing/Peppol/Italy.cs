using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules for Italian sellers (IT-R).</summary>
internal static class Italy
{
    /// <summary>The rules.</summary>
    public static NationalRules Rules { get; } = new(invoice => invoice.Seller == "IT", Build());

    private static Pattern<PeppolInvoice> Build()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyTaxScheme).Where(e => e.Of(Cac.TaxScheme, Cbc.ID) != "VAT"))
            .Fatal("IT-R-001", e => e.Of(Cbc.CompanyID) is { Length: >= 11 and <= 16 } id && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party))
            .Fatal("IT-R-002", e => e.Has(Cac.PostalAddress, Cbc.StreetName))
            .Fatal("IT-R-003", e => e.Has(Cac.PostalAddress, Cbc.CityName))
            .Fatal("IT-R-004", e => e.Has(Cac.PostalAddress, Cbc.PostalZone));
        return pattern;
    }
}
