using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules for Danish sellers, most of them when the buyer is Danish too (DK-R).</summary>
internal static class Denmark
{
    private const string PaymentMeans = " 1 10 31 42 48 49 50 58 59 93 97 ";

    private static readonly Name[] Unspsc = [Cac.Item, Cac.CommodityClassification, Cbc.ItemClassificationCode];

    private static readonly string[] UnspscVersions = ["19.05.01", "19.0501", "26.08.01", "26.0801"];

    /// <summary>The rules: for every Danish seller, and for those who sell in Denmark.</summary>
    public static NationalRules[] Rules { get; } =
    [
        new(invoice => invoice.SellerAddress == "DK", OfSellers()),
        new(invoice => invoice is { SellerAddress: "DK", BuyerAddress: "DK" }, AtHome()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.CreditNote), Place.FromRoot(Names.Invoice))
            .Fatal("DK-R-002", e => LegalId(e)?.Trimmed.Length > 0)
            .Fatal("DK-R-014", e => LegalId(e) is not { } id || Blank.Normalize(id.Attribute("schemeID") ?? string.Empty) == "0184")
            .Fatal("DK-R-016", (e, invoice) => !(ReferenceEquals(e.Name, Names.CreditNote) && invoice.BuyerAddress == "DK" && e.Raw(Cac.LegalMonetaryTotal, Cbc.PayableAmount).Number() < 0));
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On([.. Each(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyIdentification), .. Each(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyIdentification)])
            .Fatal("DK-R-013", e => e.First(Cbc.ID) is not { } id || Blank.Normalize(id.Attribute("schemeID") ?? string.Empty).Length > 0);
        pattern.On(Place.FromRoot(Names.Invoice, Cac.PaymentMeans))
            .Fatal("DK-R-005", e => PaymentMeans.Contains($" {e.Raw(Cbc.PaymentMeansCode)} ", StringComparison.Ordinal))
            .Fatal("DK-R-006", e => !(IsBy(e, "31") || IsBy(e, "42")) || (e.Of(Cac.PayeeFinancialAccount, Cbc.ID).Length > 0 && e.Of(Cac.PayeeFinancialAccount, Cac.FinancialInstitutionBranch, Cbc.ID).Length > 0))
            .Fatal("DK-R-007", e => !IsBy(e, "49") || (e.Of(Cac.PaymentMandate, Cbc.ID).Length > 0 && e.Of(Cac.PaymentMandate, Cac.PayerFinancialAccount, Cbc.ID).Length > 0))
            .Fatal("DK-R-008", e => !IsBy(e, "50") || (Card(e) is "01#" or "04#" or "15#" && Account(e) is { Length: 7 or 8 } giro && giro.IsDigits()))
            .Fatal("DK-R-009", e => !(IsBy(e, "50") && Card(e) is "04#" or "15#") || e.Raw(Cbc.PaymentID).Size() == 19)
            .Fatal("DK-R-010", e => !IsBy(e, "93") || (Card(e) is "71#" or "73#" or "75#" && Account(e).Size() == 8))
            .Fatal("DK-R-011", e => !(IsBy(e, "93") && Card(e) is "71#" or "75#") || e.Raw(Cbc.PaymentID).Size() is 18 or 19);
        pattern.On(Place.FromRoot(Names.CreditNote, Cac.CreditNoteLine), Place.FromRoot(Names.Invoice, Cac.InvoiceLine))
            .Warning("DK-R-003", e => !e.Bears("listID", "TST", Unspsc) || UnspscVersions.Any(version => e.Bears("listVersionID", version, Unspsc)));
        pattern.On(Place.Of(Cac.AllowanceCharge)).Fatal("DK-R-004", e => !e.Says("ZZZ", Cbc.AllowanceChargeReasonCode) || IsDuty(e));
        return pattern;
    }

    private static Place[] Each(params Name[] path) => [Place.FromRoot([Names.CreditNote, .. path]), Place.FromRoot([Names.Invoice, .. path])];

    private static Element? LegalId(Element invoice) => invoice.Find(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID);

    private static bool IsBy(Element means, string code) => means.Says(code, Cbc.PaymentMeansCode);

    // What a payment identifier begins with (kortartkode).
    private static string Card(Element means) => means.Raw(Cbc.PaymentID).From(1, 3);

    private static string Account(Element means) => means.Raw(Cac.PayeeFinancialAccount, Cbc.ID);

    // A tax other than VAT is told by four digits, or by a text with a # within.
    private static bool IsDuty(Element charge)
    {
        var reason = charge.Raw(Cbc.AllowanceChargeReason);
        return (charge.Of(Cbc.AllowanceChargeReason).Size() == 4 && reason.Number() is >= 0 and <= 9999)
            || (reason.Contains('#', StringComparison.Ordinal) && !reason.StartsWith('#') && !reason.EndsWith('#'));
    }
}
