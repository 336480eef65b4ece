using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Icelandic sellers (IS-R).</summary>
internal static class Iceland
{
    /// <summary>The rules: for every Icelandic seller, and for those who sell in Iceland.</summary>
    public static NationalRules<PeppolInvoice>[] Ubl { get; } =
    [
        new(invoice => invoice.SellerAddress == "IS", OfSellers()),
        new(invoice => invoice is { SellerAddress: "IS", BuyerAddress: "IS" }, AtHome()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.CreditNote), Place.FromRoot(Names.Invoice))
            .Warning("IS-R-001", e => e.Of(Cbc.InvoiceTypeCode) is "380" or "381" || e.Of(Cbc.CreditNoteTypeCode) is "380" or "381")
            .Fatal("IS-R-002", e => HasLegalId(e, Cac.AccountingSupplierParty, Cac.Party))
            .Fatal("IS-R-003", e => HasAddress(e, Cac.AccountingSupplierParty, Cac.Party))
            .Fatal("IS-R-006", e => HasAccount(e, "9"))
            .Fatal("IS-R-007", e => HasAccount(e, "42"))
            .Fatal("IS-R-008", e => Deadlines(e).All(d => d.Raw(Cbc.ID).Size() == 10 && Day.Of(d.First(Cbc.ID)) is not null))
            .Fatal("IS-R-009", e => e.Has(Cbc.DueDate) || !Deadlines(e).Any())
            .Fatal("IS-R-010", e => !Deadlines(e).Any() || Deadlines(e).SelectMany(d => d.All(Cbc.ID)).Any(id => e.All(Cbc.DueDate).Exists(due => string.CompareOrdinal(due.Text, id.Text) <= 0)));
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.CreditNote, Cac.AccountingCustomerParty), Place.FromRoot(Names.Invoice, Cac.AccountingCustomerParty))
            .Fatal("IS-R-004", e => HasLegalId(e, Cac.Party))
            .Fatal("IS-R-005", e => HasAddress(e, Cac.Party));
        return pattern;
    }

    private static bool HasLegalId(Element above, params Name[] party) => above.Bears("schemeID", "0196", [.. party, Cac.PartyLegalEntity, Cbc.CompanyID]);

    private static bool HasAddress(Element above, params Name[] party)
        => above.Has([.. party, Cac.PostalAddress, Cbc.StreetName]) && above.Has([.. party, Cac.PostalAddress, Cbc.PostalZone]);

    // Who is paid by these means has an account of twelve characters.
    private static bool HasAccount(Element invoice, string code)
        => invoice.All(Cac.PaymentMeans).Where(m => m.Says(code, Cbc.PaymentMeansCode)).ToList() is var means
            && (means.Count == 0 || (means.SelectMany(m => m.All(Cac.PayeeFinancialAccount, Cbc.ID)).ToList() is { Count: > 0 } accounts && accounts.TrueForAll(a => a.Trimmed.Size() == 12)));

    // The last day of payment (eindagi) stands among the supporting documents.
    private static IEnumerable<Element> Deadlines(Element invoice) => invoice.All(Cac.AdditionalDocumentReference).Where(r => r.Says("EINDAGI", Cbc.DocumentDescription));
}
