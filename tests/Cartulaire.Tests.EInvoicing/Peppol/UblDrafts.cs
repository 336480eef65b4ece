namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>UBL invoices that break no rule, made here: a Belgian one, and what each country wants changed.</summary>
internal static class UblDrafts
{
    public const string Seller = "cac:AccountingSupplierParty/cac:Party";
    public const string Buyer = "cac:AccountingCustomerParty/cac:Party";
    public const string Means = "cac:PaymentMeans";
    public const string Line = "cac:InvoiceLine";

    private const string Country = "cac:PostalAddress/cac:Country/cbc:IdentificationCode";

    private const string Text = """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
          <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
          <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
          <cbc:ID>2026-117</cbc:ID>
          <cbc:IssueDate>2026-03-02</cbc:IssueDate>
          <cbc:DueDate>2026-04-01</cbc:DueDate>
          <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
          <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
          <cbc:BuyerReference>Travaux publics</cbc:BuyerReference>
          <cac:InvoicePeriod>
            <cbc:StartDate>2026-02-01</cbc:StartDate>
            <cbc:EndDate>2026-02-28</cbc:EndDate>
          </cac:InvoicePeriod>
          <cac:AccountingSupplierParty>
            <cac:Party>
              <cbc:EndpointID schemeID="0208">0841470248</cbc:EndpointID>
              <cac:PartyName><cbc:Name>Pavage du Condroz</cbc:Name></cac:PartyName>
              <cac:PostalAddress>
                <cbc:StreetName>Rue des Carriers 4</cbc:StreetName>
                <cbc:CityName>Ciney</cbc:CityName>
                <cbc:PostalZone>5590</cbc:PostalZone>
                <cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>
              </cac:PostalAddress>
              <cac:PartyTaxScheme>
                <cbc:CompanyID>BE0841470248</cbc:CompanyID>
                <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
              </cac:PartyTaxScheme>
              <cac:PartyLegalEntity>
                <cbc:RegistrationName>Pavage du Condroz SRL</cbc:RegistrationName>
                <cbc:CompanyID schemeID="0208">0841470248</cbc:CompanyID>
              </cac:PartyLegalEntity>
              <cac:Contact>
                <cbc:Name>A. Petit</cbc:Name>
                <cbc:Telephone>+32 83 21 00 00</cbc:Telephone>
                <cbc:ElectronicMail>compta@pavage.example</cbc:ElectronicMail>
              </cac:Contact>
            </cac:Party>
          </cac:AccountingSupplierParty>
          <cac:AccountingCustomerParty>
            <cac:Party>
              <cbc:EndpointID schemeID="0208">0451461655</cbc:EndpointID>
              <cac:PartyName><cbc:Name>Commune</cbc:Name></cac:PartyName>
              <cac:PostalAddress>
                <cbc:StreetName>Place Communale 1</cbc:StreetName>
                <cbc:CityName>Ohey</cbc:CityName>
                <cbc:PostalZone>5350</cbc:PostalZone>
                <cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>
              </cac:PostalAddress>
              <cac:PartyTaxScheme>
                <cbc:CompanyID>BE0451461655</cbc:CompanyID>
                <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
              </cac:PartyTaxScheme>
              <cac:PartyLegalEntity>
                <cbc:RegistrationName>Administration communale</cbc:RegistrationName>
                <cbc:CompanyID schemeID="0208">0451461655</cbc:CompanyID>
              </cac:PartyLegalEntity>
            </cac:Party>
          </cac:AccountingCustomerParty>
          <cac:PaymentMeans>
            <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
            <cbc:PaymentID>2026117</cbc:PaymentID>
            <cac:PayeeFinancialAccount><cbc:ID>BE68539007547034</cbc:ID></cac:PayeeFinancialAccount>
          </cac:PaymentMeans>
          <cac:TaxTotal>
            <cbc:TaxAmount currencyID="EUR">42.00</cbc:TaxAmount>
            <cac:TaxSubtotal>
              <cbc:TaxableAmount currencyID="EUR">200.00</cbc:TaxableAmount>
              <cbc:TaxAmount currencyID="EUR">42.00</cbc:TaxAmount>
              <cac:TaxCategory>
                <cbc:ID>S</cbc:ID>
                <cbc:Percent>21</cbc:Percent>
                <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
              </cac:TaxCategory>
            </cac:TaxSubtotal>
          </cac:TaxTotal>
          <cac:LegalMonetaryTotal>
            <cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
            <cbc:TaxExclusiveAmount currencyID="EUR">200.00</cbc:TaxExclusiveAmount>
            <cbc:TaxInclusiveAmount currencyID="EUR">242.00</cbc:TaxInclusiveAmount>
            <cbc:PayableAmount currencyID="EUR">242.00</cbc:PayableAmount>
          </cac:LegalMonetaryTotal>
          <cac:InvoiceLine>
            <cbc:ID>1</cbc:ID>
            <cbc:InvoicedQuantity unitCode="MTK">4</cbc:InvoicedQuantity>
            <cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
            <cac:InvoicePeriod>
              <cbc:StartDate>2026-02-03</cbc:StartDate>
              <cbc:EndDate>2026-02-04</cbc:EndDate>
            </cac:InvoicePeriod>
            <cac:Item>
              <cbc:Name>Pavés</cbc:Name>
              <cac:ClassifiedTaxCategory>
                <cbc:ID>S</cbc:ID>
                <cbc:Percent>21</cbc:Percent>
                <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
              </cac:ClassifiedTaxCategory>
            </cac:Item>
            <cac:Price>
              <cbc:PriceAmount currencyID="EUR">50.00</cbc:PriceAmount>
              <cbc:BaseQuantity unitCode="MTK">1</cbc:BaseQuantity>
            </cac:Price>
          </cac:InvoiceLine>
        </Invoice>
        """;

