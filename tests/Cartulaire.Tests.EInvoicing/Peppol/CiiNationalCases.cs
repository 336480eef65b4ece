using static Cartulaire.Tests.EInvoicing.Peppol.CiiDrafts;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>How the rules of countries are broken in CII.</summary>
internal static class CiiNationalCases
{
    private const string SellerAddress = $"{Seller}/ram:PostalTradeAddress";
    private const string BuyerAddress = $"{Buyer}/ram:PostalTradeAddress";
    private const string SellerLegal = $"{Seller}/ram:SpecifiedLegalOrganization/ram:ID";
    private const string BuyerLegal = $"{Buyer}/ram:SpecifiedLegalOrganization/ram:ID";
    private const string Type = "rsm:ExchangedDocument/ram:TypeCode";
    private const string Code = $"{Means}/ram:TypeCode";
    private const string Reference = $"{Settlement}/ram:PaymentReference";
    private const string Account = $"{Means}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID";

    public static IEnumerable<Case> All { get; } =
    [
        new("NO-R-001", Norwegian, d => d.Add(Seller, Tax("VAT", "NO974763924MVA"))),
        new("NO-R-002", Norwegian, d => d.Set($"{Seller}/ram:SpecifiedTaxRegistration[2]/ram:ID", "Register")),

        new("DK-R-002", Danish, d => d.Remove(SellerLegal)),
        new("DK-R-003", Danish, d => d.Add($"{Line}/ram:SpecifiedTradeProduct", """<ram:DesignatedProductClassification><ram:ClassCode listID="TST" listVersionID="18">30111500</ram:ClassCode></ram:DesignatedProductClassification>""")),
        new("DK-R-004", Danish, d => d.Duty("Afgift").Add(Totals, "<ram:ChargeTotalAmount>0.00</ram:ChargeTotalAmount>")),
        new("DK-R-005", Danish, d => d.Set(Code, "30")),
        new("DK-R-006", Danish, d => d.Set(Code, "31")),
        new("DK-R-007", Danish, d => d.Set(Code, "49").Add(Settlement, "<ram:CreditorReferenceID>C1</ram:CreditorReferenceID>").Add($"{Settlement}/ram:SpecifiedTradePaymentTerms", "<ram:DirectDebitMandateID>M1</ram:DirectDebitMandateID>")),
        new("DK-R-008", Danish, d => d.Set(Code, "50").Set(Reference, "01#").Set(Account, "12345678")),
        new("DK-R-009", Danish, d => d.Set(Code, "50").Set(Reference, "04#123").Set(Account, "1234567")),
        new("DK-R-010", Danish, d => d.Set(Code, "93").Set(Reference, "73#").Set(Account, "1234567")),
        new("DK-R-011", Danish, d => d.Set(Code, "93").Set(Reference, "71#12345").Set(Account, "12345678")),
        new("DK-R-013", Danish, d => d.Add(Buyer, "<ram:GlobalID>7</ram:GlobalID>")),
        new("DK-R-014", Danish, d => d.Set(SellerLegal, "schemeID", "0198")),
        new("DK-R-016", Danish, d => d.Set(Type, "381").Add(Totals, "<ram:TotalPrepaidAmount>250.00</ram:TotalPrepaidAmount>").Set($"{Totals}/ram:DuePayableAmount", "-8.00")),

        new("IT-R-001", Italian, d => d.Add(Seller, Tax("FC", "ABC"))),
        new("IT-R-002", Italian, d => d.Remove($"{SellerAddress}/ram:LineOne")),
        new("IT-R-003", Italian, d => d.Remove($"{SellerAddress}/ram:CityName")),
        new("IT-R-004", Italian, d => d.Remove($"{SellerAddress}/ram:PostcodeCode")),

        new("SE-R-001", Swedish, d => d.Add(Seller, Tax("VAT", "SE5567321707"))),
        new("SE-R-002", Swedish, d => d.Add(Seller, Tax("VAT", "SE55673217070A"))),
        new("SE-R-003", Swedish, d => d.Set(SellerLegal, "556732170A").Set(SellerLegal, "schemeID", null), "SE-R-013"),
        new("SE-R-004", Swedish, d => d.Set(SellerLegal, "55673217071").Set(SellerLegal, "schemeID", null)),
        new("SE-R-005", Swedish, d => d.Add(Seller, Tax("FC", "Godkänd"))),
        new("SE-R-006", Swedish, d => d.Add(Seller, Tax("VAT", "SE556732170701")).Set($"{Line}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent", "24"), "BR-S-08"),
        new("SE-R-007", Swedish, d => d.Giro("SE:PLUSGIRO", "12A4")),
        new("SE-R-008", Swedish, d => d.Giro("SE:BANKGIRO", "123A567")),
        new("SE-R-009", Swedish, d => d.Giro("SE:BANKGIRO", "123456")),
        new("SE-R-010", Swedish, d => d.Giro("SE:PLUSGIRO", "123456789")),
        new("SE-R-011", Swedish, d => d.Set(Code, "56")),
        new("SE-R-012", Swedish, d => d.Set(Code, "31")),
        new("SE-R-013", Swedish, d => d.Set(SellerLegal, "5567321708").Set(SellerLegal, "schemeID", null)),

        new("NL-R-001", Dutch, d => d.Set(Type, "381")),
        new("NL-R-002", Dutch, d => d.Remove($"{SellerAddress}/ram:CityName")),
        new("NL-R-003", Dutch, d => d.Set(SellerLegal, "schemeID", "0198")),
        new("NL-R-004", Dutch, d => d.Remove($"{BuyerAddress}/ram:PostcodeCode")),
        new("NL-R-005", Dutch, d => d.Set(BuyerLegal, "schemeID", "0198")),
        new("NL-R-006", Dutch, d => d.Add(Agreement, $"<ram:SellerTaxRepresentativeTradeParty><ram:Name>R</ram:Name><ram:PostalTradeAddress><ram:CityName>Breda</ram:CityName><ram:CountryID>NL</ram:CountryID></ram:PostalTradeAddress>{Tax("VA", "NL123456789B01")}</ram:SellerTaxRepresentativeTradeParty>")),
        new("NL-R-007", Dutch, d => d.Remove(Means)),
        new("NL-R-008", Dutch, d => d.Set(Code, "31")),
        new("NL-R-009", Dutch, d => d.Add($"{Line}/ram:SpecifiedLineTradeAgreement", "<ram:BuyerOrderReferencedDocument><ram:LineID>1</ram:LineID></ram:BuyerOrderReferencedDocument>")),
    ];

    // EN 16931 writes VA where some rules of Peppol look for VAT: both stand there, so that those can be broken.
    private static string Tax(string scheme, string id) => $"<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"{scheme}\">{id}</ram:ID></ram:SpecifiedTaxRegistration>";

    private static Draft Giro(this Draft draft, string system, string account) => draft
        .Remove(Account).Add($"{Means}/ram:PayeePartyCreditorFinancialAccount", $"<ram:ProprietaryID>{account}</ram:ProprietaryID>")
        .Add(Means, $"<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>{system}</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution>");

    /// <summary>A charge for a duty, whose name says which.</summary>
    private static Draft Duty(this Draft draft, string reason) => draft
        .Add(Settlement, $"<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>0.00</ram:ActualAmount><ram:ReasonCode>ZZZ</ram:ReasonCode><ram:Reason>{reason}</ram:Reason><ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>");
}
