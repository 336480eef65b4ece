using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Rules for Norwegian sellers (NO-R).</summary>
internal static class Norway
{
    /// <summary>The rules.</summary>
    public static NationalRules Rules { get; } = new(invoice => invoice.Seller == "NO", Build());

    private static Pattern<PeppolInvoice> Build()
    {
        var pattern = new Pattern<PeppolInvoice>();
        pattern.On(Place.Of(Cac.AccountingSupplierParty, Cac.Party))
            .Warning("NO-R-002", e => e.TrimmedTaxIds("TAX").FirstOrDefault()?.Trimmed == "Foretaksregisteret")
            .Fatal("NO-R-001", e => e.TrimmedTaxIds("VAT").All(IsVatNumber));
        return pattern;
    }

    // NO, an organization number, MVA; a number of another country is not looked at.
    private static bool IsVatNumber(Element id)
        => id.Text.From(1, 2) != "NO" || (id.Text.Length == 14 && id.Text.EndsWith("MVA", StringComparison.Ordinal) && CheckDigits.IsNorwegian(id.Text.From(3, 9)));
}
