using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Danish sellers, most of them when the buyer is Danish too (DK-R).</summary>
internal static class Denmark
{
    private const string PaymentMeans = " 1 10 31 42 48 49 50 58 59 93 97 ";

    private static readonly Name[] Unspsc = [Cac.Item, Cac.CommodityClassification, Cbc.ItemClassificationCode];

    private static readonly Name[] Settlement = [Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement];

    private static readonly Name[] Charge = [.. Settlement, Ram.SpecifiedTradeAllowanceCharge];

    private static readonly Name[] Seller = [Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, Ram.SellerTradeParty];

    private static readonly Name[] Account = [Ram.PayeePartyCreditorFinancialAccount, Ram.IBANID];

    private static readonly Name[] ClassCode = [Ram.SpecifiedTradeProduct, Ram.DesignatedProductClassification, Ram.ClassCode];

    private static readonly string[] UnspscVersions = ["19.05.01", "19.0501", "26.08.01", "26.0801"];

    /// <summary>The rules in UBL: for every Danish seller, and for those who sell in Denmark.</summary>
    public static NationalRules<PeppolInvoice>[] Ubl { get; } =
    [
        new(invoice => invoice.SellerAddress == "DK", OfSellers()),
        new(invoice => invoice is { SellerAddress: "DK", BuyerAddress: "DK" }, AtHome()),
    ];

    /// <summary>The rules in CII: for every Danish seller, and for those who sell in Denmark.</summary>
    public static NationalRules<PeppolCiiInvoice>[] Cii { get; } =
    [
        new(invoice => invoice.SellerAddress == "DK", OfSellersInCii()),
        new(invoice => invoice is { SellerAddress: "DK", BuyerAddress: "DK" }, AtHomeInCii()),
    ];

