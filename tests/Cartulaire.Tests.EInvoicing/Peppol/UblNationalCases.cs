using static Cartulaire.Tests.EInvoicing.Peppol.UblDrafts;

namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>How the rules of countries are broken in UBL.</summary>
internal static class UblNationalCases
{
    private const string SellerAddress = $"{Seller}/cac:PostalAddress";
    private const string BuyerAddress = $"{Buyer}/cac:PostalAddress";
    private const string SellerVat = $"{Seller}/cac:PartyTaxScheme/cbc:CompanyID";
    private const string SellerLegal = $"{Seller}/cac:PartyLegalEntity/cbc:CompanyID";
    private const string BuyerLegal = $"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID";
    private const string Code = $"{Means}/cbc:PaymentMeansCode";
    private const string PaymentId = $"{Means}/cbc:PaymentID";
    private const string Account = $"{Means}/cac:PayeeFinancialAccount/cbc:ID";
    private const string Branch = "<cac:FinancialInstitutionBranch><cbc:ID>{0}</cbc:ID></cac:FinancialInstitutionBranch>";
    private const string Mandate = "<cac:PaymentMandate><cbc:ID>M1</cbc:ID><cac:PayerFinancialAccount><cbc:ID>DE89370400440532013000</cbc:ID></cac:PayerFinancialAccount></cac:PaymentMandate>";
    private const string Card = "<cac:CardAccount><cbc:PrimaryAccountNumberID>1234</cbc:PrimaryAccountNumberID><cbc:NetworkID>VISA</cbc:NetworkID></cac:CardAccount>";
    private const string Creditor = """<cac:PartyIdentification><cbc:ID schemeID="SEPA">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification>""";
    private const string Deadline = "<cac:AdditionalDocumentReference><cbc:ID>{0}</cbc:ID><cbc:DocumentDescription>EINDAGI</cbc:DocumentDescription></cac:AdditionalDocumentReference>";

    public static IEnumerable<Case> All { get; } = [.. Nordic(), .. Mediterranean(), .. DutchOnes(), .. GermanOnes()];

