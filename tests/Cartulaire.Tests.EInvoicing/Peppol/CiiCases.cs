using static Cartulaire.Tests.EInvoicing.Peppol.CiiDrafts;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>How the common rules are broken in CII.</summary>
internal static class CiiCases
{
    private const string LineSettlement = $"{Line}/ram:SpecifiedLineTradeSettlement";
    private const string Price = $"{Line}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice";
    private const string Endpoint = $"{Buyer}/ram:URIUniversalCommunication/ram:URIID";
    private const string Mandate = "<ram:DirectDebitMandateID>M1</ram:DirectDebitMandateID>";

    public static IEnumerable<Case> All { get; } =
    [
        new("PEPPOL-EN16931-R001", Invoice, d => d.Remove(Process), "PEPPOL-EN16931-R007"),
        new("PEPPOL-EN16931-R002", Invoice, d => d.Add("rsm:ExchangedDocument", Note("a") + Note("b"))),
        new("PEPPOL-EN16931-R002", Invoice, d => d.Add("rsm:ExchangedDocument", "<ram:IncludedNote><ram:Content>a</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode></ram:IncludedNote>")),
        new("PEPPOL-EN16931-R003", Invoice, d => d.Remove($"{Agreement}/ram:BuyerReference")),
        new("PEPPOL-EN16931-R004", Invoice, d => d.Set(Guideline, "urn:fdc:peppol.eu:2017:poacc:billing:3.0")),
        new("PEPPOL-EN16931-R005", Invoice, d => d.Add(Settlement, "<ram:TaxCurrencyCode>EUR</ram:TaxCurrencyCode>").Add(Totals, Tax("USD", "50.00")), "BR-53"),
        new("PEPPOL-EN16931-R006", Invoice, d => d.Add(Agreement, Reference("A", "130") + Reference("B", "130")), "CII-SR-458"),
        new("PEPPOL-EN16931-R007", Invoice, d => d.Set($"{Process}/ram:ID", "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0")),
        new("PEPPOL-EN16931-R010", Invoice, d => d.Remove($"{Buyer}/ram:URIUniversalCommunication")),
        new("PEPPOL-EN16931-R020", Invoice, d => d.Remove($"{Seller}/ram:URIUniversalCommunication")),
        new("PEPPOL-EN16931-R040", Invoice, d => d.Allow("false", "10.00", "<ram:CalculationPercent>10</ram:CalculationPercent><ram:BasisAmount>200</ram:BasisAmount>")),
        new("PEPPOL-EN16931-R041", Invoice, d => d.Allow("false", "10.00", "<ram:CalculationPercent>5</ram:CalculationPercent>")),
        new("PEPPOL-EN16931-R042", Invoice, d => d.Allow("false", "10.00", "<ram:BasisAmount>200</ram:BasisAmount>")),
        new("PEPPOL-EN16931-R043", Invoice, d => d.Allow("0", "0.00")),
        new("PEPPOL-EN16931-R043", Invoice, d => d.Add($"{Line}/ram:SpecifiedLineTradeAgreement", "<ram:GrossPriceProductTradePrice><ram:ChargeAmount>50</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>0</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>0</ram:ActualAmount></ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice>")),
        new("PEPPOL-EN16931-R053", Invoice, d => d.Add(Totals, Tax("EUR", "42.00")), "BR-CO-15"),
        new("PEPPOL-EN16931-R054", Invoice, d => d.Add(Totals, Tax("USD", "50.00"))),
        new("PEPPOL-EN16931-R055", Invoice, d => d.Add(Settlement, "<ram:TaxCurrencyCode>USD</ram:TaxCurrencyCode>").Add(Totals, Tax("USD", "-50.00"))),
        new("PEPPOL-EN16931-R061", Invoice, d => d.Set($"{Means}/ram:TypeCode", "59")),
        new("PEPPOL-EN16931-R080", Invoice, d => d.Add(Agreement, Reference("A", "50") + Reference("B", "50")), "CII-SR-457"),
        new("PEPPOL-EN16931-R100", Invoice, d => d.Add(LineSettlement, Reference("A", "130") + Reference("B", "130")), "CII-SR-474"),
        new("PEPPOL-EN16931-R101", Invoice, d => d.Add(LineSettlement, Reference("A", "50"))),
        new("PEPPOL-EN16931-R110", Invoice, d => d.Set($"{LineSettlement}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString", "20260131")),
        new("PEPPOL-EN16931-R111", Invoice, d => d.Set($"{LineSettlement}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString", "20260301")),
        new("PEPPOL-EN16931-R120", Invoice, d => d.Set($"{Price}/ram:ChargeAmount", "50.01")),
        new("PEPPOL-EN16931-R121", Invoice, d => d.Set($"{Price}/ram:BasisQuantity", "0")),
        new("PEPPOL-EN16931-R130", Invoice, d => d.Set($"{Price}/ram:BasisQuantity", "unitCode", "C62")),
        new("PEPPOL-COMMON-R040", Invoice, d => d.Addressed("0088", "9482348239848")),
        new("PEPPOL-COMMON-R041", Invoice, d => d.Addressed("0192", "974763924")),
        new("PEPPOL-COMMON-R042", Invoice, d => d.Addressed("0184", "DK1234567")),
        new("PEPPOL-COMMON-R043", Invoice, d => d.Addressed("0208", "0451461656")),
        new("PEPPOL-COMMON-R044", Invoice, d => d.Addressed("0201", "ABC12")),
        new("PEPPOL-COMMON-R045", Invoice, d => d.Addressed("0210", "MRTMTT91D08F205")),
        new("PEPPOL-COMMON-R046", Invoice, d => d.Addressed("9907", "MRTMTT91D08F205"), "BR-CL-25", "PEPPOL-EN16931-CL008"),
        new("PEPPOL-COMMON-R047", Invoice, d => d.Addressed("0211", "IT05363460285")),
        new("PEPPOL-COMMON-R048", Invoice, d => d.Addressed("9906", "IT05363460285"), "BR-CL-25", "PEPPOL-EN16931-CL008"),
        new("PEPPOL-COMMON-R049", Invoice, d => d.Addressed("0007", "5567321708")),
        new("PEPPOL-COMMON-R050", Invoice, d => d.Addressed("0151", "53004085617")),
        new("PEPPOL-EN16931-CL001", Invoice, d => d.Add(Agreement, """<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>A</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode><ram:AttachmentBinaryObject mimeCode="text/plain" filename="a.txt">YQ==</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>"""), "BR-CL-24"),
        new("PEPPOL-EN16931-CL002", Invoice, d => d.Allow("false", "10.00", "<ram:ReasonCode>1</ram:ReasonCode>"), "BR-CL-19"),
        new("PEPPOL-EN16931-CL003", Invoice, d => d.Allow("true", "10.00", "<ram:ReasonCode>1</ram:ReasonCode>"), "BR-CL-20"),
        new("PEPPOL-EN16931-CL007", Invoice, d => d.Add(Settlement, "<ram:TaxCurrencyCode>EURO</ram:TaxCurrencyCode>").Add(Totals, Tax("EURO", "42.00")), "BR-CL-03", "BR-CL-05"),
        new("PEPPOL-EN16931-CL008", Invoice, d => d.Addressed("0000", "1"), "BR-CL-25"),
        new("PEPPOL-EN16931-F001", Invoice, d => d.Set("rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString", "19260302")),
    ];

    private static Draft Addressed(this Draft draft, string scheme, string id) => draft.Set(Endpoint, id).Set(Endpoint, "schemeID", scheme);

    /// <summary>An allowance or a charge on the line, whose price makes up for it.</summary>
    private static Draft Allow(this Draft draft, string charge, string amount, string more = "") => draft
        .Set($"{Price}/ram:ChargeAmount", charge switch { "false" => "52.50", "true" => "47.50", _ => "50.00" })
        .Add(LineSettlement, $"<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}</udt:Indicator></ram:ChargeIndicator>{more}<ram:ActualAmount>{amount}</ram:ActualAmount><ram:Reason>Remise</ram:Reason></ram:SpecifiedTradeAllowanceCharge>");

    private static string Note(string text) => $"<ram:IncludedNote><ram:Content>{text}</ram:Content></ram:IncludedNote>";

    private static string Tax(string currency, string amount) => $"<ram:TaxTotalAmount currencyID=\"{currency}\">{amount}</ram:TaxTotalAmount>";

    private static string Reference(string id, string type) => $"<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{id}</ram:IssuerAssignedID><ram:TypeCode>{type}</ram:TypeCode></ram:AdditionalReferencedDocument>";
}
