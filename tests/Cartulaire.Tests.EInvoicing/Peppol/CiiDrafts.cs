namespace Cartulaire.Tests.EInvoicing.Peppol;

/// <summary>CII invoices that break no rule, made here: a Belgian one, and what each country wants changed.</summary>
internal static class CiiDrafts
{
    public const string Process = "rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter";
    public const string Guideline = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID";
    public const string Agreement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement";
    public const string Settlement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";
    public const string Line = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem";
    public const string Seller = $"{Agreement}/ram:SellerTradeParty";
    public const string Buyer = $"{Agreement}/ram:BuyerTradeParty";
    public const string Means = $"{Settlement}/ram:SpecifiedTradeSettlementPaymentMeans";
    public const string Totals = $"{Settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation";

    private const string Text = """
        <rsm:CrossIndustryInvoice>
          <rsm:ExchangedDocumentContext>
            <ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter>
            <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
          </rsm:ExchangedDocumentContext>
          <rsm:ExchangedDocument>
            <ram:ID>2026-117</ram:ID>
            <ram:TypeCode>380</ram:TypeCode>
            <ram:IssueDateTime><udt:DateTimeString format="102">20260302</udt:DateTimeString></ram:IssueDateTime>
          </rsm:ExchangedDocument>
          <rsm:SupplyChainTradeTransaction>
            <ram:IncludedSupplyChainTradeLineItem>
              <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
              <ram:SpecifiedTradeProduct><ram:Name>Pavés</ram:Name></ram:SpecifiedTradeProduct>
              <ram:SpecifiedLineTradeAgreement>
                <ram:NetPriceProductTradePrice>
                  <ram:ChargeAmount>50.00</ram:ChargeAmount>
                  <ram:BasisQuantity unitCode="MTK">1</ram:BasisQuantity>
                </ram:NetPriceProductTradePrice>
              </ram:SpecifiedLineTradeAgreement>
              <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="MTK">4</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
              <ram:SpecifiedLineTradeSettlement>
                <ram:ApplicableTradeTax>
                  <ram:TypeCode>VAT</ram:TypeCode>
                  <ram:CategoryCode>S</ram:CategoryCode>
                  <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
                </ram:ApplicableTradeTax>
                <ram:BillingSpecifiedPeriod>
                  <ram:StartDateTime><udt:DateTimeString format="102">20260203</udt:DateTimeString></ram:StartDateTime>
                  <ram:EndDateTime><udt:DateTimeString format="102">20260204</udt:DateTimeString></ram:EndDateTime>
                </ram:BillingSpecifiedPeriod>
                <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>200.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
              </ram:SpecifiedLineTradeSettlement>
            </ram:IncludedSupplyChainTradeLineItem>
            <ram:ApplicableHeaderTradeAgreement>
              <ram:BuyerReference>Travaux publics</ram:BuyerReference>
              <ram:SellerTradeParty>
                <ram:Name>Pavage du Condroz SRL</ram:Name>
                <ram:SpecifiedLegalOrganization><ram:ID schemeID="0208">0841470248</ram:ID></ram:SpecifiedLegalOrganization>
                <ram:PostalTradeAddress>
                  <ram:PostcodeCode>5590</ram:PostcodeCode>
                  <ram:LineOne>Rue des Carriers 4</ram:LineOne>
                  <ram:CityName>Ciney</ram:CityName>
                  <ram:CountryID>BE</ram:CountryID>
                </ram:PostalTradeAddress>
                <ram:URIUniversalCommunication><ram:URIID schemeID="0208">0841470248</ram:URIID></ram:URIUniversalCommunication>
                <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">BE0841470248</ram:ID></ram:SpecifiedTaxRegistration>
              </ram:SellerTradeParty>
              <ram:BuyerTradeParty>
                <ram:Name>Administration communale</ram:Name>
                <ram:SpecifiedLegalOrganization><ram:ID schemeID="0208">0451461655</ram:ID></ram:SpecifiedLegalOrganization>
                <ram:PostalTradeAddress>
                  <ram:PostcodeCode>5350</ram:PostcodeCode>
                  <ram:LineOne>Place Communale 1</ram:LineOne>
                  <ram:CityName>Ohey</ram:CityName>
                  <ram:CountryID>BE</ram:CountryID>
                </ram:PostalTradeAddress>
                <ram:URIUniversalCommunication><ram:URIID schemeID="0208">0451461655</ram:URIID></ram:URIUniversalCommunication>
                <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">BE0451461655</ram:ID></ram:SpecifiedTaxRegistration>
              </ram:BuyerTradeParty>
            </ram:ApplicableHeaderTradeAgreement>
            <ram:ApplicableHeaderTradeDelivery />
            <ram:ApplicableHeaderTradeSettlement>
              <ram:PaymentReference>2026117</ram:PaymentReference>
              <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
              <ram:SpecifiedTradeSettlementPaymentMeans>
                <ram:TypeCode>30</ram:TypeCode>
                <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>BE68539007547034</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
              </ram:SpecifiedTradeSettlementPaymentMeans>
              <ram:ApplicableTradeTax>
                <ram:CalculatedAmount>42.00</ram:CalculatedAmount>
                <ram:TypeCode>VAT</ram:TypeCode>
                <ram:BasisAmount>200.00</ram:BasisAmount>
                <ram:CategoryCode>S</ram:CategoryCode>
                <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
              </ram:ApplicableTradeTax>
              <ram:BillingSpecifiedPeriod>
                <ram:StartDateTime><udt:DateTimeString format="102">20260201</udt:DateTimeString></ram:StartDateTime>
                <ram:EndDateTime><udt:DateTimeString format="102">20260228</udt:DateTimeString></ram:EndDateTime>
              </ram:BillingSpecifiedPeriod>
              <ram:SpecifiedTradePaymentTerms>
                <ram:DueDateDateTime><udt:DateTimeString format="102">20260401</udt:DateTimeString></ram:DueDateDateTime>
              </ram:SpecifiedTradePaymentTerms>
              <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                <ram:LineTotalAmount>200.00</ram:LineTotalAmount>
                <ram:TaxBasisTotalAmount>200.00</ram:TaxBasisTotalAmount>
                <ram:TaxTotalAmount currencyID="EUR">42.00</ram:TaxTotalAmount>
                <ram:GrandTotalAmount>242.00</ram:GrandTotalAmount>
                <ram:DuePayableAmount>242.00</ram:DuePayableAmount>
              </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
            </ram:ApplicableHeaderTradeSettlement>
          </rsm:SupplyChainTradeTransaction>
        </rsm:CrossIndustryInvoice>
        """;