    private static Case[] Nordic() =>
    [
        new("NO-R-001", Norwegian, d => d.Set(SellerVat, "NO974763924MVA")),
        new("NO-R-002", Norwegian, d => d.Set($"{Seller}/cac:PartyTaxScheme[2]/cbc:CompanyID", "Register")),

        new("DK-R-002", Danish, d => d.Remove(SellerLegal)),
        new("DK-R-003", Danish, d => d.Add($"{Line}/cac:Item", """<cac:CommodityClassification><cbc:ItemClassificationCode listID="TST" listVersionID="18">30111500</cbc:ItemClassificationCode></cac:CommodityClassification>""")),
        new("DK-R-004", Danish, d => d.Add(Line, """<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>ZZZ</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Afgift</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">10</cbc:Amount></cac:AllowanceCharge>""").Set($"{Line}/cac:Price/cbc:PriceAmount", "47.50")),
        new("DK-R-005", Danish, d => d.Set(Code, "30")),
        new("DK-R-006", Danish, d => d.Set(Code, "31")),
        new("DK-R-007", Danish, d => d.Set(Code, "49").Add(Means, "<cac:PaymentMandate><cbc:ID>M1</cbc:ID></cac:PaymentMandate>")),
        new("DK-R-008", Danish, d => d.Set(Code, "50").Set(PaymentId, "01#").Set(Account, "123456")),
        new("DK-R-009", Danish, d => d.Set(Code, "50").Set(PaymentId, "04#123").Set(Account, "1234567")),
        new("DK-R-010", Danish, d => d.Set(Code, "93").Set(PaymentId, "73#").Set(Account, "1234567")),
        new("DK-R-011", Danish, d => d.Set(Code, "93").Set(PaymentId, "71#12345").Set(Account, "12345678")),
        new("DK-R-013", Danish, d => d.Add(Buyer, "<cac:PartyIdentification><cbc:ID>7</cbc:ID></cac:PartyIdentification>")),
        new("DK-R-014", Danish, d => d.Set(SellerLegal, "DK12345678").Set(SellerLegal, "schemeID", "0198")),
        new("DK-R-016", DanishCreditNote, d => d.Add("cac:LegalMonetaryTotal", """<cbc:PrepaidAmount currencyID="EUR">250.00</cbc:PrepaidAmount>""").Set("cac:LegalMonetaryTotal/cbc:PayableAmount", "-8.00")),

        new("DK-R-017", Danish, d => d.Set(BuyerLegal, "DK12345678").Set(BuyerLegal, "schemeID", "0198")),
        new("DK-R-017", Danish, d => d.Set(BuyerLegal, "schemeID", null)),

        new("SE-R-001", Swedish, d => d.Set(SellerVat, "SE5567321707")),
        new("SE-R-002", Swedish, d => d.Set(SellerVat, "SE55673217070A")),
        new("SE-R-003", Swedish, d => d.Set(SellerLegal, "556732170A").Set(SellerLegal, "schemeID", null), "SE-R-013"),
        new("SE-R-004", Swedish, d => d.Set(SellerLegal, "55673217071").Set(SellerLegal, "schemeID", null)),
        new("SE-R-005", Swedish, d => d.Add(Seller, "<cac:PartyTaxScheme><cbc:CompanyID>Godkänd</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>")),
        new("SE-R-006", Swedish, d => d.Set($"{Line}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "21").Set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent", "21"), "BR-CO-17", "BR-S-09"),
        new("SE-R-007", Swedish, d => d.Giro("SE:PLUSGIRO", "12A4")),
        new("SE-R-008", Swedish, d => d.Giro("SE:BANKGIRO", "123A567")),
        new("SE-R-009", Swedish, d => d.Giro("SE:BANKGIRO", "123456")),
        new("SE-R-010", Swedish, d => d.Giro("SE:PLUSGIRO", "123456789")),
        new("SE-R-011", Swedish, d => d.Set(Code, "56")),
        new("SE-R-012", Swedish, d => d.Set(Code, "31")),
        new("SE-R-013", Swedish, d => d.Set(SellerLegal, "5567321708").Set(SellerLegal, "schemeID", null)),

        new("IS-R-001", Icelandic, d => d.Set("cbc:InvoiceTypeCode", "383")),
        new("IS-R-002", Icelandic, d => d.Set(SellerLegal, "schemeID", "0002")),
        new("IS-R-003", Icelandic, d => d.Remove($"{SellerAddress}/cbc:StreetName")),
        new("IS-R-004", Icelandic, d => d.Remove(BuyerLegal)),
        new("IS-R-005", Icelandic, d => d.Remove($"{BuyerAddress}/cbc:PostalZone")),
        new("IS-R-006", Icelandic, d => d.Set(Code, "9")),
        new("IS-R-007", Icelandic, d => d.Set(Code, "42")),
        new("IS-R-008", Icelandic, d => d.Add("", Say(Deadline, "2026-04-31"))),
        new("IS-R-009", Icelandic, d => d.Add("", Say(Deadline, "2026-05-01")).Remove("cbc:DueDate").Add("", "<cac:PaymentTerms><cbc:Note>30</cbc:Note></cac:PaymentTerms>"), "IS-R-010"),
        new("IS-R-010", Icelandic, d => d.Add("", Say(Deadline, "2026-03-31"))),
    ];

