using static Cartulaire.Tests.EInvoicing.Peppol.UblDrafts;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>How the common rules are broken in UBL.</summary>
internal static class UblCases
{
    private const string Totals = "cac:LegalMonetaryTotal";
    private const string Price = $"{Line}/cac:Price";
    private const string Endpoint = $"{Buyer}/cbc:EndpointID";

    public static IEnumerable<Case> All { get; } =
    [
        new("PEPPOL-EN16931-R001", Invoice, d => d.Remove("cbc:ProfileID"), "PEPPOL-EN16931-R007"),
        new("PEPPOL-EN16931-R002", Invoice, d => d.Add("", "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>")),
        new("PEPPOL-EN16931-R003", Invoice, d => d.Remove("cbc:BuyerReference")),
        new("PEPPOL-EN16931-R004", Invoice, d => d.Set("cbc:CustomizationID", "urn:fdc:peppol.eu:2017:poacc:billing:3.0")),
        new("PEPPOL-EN16931-R004", Invoice, d => d.Set("cbc:CustomizationID", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1")),
        new("PEPPOL-EN16931-R005", Invoice, d => d.Add("", """<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">42.00</cbc:TaxAmount></cac:TaxTotal>"""), "BR-CO-15"),
        new("PEPPOL-EN16931-R007", Invoice, d => d.Set("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0")),
        new("PEPPOL-EN16931-R007", Invoice, d => d.Set("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:02:1.0")),
        new("PEPPOL-EN16931-R008", Invoice, d => d.Add("", "<cbc:Note> </cbc:Note>")),
        new("PEPPOL-EN16931-R010", Invoice, d => d.Remove(Endpoint)),
        new("PEPPOL-EN16931-R020", Invoice, d => d.Remove($"{Seller}/cbc:EndpointID")),
        new("PEPPOL-EN16931-R040", Invoice, d => d.Allow(Line, "false", "10.00", "<cbc:BaseAmount currencyID=\"EUR\">200</cbc:BaseAmount><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>").Set($"{Price}/cbc:PriceAmount", "52.50")),
        new("PEPPOL-EN16931-R041", Invoice, d => d.Allow(Line, "false", "10.00", "<cbc:MultiplierFactorNumeric>5</cbc:MultiplierFactorNumeric>").Set($"{Price}/cbc:PriceAmount", "52.50")),
        new("PEPPOL-EN16931-R042", Invoice, d => d.Allow(Line, "false", "10.00", "<cbc:BaseAmount currencyID=\"EUR\">200</cbc:BaseAmount>").Set($"{Price}/cbc:PriceAmount", "52.50")),
        new("PEPPOL-EN16931-R043", Invoice, d => d.Allow(Line, "0", "10.00")),
        new("PEPPOL-EN16931-R044", Invoice, d => d.Add(Price, """<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">1</cbc:Amount></cac:AllowanceCharge>""")),
        new("PEPPOL-EN16931-R046", Invoice, d => d.Add(Price, """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">5</cbc:Amount><cbc:BaseAmount currencyID="EUR">56</cbc:BaseAmount></cac:AllowanceCharge>""")),
        new("PEPPOL-EN16931-R051", Invoice, d => d.Set($"{Price}/cbc:PriceAmount", "currencyID", "USD")),
        new("PEPPOL-EN16931-R053", Invoice, d => d.Remove("cac:TaxTotal/cac:TaxSubtotal"), "BR-CO-18", "BR-S-01", "PEPPOL-EN16931-R054"),
        new("PEPPOL-EN16931-R054", Invoice, d => d.Add("", """<cac:TaxTotal><cbc:TaxAmount currencyID="USD">50.00</cbc:TaxAmount></cac:TaxTotal>""")),
        new("PEPPOL-EN16931-R055", Invoice, d => d.Add("", """<cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID="USD">-50.00</cbc:TaxAmount></cac:TaxTotal>""")),
        new("PEPPOL-EN16931-R061", Invoice, d => d.Set($"{Means}/cbc:PaymentMeansCode", "59")),
        new("PEPPOL-EN16931-R080", CreditNote, d => d.Add("", Reference("A", "<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>") + Reference("B", "<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>"))),
        new("PEPPOL-EN16931-R100", Invoice, d => d.Add(Line, Object("A") + Object("B")), "UBL-SR-52"),
        new("PEPPOL-EN16931-R101", Invoice, d => d.Add(Line, "<cac:DocumentReference><cbc:ID>A</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:DocumentReference>")),
        new("PEPPOL-EN16931-R110", Invoice, d => d.Set($"{Line}/cac:InvoicePeriod/cbc:StartDate", "2026-01-31")),
        new("PEPPOL-EN16931-R111", Invoice, d => d.Set($"{Line}/cac:InvoicePeriod/cbc:EndDate", "2026-03-01")),
        new("PEPPOL-EN16931-R120", Invoice, d => d.Set($"{Price}/cbc:PriceAmount", "50.01")),
        new("PEPPOL-EN16931-R121", Invoice, d => d.Set($"{Price}/cbc:BaseQuantity", "0")),
        new("PEPPOL-EN16931-R130", Invoice, d => d.Set($"{Price}/cbc:BaseQuantity", "unitCode", "C62")),
        new("PEPPOL-COMMON-R040", Invoice, d => d.Addressed("0088", "9482348239848")),
        new("PEPPOL-COMMON-R041", Invoice, d => d.Addressed("0192", "974763924")),
        new("PEPPOL-COMMON-R042", Invoice, d => d.Addressed("0184", "DK1234567")),
        new("PEPPOL-COMMON-R043", Invoice, d => d.Addressed("0208", "0451461656")),
        new("PEPPOL-COMMON-R044", Invoice, d => d.Addressed("0201", "ABC12")),
        new("PEPPOL-COMMON-R045", Invoice, d => d.Addressed("0210", "MRTMTT91D08F205")),
        new("PEPPOL-COMMON-R046", Invoice, d => d.Addressed("9907", "MRTMTT91D08F205"), "BR-CL-25", "PEPPOL-EN16931-CL008"),
        new("PEPPOL-COMMON-R047", Invoice, d => d.Addressed("0211", "IT05363460285")),
        new("PEPPOL-COMMON-R049", Invoice, d => d.Addressed("0007", "5567321708")),
        new("PEPPOL-COMMON-R050", Invoice, d => d.Addressed("0151", "53004085617")),
        new("PEPPOL-COMMON-R052", Invoice, d => d.Addressed("0096", "123456789")),
        new("PEPPOL-COMMON-R052", Invoice, d => d.Addressed("0096", " 1234567890")),
        new("PEPPOL-COMMON-R053", Invoice, d => d.Addressed("0198", "12345678")),
        new("PEPPOL-COMMON-R053", Invoice, d => d.Addressed("0198", "DK12345678 ")),
        new("PEPPOL-COMMON-R054", Invoice, d => d.Addressed("0106", "1234567")),
        new("PEPPOL-COMMON-R055", Invoice, d => d.Addressed("0190", "1234567890123456789")),
        new("PEPPOL-COMMON-R056-1", Invoice, d => d.Addressed("9944", "NL123456789B1")),
        new("PEPPOL-COMMON-R056-1", Invoice, d => d.Addressed("9944", "NL123456789A12")),
        new("PEPPOL-COMMON-R056-2", Invoice, d => d.Set($"{Buyer}/cac:PartyTaxScheme/cbc:CompanyID", " NL123456789 ")),
        new("PEPPOL-COMMON-R057", Invoice, d => d.Set($"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID", "12345678901").Set($"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID", "schemeID", "0217")),
        new("PEPPOL-EN16931-CL001", Invoice, d => d.Add("", Reference("A", """<cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain" filename="a.txt">YQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>""")), "BR-CL-24"),
        new("PEPPOL-EN16931-CL002", Invoice, d => d.Allow(Line, "false", "10.00", "<cbc:AllowanceChargeReasonCode>1</cbc:AllowanceChargeReasonCode>").Set($"{Price}/cbc:PriceAmount", "52.50"), "BR-CL-19"),
        new("PEPPOL-EN16931-CL003", Invoice, d => d.Allow(Line, "true", "10.00", "<cbc:AllowanceChargeReasonCode>1</cbc:AllowanceChargeReasonCode>").Set($"{Price}/cbc:PriceAmount", "47.50"), "BR-CL-20"),
        new("PEPPOL-EN16931-CL006", Invoice, d => d.Add("cac:InvoicePeriod", "<cbc:DescriptionCode>5</cbc:DescriptionCode>"), "BR-CL-06"),
        new("PEPPOL-EN16931-CL007", Invoice, d => d.Set($"{Totals}/cbc:PayableAmount", "currencyID", "EURO"), "BR-CL-03", "PEPPOL-EN16931-R051"),
        new("PEPPOL-EN16931-CL007", Invoice, d => d.Set($"{Totals}/cbc:PayableAmount", "currencyID", "BGN"), "BR-CL-03", "PEPPOL-EN16931-R051"),
        new("PEPPOL-EN16931-CL008", Invoice, d => d.Addressed("0000", "1"), "BR-CL-25"),
        new("PEPPOL-EN16931-CL008", Invoice, d => d.Addressed("0037", "1")),
        new("PEPPOL-EN16931-F001", Invoice, d => d.Set("cbc:DueDate", "2026-02-30")),
        new("PEPPOL-EN16931-P0100", Invoice, d => d.Set("cbc:InvoiceTypeCode", "381"), "BR-CL-01"),
        new("PEPPOL-EN16931-P0100", Invoice, d => d.AnswerAwaited().Set("cbc:InvoiceTypeCode", "381"), "BR-CL-01"),
        new("PEPPOL-EN16931-P0101", CreditNote, d => d.Set("cbc:CreditNoteTypeCode", "380"), "BR-CL-01"),
        new("PEPPOL-EN16931-P0101", CreditNote, d => d.AnswerAwaited().Set("cbc:CreditNoteTypeCode", "380"), "BR-CL-01"),
        new("PEPPOL-EN16931-P0104", Invoice, d => d.Untaxed("E", "VATEX-EU-G")),
        new("PEPPOL-EN16931-P0105", Invoice, d => d.Untaxed("E", "VATEX-EU-O")),
        new("PEPPOL-EN16931-P0106", Invoice, d => d.Untaxed("E", "VATEX-EU-IC")),
        new("PEPPOL-EN16931-P0107", Invoice, d => d.Untaxed("E", "VATEX-EU-AE")),
        new("PEPPOL-EN16931-P0108", Invoice, d => d.Untaxed("AE", "VATEX-EU-D")),
        new("PEPPOL-EN16931-P0109", Invoice, d => d.Untaxed("AE", "VATEX-EU-F")),
        new("PEPPOL-EN16931-P0110", Invoice, d => d.Untaxed("AE", "VATEX-EU-I")),
        new("PEPPOL-EN16931-P0111", Invoice, d => d.Untaxed("AE", "VATEX-EU-J")),
        new("PEPPOL-EN16931-P0112", Invoice, d => d.Set("cbc:InvoiceTypeCode", "326")),
    ];

    private static Draft Addressed(this Draft draft, string scheme, string id) => draft.Set(Endpoint, id).Set(Endpoint, "schemeID", scheme);

    private static Draft Allow(this Draft draft, string where, string charge, string amount, string more = "")
        => draft.Add(where, $"<cac:AllowanceCharge><cbc:ChargeIndicator>{charge}</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason><cbc:Amount currencyID=\"EUR\">{amount}</cbc:Amount>{more}</cac:AllowanceCharge>");

    private static string Reference(string id, string more) => $"<cac:AdditionalDocumentReference><cbc:ID>{id}</cbc:ID>{more}</cac:AdditionalDocumentReference>";

    private static string Object(string id) => $"<cac:DocumentReference><cbc:ID>{id}</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>";
}
