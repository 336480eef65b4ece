using Cartulaire.EInvoicing.Peppol.National;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>What Peppol rules ask of a whole UBL invoice: its process, and the countries of those it concerns.</summary>
internal sealed class PeppolInvoice
{
    private HashSet<string>? currencies;
    private List<Element>? issuers;
    private bool? hasOrder;
    private bool? hasPaymentMeans;
    private bool? correctsAnother;

    public PeppolInvoice(Document document)
    {
        Document = document;
        IsOfProcess = Specification.IsProcess(Root.Of(Cbc.ProfileID));
        SellerAddress = Root.Find(Cac.AccountingSupplierParty, Cac.Party, Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode)?.Text;
        BuyerAddress = Root.Find(Cac.AccountingCustomerParty, Cac.Party, Cac.PostalAddress, Cac.Country, Cbc.IdentificationCode)?.Text;
        IssueDate = Root.Raw(Cbc.IssueDate);
        PeriodStart = Root.Find(Cac.InvoicePeriod, Cbc.StartDate);
        PeriodEnd = Root.Find(Cac.InvoicePeriod, Cbc.EndDate);
        SellersOwn = VatPrefix(Root.All(Cac.AccountingSupplierParty, Cac.Party)) ?? Countries.Capitals(SellerAddress) ?? Countries.Unknown;
        Seller = VatPrefix(Root.All(Cac.AccountingSupplierParty, Cac.Party)) ?? VatPrefix(Root.All(Cac.TaxRepresentativeParty)) ?? Countries.Capitals(SellerAddress) ?? Countries.Unknown;
        Buyer = VatPrefix(Root.All(Cac.AccountingCustomerParty, Cac.Party)) ?? Countries.Capitals(BuyerAddress) ?? Countries.Unknown;
    }

    public Document Document { get; }

    public Element Root => Document.Root;

    /// <summary>Whether its process (BT-23) is one of Peppol's.</summary>
    public bool IsOfProcess { get; }

    /// <summary>The seller's country: that of its VAT number, else of its representative's, else of its address.</summary>
    public string Seller { get; }

    /// <summary>The seller's country, a representative left out.</summary>
    public string SellersOwn { get; }

    /// <summary>The buyer's country: that of its VAT number, else of its address.</summary>
    public string Buyer { get; }

    /// <summary>The country of the seller's address, as written.</summary>
    public string? SellerAddress { get; }

    /// <summary>The country of the buyer's address, as written.</summary>
    public string? BuyerAddress { get; }

    /// <summary>Day of issue (BT-2), as written.</summary>
    public string IssueDate { get; }

    /// <summary>First day of the period invoiced (BT-73).</summary>
    public Element? PeriodStart { get; }

    /// <summary>Last day of the period invoiced (BT-74).</summary>
    public Element? PeriodEnd { get; }

    /// <summary>The invoice's currency (BT-5), as written; one, in an invoice that is right.</summary>
    public HashSet<string> Currencies => currencies ??= [.. Root.All(Cbc.DocumentCurrencyCode).Select(c => c.Text)];

    /// <summary>VAT numbers of the seller and of its representative.</summary>
    public List<Element> Issuers => Document.Looked(issuers ??= [.. Root.All(Cac.AccountingSupplierParty, Cac.Party).Concat(Root.All(Cac.TaxRepresentativeParty)).SelectMany(p => p.TaxIds("VAT"))]);

    /// <summary>Whether it names an order (BT-13).</summary>
    public bool HasOrder => hasOrder ??= Root.Has(Cac.OrderReference, Cbc.ID);

    /// <summary>Whether it says anywhere how to pay (BG-16).</summary>
    public bool HasPaymentMeans => hasPaymentMeans ??= Document.Anywhere(Cac.PaymentMeans).Any();

    /// <summary>Whether it names an invoice before it (BT-25).</summary>
    public bool CorrectsAnother => correctsAnother ??= Root.Has(Cac.BillingReference, Cac.InvoiceDocumentReference, Cbc.ID);

    /// <summary>Whether the addresses of seller and buyer are both German: they may then do what others may not.</summary>
    public bool IsGerman => SellerLives("DE") && BuyerLives("DE");

    /// <summary>Whether the seller's address is in a country, however written.</summary>
    public bool SellerLives(string country) => Countries.Capitals(SellerAddress) == country;

    /// <summary>Whether the buyer's address is in a country, however written.</summary>
    public bool BuyerLives(string country) => Countries.Capitals(BuyerAddress) == country;

    private static string? VatPrefix(List<Element> parties) => Countries.OfVatNumbers(parties.SelectMany(p => p.TaxIds("VAT")));
}