    private static Case[] Mediterranean() =>
    [
        new("IT-R-001", Italian, d => d.Add(Seller, "<cac:PartyTaxScheme><cbc:CompanyID>ABC</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>")),
        new("IT-R-002", Italian, d => d.Remove($"{SellerAddress}/cbc:StreetName")),
        new("IT-R-003", Italian, d => d.Remove($"{SellerAddress}/cbc:CityName")),
        new("IT-R-004", Italian, d => d.Remove($"{SellerAddress}/cbc:PostalZone")),

        new("GR-R-001-1", Greek, d => d.Set("cbc:ID", "094259216|02/03/2026|1|1.1|A|117|x")),
        new("GR-R-001-2", Greek, d => d.Set("cbc:ID", "094259217|02/03/2026|1|1.1|A|117")),
        new("GR-R-001-3", Greek, d => d.Set("cbc:ID", "094259216|03/03/2026|1|1.1|A|117")),
        new("GR-R-001-4", Greek, d => d.Set("cbc:ID", "094259216|02/03/2026|x|1.1|A|117")),
        new("GR-R-001-5", Greek, d => d.Set("cbc:ID", "094259216|02/03/2026|1|9.9|A|117")),
        new("GR-R-001-6", Greek, d => d.Set("cbc:ID", "094259216|02/03/2026|1|1.1||117")),
        new("GR-R-001-7", Greek, d => d.Set("cbc:ID", "094259216|02/03/2026|1|1.1|A|")),
        new("GR-R-002", Greek, d => d.Remove($"{Seller}/cac:PartyName")),
        new("GR-R-003", Greek, d => d.Set(SellerVat, "EL094259217"), "GR-R-001-2", "GR-S-011"),
        new("GR-R-004-1", Greek, d => d.Remove("cac:AdditionalDocumentReference[1]")),
        new("GR-R-004-2", Greek, d => d.Set("cac:AdditionalDocumentReference[1]/cbc:ID", "0001")),
        new("GR-R-005", Greek, d => d.Remove($"{Buyer}/cac:PartyName")),
        new("GR-R-006", Greek, d => d.Set($"{Buyer}/cac:PartyTaxScheme/cbc:CompanyID", "EL094259217")),
        new("GR-R-008-2", Greek, d => d.Add("", "<cac:AdditionalDocumentReference><cbc:ID>2</cbc:ID><cbc:DocumentDescription>##INVOICE|URL##</cbc:DocumentDescription><cac:Attachment><cac:ExternalReference><cbc:URI>https://invoices.example/118</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>"), "GR-S-008-1"),
        new("GR-R-008-3", Greek, d => d.Remove("cac:AdditionalDocumentReference[2]/cac:Attachment")),
        new("GR-R-009", Greek, d => d.Set($"{Seller}/cbc:EndpointID", "094259217")),
        new("GR-R-010", Greek, d => d.Set($"{Buyer}/cbc:EndpointID", "094259217")),
        new("GR-S-008-1", Greek, d => d.Remove("cac:AdditionalDocumentReference[2]")),
        new("GR-S-011", Greek, d => d.Add(Seller, "<cac:PartyTaxScheme><cbc:CompanyID>EL094259216</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"), "UBL-SR-12"),
    ];

    private static Case[] DutchOnes() =>
    [
        new("NL-R-001", DutchCreditNote, d => d.Remove("cac:BillingReference")),
        new("NL-R-002", Dutch, d => d.Remove($"{SellerAddress}/cbc:CityName")),
        new("NL-R-003", Dutch, d => d.Set(SellerLegal, "schemeID", "0002")),
        new("NL-R-004", Dutch, d => d.Remove($"{BuyerAddress}/cbc:PostalZone")),
        new("NL-R-005", Dutch, d => d.Set(BuyerLegal, "schemeID", "0002")),
        new("NL-R-006", Dutch, d => d.Add("", "<cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>R</cbc:Name></cac:PartyName><cac:PostalAddress><cbc:CityName>Breda</cbc:CityName><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>NL123456789B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme></cac:TaxRepresentativeParty>")),
        new("NL-R-007", Dutch, d => d.Remove(Means)),
        new("NL-R-008", Dutch, d => d.Set(Code, "31")),
        new("NL-R-009", Dutch, d => d.Add(Line, "<cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference>")),
    ];