    private static Pattern<PeppolInvoice> OfSellers()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.FromRoot(Names.CreditNote), Place.FromRoot(Names.Invoice))
            .Fatal("DK-R-002", e => LegalId(e)?.Trimmed.Length > 0)
            .Fatal("DK-R-014", e => LegalId(e) is not { } id || Scheme(id) == "0184")
            .Fatal("DK-R-016", (e, invoice) => !(ReferenceEquals(e.Name, Names.CreditNote) && invoice.BuyerAddress == "DK" && e.Raw(Cac.LegalMonetaryTotal, Cbc.PayableAmount).Number() < 0));
        return pattern;
    }

    private static Pattern<PeppolInvoice> AtHome()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On([.. Each(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyIdentification), .. Each(Cac.AccountingCustomerParty, Cac.Party, Cac.PartyIdentification)])
            .Fatal("DK-R-013", e => e.First(Cbc.ID) is not { } id || Scheme(id).Length > 0);
        pattern.On(Place.FromRoot(Names.Invoice, Cac.PaymentMeans))
            .Fatal("DK-R-005", e => PaymentMeans.Contains($" {e.Raw(Cbc.PaymentMeansCode)} ", StringComparison.Ordinal))
            .Fatal("DK-R-006", e => !(IsBy(e, "31") || IsBy(e, "42")) || (e.Of(Cac.PayeeFinancialAccount, Cbc.ID).Length > 0 && e.Of(Cac.PayeeFinancialAccount, Cac.FinancialInstitutionBranch, Cbc.ID).Length > 0))
            .Fatal("DK-R-007", e => !IsBy(e, "49") || (e.Of(Cac.PaymentMandate, Cbc.ID).Length > 0 && e.Of(Cac.PaymentMandate, Cac.PayerFinancialAccount, Cbc.ID).Length > 0))
            .Fatal("DK-R-008", e => !IsBy(e, "50") || (Card(PaymentId(e)) is "01#" or "04#" or "15#" && AccountOf(e) is { Length: 7 or 8 } giro && giro.IsDigits()))
            .Fatal("DK-R-009", e => !(IsBy(e, "50") && Card(PaymentId(e)) is "04#" or "15#") || PaymentId(e).Size() == 19)
            .Fatal("DK-R-010", e => !IsBy(e, "93") || (Card(PaymentId(e)) is "71#" or "73#" or "75#" && AccountOf(e).Size() == 8))
            .Fatal("DK-R-011", e => !(IsBy(e, "93") && Card(PaymentId(e)) is "71#" or "75#") || PaymentId(e).Size() is 18 or 19);
        pattern.On(Each(Cac.AccountingCustomerParty, Cac.Party)).Fatal("DK-R-017", e => e.Find(Cac.PartyLegalEntity, Cbc.CompanyID) is not { } id || Scheme(id) == "0184");
        pattern.On(Place.FromRoot(Names.CreditNote, Cac.CreditNoteLine), Place.FromRoot(Names.Invoice, Cac.InvoiceLine))
            .Fatal("DK-R-003", e => !e.Bears("listID", "TST", Unspsc) || UnspscVersions.Any(version => e.Bears("listVersionID", version, Unspsc)));
        pattern.On(Place.Of(Cac.AllowanceCharge)).Fatal("DK-R-004", e => !e.Says("ZZZ", Cbc.AllowanceChargeReasonCode) || IsDuty(e.Raw(Cbc.AllowanceChargeReason)));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> OfSellersInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Rsm.CrossIndustryInvoice))
            .Fatal("DK-R-002", e => e.Fills([.. Seller, Ram.SpecifiedLegalOrganization, Ram.ID]))
            .Fatal("DK-R-004", (e, invoice) => invoice.BuyerAddress != "DK" || !e.Says("ZZZ", [.. Charge, Ram.ReasonCode]) || e.All([.. Charge, Ram.Reason]).Exists(r => IsDuty(r.Text)))
            .Fatal("DK-R-013", (e, invoice) => invoice.BuyerAddress != "DK" || (HasScheme(invoice.Sellers) && HasScheme(invoice.Buyers)))
            .Fatal("DK-R-014", e => e.All([.. Seller, Ram.SpecifiedLegalOrganization, Ram.ID]) is var ids && (ids.Count == 0 || ids.Exists(id => Scheme(id) == "0184")))
            .Fatal("DK-R-016", (e, invoice) => !(invoice.BuyerAddress == "DK" && e.Of(Rsm.ExchangedDocument, Ram.TypeCode) == "381" && e.Raw([.. Settlement, Ram.SpecifiedTradeSettlementHeaderMonetarySummation, Ram.DuePayableAmount]).Number() < 0));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> AtHomeInCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of([Rsm.CrossIndustryInvoice, .. Settlement, Ram.SpecifiedTradeSettlementPaymentMeans]))
            .Fatal("DK-R-005", e => PaymentMeans.Contains($" {e.Raw(Ram.TypeCode)} ", StringComparison.Ordinal))
            .Fatal("DK-R-006", e => !e.Says("31", Ram.TypeCode) && !e.Says("42", Ram.TypeCode)
                || (e.Fills(Ram.PayeePartyCreditorFinancialAccount, Ram.IBANID) && e.Fills(Ram.PayeeSpecifiedCreditorFinancialInstitution, Ram.BICID)))

            // The mandate is looked for within the means of payment, where CII has none: code 49 cannot be right.
            .Fatal("DK-R-007", e => !e.Says("49", Ram.TypeCode) || (e.Parent!.Fills(Ram.CreditorReferenceID) && e.Fills(Ram.SpecifiedTradePaymentTerms, Ram.DirectDebitMandateID)))
            .Fatal("DK-R-008", e => !e.Says("50", Ram.TypeCode) || (Card(Reference(e)) is "01#" or "04#" or "15#" && e.Raw(Account).Size() == 7))
            .Fatal("DK-R-009", e => !(e.Says("50", Ram.TypeCode) && Card(Reference(e)) is "04#" or "15#") || Reference(e).Size() == 19)
            .Fatal("DK-R-010", e => !e.Says("93", Ram.TypeCode) || (Card(Reference(e)) is "71#" or "73#" or "75#" && e.Raw(Account).Size() == 8))
            .Fatal("DK-R-011", e => !(e.Says("93", Ram.TypeCode) && Card(Reference(e)) is "71#" or "75#") || Reference(e).Size() is 18 or 19);
        pattern.On(Place.Of(Rsm.CrossIndustryInvoice, Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem))
            .Warning("DK-R-003", e => !e.Bears("listID", "TST", ClassCode) || UnspscVersions.Any(version => e.Bears("listVersionID", version, ClassCode)));
        return pattern;
    }

    private static Place[] Each(params Name[] path) => [Place.FromRoot([Names.CreditNote, .. path]), Place.FromRoot([Names.Invoice, .. path])];

    private static Element? LegalId(Element invoice) => invoice.Find(Cac.AccountingSupplierParty, Cac.Party, Cac.PartyLegalEntity, Cbc.CompanyID);

    private static bool IsBy(Element means, string code) => means.Says(code, Cbc.PaymentMeansCode);

    // What a payment identifier begins with (kortartkode).
    private static string Card(string paymentId) => paymentId.From(1, 3);

    private static string PaymentId(Element means) => means.Raw(Cbc.PaymentID);

    private static string AccountOf(Element means) => means.Raw(Cac.PayeeFinancialAccount, Cbc.ID);

    // A tax other than VAT is told by four digits, or by a text with a # within.
    private static bool IsDuty(string reason)
        => (Blank.Normalize(reason).Size() == 4 && reason.Number() is >= 0 and <= 9999)
            || (reason.Contains('#', StringComparison.Ordinal) && !reason.StartsWith('#') && !reason.EndsWith('#'));

    private static string Reference(Element means) => means.Parent!.Raw(Ram.PaymentReference);

    private static string Scheme(Element id) => Blank.Normalize(id.Attribute("schemeID") ?? string.Empty);

    private static bool HasScheme(List<Element> parties) => parties.SelectMany(p => p.All(Ram.GlobalID)).ToList() is var ids && (ids.Count == 0 || ids.Exists(id => Scheme(id).Length > 0));
}
