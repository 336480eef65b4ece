using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Messages;

/// <summary>What a reader is told of an invoice that does not keep to its profile of Factur-X.</summary>
public sealed class FacturXMessageTests
{
    private const string Right = """
        <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
        <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
        <rsm:ExchangedDocument><ram:ID>F-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261126</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
        <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
        <ram:SellerTradeParty><ram:Name>Vendeur</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0208">0400000023</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:CountryID>BE</ram:CountryID></ram:PostalTradeAddress></ram:SellerTradeParty>
        <ram:BuyerTradeParty><ram:Name>Commune</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
        <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">21.00</ram:TaxTotalAmount><ram:GrandTotalAmount>121.00</ram:GrandTotalAmount><ram:DuePayableAmount>121.00</ram:DuePayableAmount>
        </ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>
        """;

    /// <summary>Rule, what stands in a right invoice, what is put there, found, expected, the sentence in French and in German.</summary>
    public static TheoryData<string, string, string, string?, string?, string, string> Broken => new()
    {
        {
            "FX-SCH-A-000030", "<ram:Name>Commune</ram:Name>", "", "0", "1",
            "L'élément ram:Name doit figurer 1 fois, ni plus ni moins, dans ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty (nombre trouvé : 0).",
            "Das Element ram:Name muss in ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty genau 1-mal vorkommen (gefundene Anzahl: 0)."
        },
        {
            "FX-SCH-A-000033", "</ram:SellerTradeParty>", Tax + Tax + "</ram:SellerTradeParty>", "2", "1",
            "L'élément ram:SpecifiedTaxRegistration[@schemeID=VA] peut figurer 1 fois au plus dans ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty (nombre trouvé : 2).",
            "Das Element ram:SpecifiedTaxRegistration[@schemeID=VA] darf in ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty höchstens 1-mal vorkommen (gefundene Anzahl: 2)."
        },
        {
            "FX-SCH-A-000021", " format=\"102\"", "", "20261126", null,
            "Il manque l'attribut @format de l'élément ram:IssueDateTime/udt:DateTimeString, dont la valeur est « 20261126 ».",
            "Dem Element ram:IssueDateTime/udt:DateTimeString mit dem Wert „20261126“ fehlt das Attribut @format."
        },
        {
            "FX-SCH-A-000022", "format=\"102\"", "format=\"610\"", "610", "102",
            "La valeur « 610 » n'est pas admise dans ram:IssueDateTime/udt:DateTimeString/@format ; est attendu : 102.",
            "Der Wert „610“ ist in ram:IssueDateTime/udt:DateTimeString/@format nicht zulässig; erwartet wird: 102."
        },
        {
            "FX-SCH-A-000040", "<ram:InvoiceCurrencyCode>EUR", "<ram:InvoiceCurrencyCode>EURO", "EURO", "ISO 4217 (2026-08-04)",
            "Le code « EURO » n'est pas admis dans ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode ; choisissez-en un de la liste ISO 4217 (2026-08-04).",
            "Der Code „EURO“ ist in ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode nicht zulässig; wählen Sie einen aus der Liste ISO 4217 (2026-08-04)."
        },
        {
            "FX-SCH-NOT-USED", "</ram:BuyerTradeParty>", "<ram:PostalTradeAddress><ram:CityName>Namur</ram:CityName></ram:PostalTradeAddress></ram:BuyerTradeParty>", null, null,
            "L'élément ram:BuyerTradeParty/ram:PostalTradeAddress n'est pas prévu dans le profil MINIMUM de Factur-X ; retirez-le, ou indiquez un profil plus étendu (BT-24).",
            "Das Element ram:BuyerTradeParty/ram:PostalTradeAddress ist im Profil MINIMUM von Factur-X nicht vorgesehen; entfernen Sie es, oder geben Sie ein umfassenderes Profil an (BT-24)."
        },
        {
            "FX-SCH-NOT-USED", "<ram:DuePayableAmount>", "<ram:DuePayableAmount currencyID=\"USD\">", "USD", null,
            "L'attribut ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount/@currencyID n'est pas prévu dans le profil MINIMUM de Factur-X (valeur trouvée : « USD ») ; retirez-le.",
            "Das Attribut ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount/@currencyID ist im Profil MINIMUM von Factur-X nicht vorgesehen (gefundener Wert: „USD“); entfernen Sie es."
        },
    };

    private const string Tax = "<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"VA\">BE0400000023</ram:ID></ram:SpecifiedTaxRegistration>";

    [Fact]
    public void The_invoice_that_is_broken_below_is_right()
    {
        using var stream = Right.AsStream();
        var invoice = InvoiceCheck.Check(stream);
        Assert.Equal(InvoiceProfile.FacturXMinimum, invoice.Profile);
        Assert.Empty(invoice.Findings);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_finding_says_what_was_found_and_what_is_expected(string rule, string right, string wrong, string? found, string? expected, string french, string german)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        using var stream = Right.Replace(right, wrong, StringComparison.Ordinal).AsStream();
        var finding = InvoiceCheck.Check(stream).Findings.First(f => f.Rule == rule);
        Assert.Equal((found, expected), (finding.Found, finding.Expected));
        Assert.Equal(french, finding.Message(Language.French).Replace('\u00A0', ' '));
        Assert.Equal(german, finding.Message(Language.German));
    }

    [Fact]
    public void A_sum_to_a_cent_says_what_it_should_be()
    {
        var extended = Right.Replace("urn:factur-x.eu:1p0:minimum", "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", StringComparison.Ordinal)
            .Replace("<ram:GrandTotalAmount>121.00", "<ram:GrandTotalAmount>122.00", StringComparison.Ordinal);
        using var stream = extended.AsStream();
        var finding = Assert.Single(InvoiceCheck.Check(stream).Findings, f => f.Rule == "BR-FXEXT-CO-15");
        Assert.Equal(("122.00", "121.00"), (finding.Found, finding.Expected));
        Assert.StartsWith("The total with VAT (BT-112) is 122.00, but must be", finding.Message(Language.English), StringComparison.Ordinal);
    }
}