    public static Draft Invoice() => new(Text);

    public static Draft CreditNote() => new Draft(Text.Replace("InvoiceTypeCode>380<", "CreditNoteTypeCode>381<", StringComparison.Ordinal).Replace("InvoiceTypeCode", "CreditNoteTypeCode", StringComparison.Ordinal)
        .Replace("Invoice-2", "CreditNote-2", StringComparison.Ordinal).Replace("<Invoice ", "<CreditNote ", StringComparison.Ordinal).Replace("</Invoice>", "</CreditNote>", StringComparison.Ordinal)
        .Replace("InvoiceLine", "CreditNoteLine", StringComparison.Ordinal).Replace("InvoicedQuantity", "CreditedQuantity", StringComparison.Ordinal)).Remove("cbc:DueDate");

    public static Draft Norwegian() => Invoice().In("NO", "NO974763923MVA", "NO974763923MVA")
        .Add(Seller, "<cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>");

    public static Draft Danish() => Invoice().InDenmark();

    public static Draft DanishCreditNote() => CreditNote().InDenmark();

    public static Draft Italian() => Invoice().In("IT", "IT05363460284", "IT05363460284");

    public static Draft Swedish() => Invoice().In("SE", "SE556732170701", "SE556732170701").Legal("0007", "5567321707").AtSwedishRate();

    public static Draft Greek() => Invoice().In("GR", "EL094259216", "EL094259216")
        .Set("cbc:ID", "094259216|02/03/2026|1|1.1|A|117")
        .Set($"{Seller}/cbc:EndpointID", "094259216").Set($"{Seller}/cbc:EndpointID", "schemeID", "9933")
        .Set($"{Buyer}/cbc:EndpointID", "094259216").Set($"{Buyer}/cbc:EndpointID", "schemeID", "9933")
        .Add(string.Empty, "<cac:AdditionalDocumentReference><cbc:ID>400001234567890</cbc:ID><cbc:DocumentDescription>##M.AR.K##</cbc:DocumentDescription></cac:AdditionalDocumentReference>")
        .Add(string.Empty, """
            <cac:AdditionalDocumentReference>
              <cbc:ID>1</cbc:ID>
              <cbc:DocumentDescription>##INVOICE|URL##</cbc:DocumentDescription>
              <cac:Attachment><cac:ExternalReference><cbc:URI>https://invoices.example/117</cbc:URI></cac:ExternalReference></cac:Attachment>
            </cac:AdditionalDocumentReference>
            """);

    public static Draft Icelandic() => Invoice().In("IS", "IS12345", "IS12345").Legal("0196", "5501891239");

    public static Draft Dutch() => Invoice().InTheNetherlands();

    public static Draft DutchCreditNote() => CreditNote().InTheNetherlands()
        .Add(string.Empty, "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-100</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>");

