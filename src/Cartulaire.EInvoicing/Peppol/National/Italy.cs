using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Italian sellers (IT-R).</summary>
internal static class Italy
{
    /// <summary>The rules in UBL.</summary>
    public static NationalRules<PeppolInvoice> Ubl { get; } = new(invoice => invoice.Seller == "IT", InUbl());

    /// <summary>The rules in CII.</summary>
    public static NationalRules<PeppolCiiInvoice> Cii { get; } = new(invoice => invoice.Seller == "IT", InCii());

    private static Pattern<PeppolInvoice> InUbl()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyTaxScheme).Where(e => e.Of(Cac.TaxScheme, Cbc.ID) != "VAT"))
            .Fatal("IT-R-001", e => IsTaxNumber(e.Of(Cbc.CompanyID)));
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party))
            .Fatal("IT-R-002", e => e.Has(Cac.PostalAddress, Cbc.StreetName))
            .Fatal("IT-R-003", e => e.Has(Cac.PostalAddress, Cbc.CityName))
            .Fatal("IT-R-004", e => e.Has(Cac.PostalAddress, Cbc.PostalZone));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> InCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Ram.SellerTradeParty, Ram.SpecifiedTaxRegistration))
            .Fatal("IT-R-001", e => e.All(Ram.ID).Exists(id => Blank.Normalize(id.Attribute("schemeID") ?? string.Empty) != "FC" || IsTaxNumber(id.Trimmed)));
        pattern.On(Place.Of(Ram.SellerTradeParty))
            .Fatal("IT-R-002", e => e.Has(Ram.PostalTradeAddress, Ram.LineOne))
            .Fatal("IT-R-003", e => e.Has(Ram.PostalTradeAddress, Ram.CityName))
            .Fatal("IT-R-004", e => e.Has(Ram.PostalTradeAddress, Ram.PostcodeCode));
        return pattern;
    }

    // Of a tax registration that is no VAT number (BT-32): 11 to 16 capitals or digits.
    private static bool IsTaxNumber(string text) => text.Length is >= 11 and <= 16 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