    public static Draft Invoice() => new(Text);

    public static Draft Norwegian() => Invoice().In("NO", "NO974763923MVA")
        .Add(Seller, """<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">Foretaksregisteret</ram:ID></ram:SpecifiedTaxRegistration>""");

    public static Draft Danish() => Invoice().In("DK", "DK12345678").Legal("0184", "12345678").Set($"{Means}/ram:TypeCode", "58");

    public static Draft Italian() => Invoice().In("IT", "IT05363460284");

    public static Draft Swedish() => Invoice().In("SE", "SE556732170701").Legal("0007", "5567321707")
        .Set($"{Line}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent", "25").Set($"{Settlement}/ram:ApplicableTradeTax/ram:RateApplicablePercent", "25")
        .Set($"{Settlement}/ram:ApplicableTradeTax/ram:CalculatedAmount", "50.00").Set($"{Totals}/ram:TaxTotalAmount", "50.00")
        .Set($"{Totals}/ram:GrandTotalAmount", "250.00").Set($"{Totals}/ram:DuePayableAmount", "250.00");

    public static Draft Dutch() => Invoice().In("NL", "NL123456789B01").Legal("0106", "12345678");

    private static Draft In(this Draft draft, string country, string vat) => draft
        .Set($"{Seller}/ram:PostalTradeAddress/ram:CountryID", country).Set($"{Seller}/ram:SpecifiedTaxRegistration/ram:ID", vat)
        .Set($"{Buyer}/ram:PostalTradeAddress/ram:CountryID", country).Set($"{Buyer}/ram:SpecifiedTaxRegistration/ram:ID", vat);

    private static Draft Legal(this Draft draft, string scheme, string id)
    {
        foreach (var path in new[] { $"{Seller}/ram:SpecifiedLegalOrganization/ram:ID", $"{Buyer}/ram:SpecifiedLegalOrganization/ram:ID" })
        {
            draft.Set(path, id).Set(path, "schemeID", scheme);
        }

        return draft;
    }
}
