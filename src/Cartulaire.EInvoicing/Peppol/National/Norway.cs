using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol.National;

/// <summary>Rules for Norwegian sellers (NO-R).</summary>
internal static class Norway
{
    /// <summary>The rules in UBL.</summary>
    public static NationalRules<PeppolInvoice> Ubl { get; } = new(invoice => invoice.Seller == "NO", InUbl());

    /// <summary>The rules in CII.</summary>
    public static NationalRules<PeppolCiiInvoice> Cii { get; } = new(invoice => invoice.Seller == "NO", InCii());

    private static Pattern<PeppolInvoice> InUbl()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party))
            .Warning("NO-R-002", e => e.TrimmedTaxIds("TAX").FirstOrDefault()?.Trimmed == "Foretaksregisteret")
            .Fatal("NO-R-001", e => e.TrimmedTaxIds("VAT").All(IsVatNumber));
        return pattern;
    }

    private static Pattern<PeppolCiiInvoice> InCii()
    {
        var pattern = new Pattern<PeppolCiiInvoice>();
        pattern.On(Place.Of(Ram.SellerTradeParty))
            .Warning("NO-R-002", e => e.All(Ram.SpecifiedTaxRegistration, Ram.ID).Exists(id => id.Attribute("schemeID") == "FC" && id.Trimmed == "Foretaksregisteret"))
            .Fatal("NO-R-001", e => PeppolCiiInvoice.VatNumbers([e]).All(IsVatNumber));
        return pattern;
    }

    // NO, an organization number, MVA; a number of another country is not looked at.
    private static bool IsVatNumber(Element id)
        => id.Text.From(1, 2) != "NO" || (id.Text.Length == 14 && id.Text.EndsWith("MVA", StringComparison.Ordinal) && CheckDigits.IsNorwegian(id.Text.From(3, 9)));
}
