using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Peppol.National;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>What Peppol rules ask of a whole CII invoice: its process, its currencies, and the countries of those it concerns.</summary>
internal sealed class PeppolCiiInvoice
{
    private readonly List<Element> sellers;
    private readonly List<Element> buyers;
    private readonly List<Element> representatives;
    private HashSet<string>? currencies;
    private HashSet<string>? taxCurrencies;
    private List<Element>? periods;
    private bool? correctsAnother;

    public PeppolCiiInvoice(Document document)
    {
        Document = document;
        IsOfProcess = Specification.IsProcessInCii(Root.Of(Rsm.ExchangedDocumentContext, Ram.BusinessProcessSpecifiedDocumentContextParameter, Ram.ID));
        sellers = OfAgreement(Ram.SellerTradeParty);
        buyers = OfAgreement(Ram.BuyerTradeParty);
        representatives = OfAgreement(Ram.SellerTaxRepresentativeTradeParty);
        SellerAddress = Address(Sellers);
        BuyerAddress = Address(Buyers);
        Seller = Countries.OfVatNumbers(VatNumbers(Sellers.Take(1))) ?? Countries.OfVatNumbers(VatNumbers(Representatives)) ?? Countries.Capitals(SellerAddress) ?? Countries.Unknown;
    }

    public Document Document { get; }

    public Element Root => Document.Root;

    /// <summary>Whether its process (BT-23) is written as Peppol says.</summary>
    public bool IsOfProcess { get; }

    /// <summary>The seller (BG-4); one, in an invoice that is right.</summary>
    public List<Element> Sellers => Document.Looked(sellers);

    /// <summary>The buyer (BG-7).</summary>
    public List<Element> Buyers => Document.Looked(buyers);

    /// <summary>The seller's tax representative (BG-11).</summary>
    public List<Element> Representatives => Document.Looked(representatives);

    /// <summary>The seller's country: that of its VAT number, else of its representative's, else of its address.</summary>
    public string Seller { get; }

    /// <summary>The country of the seller's address, as written.</summary>
    public string? SellerAddress { get; }

    /// <summary>The country of the buyer's address, as written.</summary>
    public string? BuyerAddress { get; }

    /// <summary>The invoice's currency (BT-5), as written; one, in an invoice that is right.</summary>
    public HashSet<string> Currencies => currencies ??= Texts(Ram.InvoiceCurrencyCode);

    /// <summary>The currency of VAT accounting (BT-6), as written; one at most, in an invoice that is right.</summary>
    public HashSet<string> TaxCurrencies => taxCurrencies ??= Texts(Ram.TaxCurrencyCode);

    /// <summary>The period invoiced (BG-14).</summary>
    public List<Element> Periods => Document.Looked(periods ??= OfSettlement(Ram.BillingSpecifiedPeriod));

    /// <summary>Whether it names an invoice before it (BT-25).</summary>
    public bool CorrectsAnother
        => correctsAnother ??= Document.Anywhere(Ram.ApplicableHeaderTradeSettlement).Any(s => s.Has(Ram.InvoiceReferencedDocument, Ram.IssuerAssignedID));

    /// <summary>Whether it names an order (BT-13).</summary>
    public bool HasOrder => Root.Has(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, Ram.BuyerOrderReferencedDocument, Ram.IssuerAssignedID);

    /// <summary>Whether the seller's address is in a country, however written.</summary>
    public bool SellerLives(string country) => Countries.Capitals(SellerAddress) == country;

    /// <summary>Whether the buyer's address is in a country, however written.</summary>
    public bool BuyerLives(string country) => Countries.Capitals(BuyerAddress) == country;

    /// <summary>All elements at the end of a path that begins in the settlement.</summary>
    public List<Element> OfSettlement(params ReadOnlySpan<Name> path) => Root.All([Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, .. path]);

    /// <summary>Tax numbers of parties under the scheme that Peppol's rules call VAT.</summary>
    /// <remarks>EN 16931 calls it VA: of an invoice that keeps both, the rules that ask for such a number find none.</remarks>
    public static IEnumerable<Element> VatNumbers(IEnumerable<Element> parties)
        => parties.SelectMany(p => p.All(Ram.SpecifiedTaxRegistration, Ram.ID)).Where(id => id.Attribute("schemeID") == "VAT");

    /// <summary>A party's country (BT-40, BT-55), as written; null when it has none.</summary>
    public static string? Address(IEnumerable<Element> parties) => parties.Select(p => p.Find(Ram.PostalTradeAddress, Ram.CountryID)).FirstOrDefault(c => c is not null)?.Text;

    private List<Element> OfAgreement(Name party) => Root.All(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, party);

    private HashSet<string> Texts(Name name) => [.. OfSettlement(name).Select(c => c.Text)];
}