    public static Draft German() => Invoice().In("DE", "DE123456789", "DE123456789").Set($"{Means}/cbc:PaymentMeansCode", "58").Set($"{Means}/cac:PayeeFinancialAccount/cbc:ID", "DE89370400440532013000");

    /// <summary>A German one, with all that release 2026.5 takes and the one before did not, or another way: codes with white space, an address of mail with an accent, a web address.</summary>
    public static Draft GermanLately() => German().Set("cbc:InvoiceTypeCode", " 380 ").Set($"{Means}/cbc:PaymentMeansCode", " 58 ").Set($"{Seller}/cac:Contact/cbc:ElectronicMail", "comptabilité@pavés.example")
        .Add(string.Empty, """
            <cac:AdditionalDocumentReference>
              <cbc:ID>1</cbc:ID>
              <cac:Attachment><cac:ExternalReference><cbc:URI>https://invoices.example/117</cbc:URI></cac:ExternalReference></cac:Attachment>
            </cac:AdditionalDocumentReference>
            """)
        .Add(string.Empty, "<cac:PaymentTerms><cbc:Note>#SKONTO#TAGE=14#PROZENT=2.00#\n</cbc:Note></cac:PaymentTerms>");

    /// <summary>Of the process that a response follows.</summary>
    public static Draft AnswerAwaited(this Draft draft) => draft.Set("cbc:ProfileID", "urn:peppol:bis:billing_with_response");

    /// <summary>The buyer identified under the schemes that release 2026.5 looks at, rightly.</summary>
    public static Draft Identified() => Invoice()
        .Set($"{Buyer}/cbc:EndpointID", "NL123456789B12").Set($"{Buyer}/cbc:EndpointID", "schemeID", "9944")
        .Set($"{Buyer}/cac:PartyTaxScheme/cbc:CompanyID", "NL123456789B12")
        .Set($"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID", "123456789012").Set($"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID", "schemeID", "0217")
        .Add(Seller, """<cac:PartyIdentification><cbc:ID schemeID="0096">1234567890</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID schemeID="0198">DK12345678</cbc:ID></cac:PartyIdentification>""")
        .Add(Seller, """<cac:PartyIdentification><cbc:ID schemeID="0106">12345678</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID schemeID="0190">12345678901234567890</cbc:ID></cac:PartyIdentification>""");

    /// <summary>Without tax, under a category and for a reason.</summary>
    public static Draft Untaxed(this Draft draft, string category, string reason) => draft
        .Set("cac:TaxTotal/cbc:TaxAmount", "0.00").Set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", "0.00")
        .Set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", category).Set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent", "0")
        .Add("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", $"<cbc:TaxExemptionReasonCode>{reason}</cbc:TaxExemptionReasonCode>")
        .Set($"{Line}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", category).Set($"{Line}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "0")
        .Set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "200.00").Set("cac:LegalMonetaryTotal/cbc:PayableAmount", "200.00");

    private static Draft InDenmark(this Draft draft) => draft.In("DK", "DK12345678", "DK12345678").Legal("0184", "12345678").Set($"{Means}/cbc:PaymentMeansCode", "58");

    private static Draft InTheNetherlands(this Draft draft) => draft.In("NL", "NL123456789B01", "NL123456789B01").Legal("0106", "12345678");

    private static Draft In(this Draft draft, string country, string seller, string buyer) => draft
        .Set($"{Seller}/{Country}", country).Set($"{Seller}/cac:PartyTaxScheme/cbc:CompanyID", seller)
        .Set($"{Buyer}/{Country}", country).Set($"{Buyer}/cac:PartyTaxScheme/cbc:CompanyID", buyer);

    private static Draft Legal(this Draft draft, string scheme, string id)
    {
        foreach (var path in new[] { $"{Seller}/cac:PartyLegalEntity/cbc:CompanyID", $"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID" })
        {
            draft.Set(path, id).Set(path, "schemeID", scheme);
        }

        return draft;
    }

    private static Draft AtSwedishRate(this Draft draft) => draft
        .Set("cac:TaxTotal/cbc:TaxAmount", "50.00").Set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", "50.00")
        .Set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent", "25").Set($"{Line}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "25")
        .Set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "250.00").Set("cac:LegalMonetaryTotal/cbc:PayableAmount", "250.00");
}