    private static Case[] GermanOnes() =>
    [
        new("DE-R-001", German, d => d.Remove(Means)),
        new("DE-R-002", German, d => d.Remove($"{Seller}/cac:Contact")),
        new("DE-R-003", German, d => d.Remove($"{SellerAddress}/cbc:CityName")),
        new("DE-R-004", German, d => d.Remove($"{SellerAddress}/cbc:PostalZone")),
        new("DE-R-005", German, d => d.Remove($"{Seller}/cac:Contact/cbc:Name")),
        new("DE-R-006", German, d => d.Remove($"{Seller}/cac:Contact/cbc:Telephone"), "DE-R-027"),
        new("DE-R-007", German, d => d.Remove($"{Seller}/cac:Contact/cbc:ElectronicMail"), "DE-R-028"),
        new("DE-R-008", German, d => d.Remove($"{BuyerAddress}/cbc:CityName")),
        new("DE-R-009", German, d => d.Remove($"{BuyerAddress}/cbc:PostalZone")),
        new("DE-R-010", German, d => d.Add("", Delivery("<cbc:PostalZone>10115</cbc:PostalZone>"))),
        new("DE-R-011", German, d => d.Add("", Delivery("<cbc:CityName>Berlin</cbc:CityName>"))),
        new("DE-R-014", German, d => d.Remove("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent"), "BR-48", "BR-CO-17", "BR-S-09"),
        new("DE-R-015", German, d => d.Remove("cbc:BuyerReference").Add("", "<cac:OrderReference><cbc:ID>B7</cbc:ID></cac:OrderReference>")),
        new("DE-R-016", German, d => d.Remove($"{Seller}/cac:PartyTaxScheme"), "BR-S-02"),
        new("DE-R-017", German, d => d.Set("cbc:InvoiceTypeCode", "386")),
        new("DE-R-018", German, d => d.Add("", "<cac:PaymentTerms><cbc:Note>#x#SKONTO#TAGE=14#PROZENT=2.00#\n</cbc:Note></cac:PaymentTerms>")),
        new("DE-R-018", German, d => d.Add("", "<cac:PaymentTerms><cbc:Note>#SKONTO#TAGE=14#PROZENT=2.2#\n</cbc:Note></cac:PaymentTerms>")),
        new("DE-R-019", German, d => d.Set(Account, "DE89370400440532013001")),
        new("DE-R-020", German, d => d.Direct(Mandate.Replace("3000", "3001", StringComparison.Ordinal))),
        new("DE-R-022", German, d => d.Add("", Attachment("1") + Attachment("2"))),
        new("DE-R-023-1", German, d => d.Remove($"{Means}/cac:PayeeFinancialAccount"), "BR-61", "DE-R-019"),
        new("DE-R-023-2", German, d => d.Add(Means, Card)),
        new("DE-R-024-1", German, d => d.Set(Code, "48").Remove($"{Means}/cac:PayeeFinancialAccount")),
        new("DE-R-024-2", German, d => d.Set(Code, "48").Add(Means, Card)),
        new("DE-R-025-1", German, d => d.Direct(string.Empty), "PEPPOL-EN16931-R061", "DE-R-020"),
        new("DE-R-025-2", German, d => d.Direct(Mandate).Add(Means, Card)),
        new("DE-R-026", German, d => d.Set("cbc:InvoiceTypeCode", "384")),
        new("DE-R-027", German, d => d.Set($"{Seller}/cac:Contact/cbc:Telephone", "12")),
        new("DE-R-028", German, d => d.Set($"{Seller}/cac:Contact/cbc:ElectronicMail", "nobody")),
        new("DE-R-028", German, d => d.Set($"{Seller}/cac:Contact/cbc:ElectronicMail", "compta@pavage")),
        new("DE-R-028", German, d => d.Set($"{Seller}/cac:Contact/cbc:ElectronicMail", "compta @pavage.example")),
        new("DE-R-030", German, d => d.Direct(Mandate).Remove($"{Seller}/cac:PartyIdentification")),
        new("DE-R-031", German, d => d.Direct("<cac:PaymentMandate><cbc:ID>M1</cbc:ID></cac:PaymentMandate>"), "DE-R-020"),
        new("DE-R-T02", German, d => d.Add("", External("www.example.org/a.pdf"))),
        new("DE-R-T02", German, d => d.Add("", External("c:/a.pdf"))),
        new("DE-R-T02", German, d => d.Add("", External("2a://a.pdf"))),
    ];

    private static string Say(string form, string value) => form.Replace("{0}", value, StringComparison.Ordinal);

    private static Draft Giro(this Draft draft, string system, string account) => draft.Set(Account, account).Add($"{Means}/cac:PayeeFinancialAccount", Say(Branch, system));

    /// <summary>Paid by direct debit, on a mandate, to a creditor who has an identifier.</summary>
    private static Draft Direct(this Draft draft, string mandate) => draft.Set(Code, "59").Remove($"{Means}/cac:PayeeFinancialAccount").Add(Means, mandate).Add(Seller, Creditor);

    private static string Delivery(string address)
        => $"<cac:Delivery><cac:DeliveryLocation><cac:Address>{address}<cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation></cac:Delivery>";

    private static string External(string address)
        => $"<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cac:ExternalReference><cbc:URI>{address}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>";

    private static string Attachment(string id)
        => $"""<cac:AdditionalDocumentReference><cbc:ID>{id}</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">YQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>""";
}
