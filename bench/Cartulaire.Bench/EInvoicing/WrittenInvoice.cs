using System.Globalization;
using System.Text;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>A right Peppol invoice of as many lines as wished.</summary>
internal static class WrittenInvoice
{
    /// <summary>UBL 2.1, UTF-8.</summary>
    public static byte[] Of(int lines)
    {
        var net = 0m;
        var body = new StringBuilder();
        for (var line = 1; line <= lines; line++)
        {
            var (quantity, price) = (1 + (line % 7), 10m + (line % 13));
            net += quantity * price;
            body.Append(CultureInfo.InvariantCulture, $"""
                <cac:InvoiceLine><cbc:ID>{line}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">{quantity * price:F2}</cbc:LineExtensionAmount>
                <cac:OrderLineReference><cbc:LineID>{line}</cbc:LineID></cac:OrderLineReference>
                <cac:Item><cbc:Description>Papier recyclé blanc 80 g, boîte de cinq rames, livrée à l'économat</cbc:Description><cbc:Name>Papier A4 nº {line}</cbc:Name>
                <cac:SellersItemIdentification><cbc:ID>PAP-{line:D5}</cbc:ID></cac:SellersItemIdentification>
                <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
                <cac:Price><cbc:PriceAmount currencyID="EUR">{price:F2}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>

                """);
        }

        var tax = Math.Round(net * 0.21m, 2, MidpointRounding.AwayFromZero);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
            <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID><cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
            <cbc:ID>2026-00417</cbc:ID><cbc:IssueDate>2026-11-03</cbc:IssueDate><cbc:DueDate>2026-12-03</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>ECO-2026-88</cbc:BuyerReference>
            {Party("AccountingSupplierParty", "0451461655", "Papeterie du Marché SRL")}{Party("AccountingCustomerParty", "0841470248", "Commune de Sart")}
            <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>+++010/8068/17183+++</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>BE68539007547034</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
            <cac:PaymentTerms><cbc:Note>30 jours</cbc:Note></cac:PaymentTerms>
            <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{tax:F2}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{net:F2}</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">{tax:F2}</cbc:TaxAmount>
            <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
            <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">{net:F2}</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">{net:F2}</cbc:TaxExclusiveAmount>
            <cbc:TaxInclusiveAmount currencyID="EUR">{net + tax:F2}</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">{net + tax:F2}</cbc:PayableAmount></cac:LegalMonetaryTotal>
            {body}</Invoice>
            """));
    }

    private static string Party(string role, string number, string name) => $"""
        <cac:{role}><cac:Party><cbc:EndpointID schemeID="0208">{number}</cbc:EndpointID><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>
        <cac:PostalAddress><cbc:StreetName>Rue de l'Église 12</cbc:StreetName><cbc:CityName>Sart</cbc:CityName><cbc:PostalZone>4845</cbc:PostalZone><cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyTaxScheme><cbc:CompanyID>BE{number}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
        <cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName><cbc:CompanyID schemeID="0208">{number}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:{role}>
        """;
}
