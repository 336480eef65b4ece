using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>Which identifiers the parties of an invoice have, as far as VAT categories ask for them.</summary>
internal sealed class TaxIds
{
    public TaxIds(IEnumerable<Element> sellers, IEnumerable<Element> representatives, CiiInvoice invoice)
    {
        var ofSellers = sellers.ToList();
        SellerVat = ofSellers.Exists(p => Has(p, "VA"));
        SellerTax = SellerVat || ofSellers.Exists(p => Has(p, "FC"));
        RepresentativeVat = representatives.Any(p => Has(p, "VA"));
        var buyers = invoice.Document.Anywhere(Ram.BuyerTradeParty).ToList();
        BuyerVat = buyers.Exists(p => Has(p, "VA"));
        BuyerLegal = buyers.Exists(p => p.Has(Ram.SpecifiedLegalOrganization, Ram.ID));
    }

    /// <summary>The seller has a VAT identifier (BT-31).</summary>
    public bool SellerVat { get; }

    /// <summary>The seller has a VAT identifier or another tax registration (BT-31, BT-32).</summary>
    public bool SellerTax { get; }

    /// <summary>The seller's tax representative has a VAT identifier (BT-63).</summary>
    public bool RepresentativeVat { get; }

    /// <summary>The buyer has a VAT identifier (BT-48).</summary>
    public bool BuyerVat { get; }

    /// <summary>The buyer has a legal registration (BT-47).</summary>
    public bool BuyerLegal { get; }

    private static bool Has(Element party, string scheme) => party.All(Ram.SpecifiedTaxRegistration, Ram.ID).Exists(id => id.Attribute("schemeID") == scheme);
}
