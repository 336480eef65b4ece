using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Peppol.National;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Identifiers whose form their scheme tells (PEPPOL-COMMON): one row each. Those of 2026 (R052 to R057) have no binding to CII.</summary>
internal static class PeppolIdentifiers
{
    // Where the check digits stand: the last one or two, the first two; none where the form alone is told.
    private static readonly (string Scheme, string Rule, Severity Severity, Func<string, bool> IsRight, Range? Digits)[] Rows =
    [
        ("0088", "PEPPOL-COMMON-R040", Severity.Fatal, CheckDigits.IsGln, ^1..),
        ("0192", "PEPPOL-COMMON-R041", Severity.Fatal, CheckDigits.IsNorwegian, ^1..),
        ("0208", "PEPPOL-COMMON-R043", Severity.Fatal, CheckDigits.IsBelgian, ^2..),
        ("0201", "PEPPOL-COMMON-R044", Severity.Warning, ItalianCodes.IsOffice, null),
        ("0210", "PEPPOL-COMMON-R045", Severity.Warning, ItalianCodes.IsTaxCode, null),
        ("0211", "PEPPOL-COMMON-R047", Severity.Warning, ItalianCodes.IsVatNumber, ^1..),
        ("0007", "PEPPOL-COMMON-R049", Severity.Fatal, id => id.Length == 10 && CheckDigits.IsSwedish(id), ^1..),
    ];

    /// <summary>Adds the rules of UBL.</summary>
    public static void AddTo(Pattern<PeppolInvoice> pattern)
    {
        var address = Place.Of(Cbc.EndpointID);
        Place[] identifiers = [address, Place.Of(Cac.PartyIdentification, Cbc.ID), Place.Of(Cbc.CompanyID)];
        Add(pattern, identifiers, address, CheckDigits.IsAustralian);

        // White space is not forgiven in the Danish ones.
        pattern.On(Under("0096", identifiers)).Fatal("PEPPOL-COMMON-R052", e => e.Text.IsDigits(10));
        pattern.On(Under("0198", identifiers)).Fatal("PEPPOL-COMMON-R053", e => IsDanishWithCountry(e.Text));
        pattern.On(Under("0106", identifiers)).Warning("PEPPOL-COMMON-R054", e => e.Trimmed.IsDigits(8));
        pattern.On(Under("0190", identifiers)).Warning("PEPPOL-COMMON-R055", e => e.Trimmed.IsDigits(20));
        pattern.On(Under("9944", identifiers)).Warning("PEPPOL-COMMON-R056-1", e => IsDutchVatNumber(e.Trimmed));
        pattern.On(Place.Of(Cac.PartyTaxScheme, Cbc.CompanyID).Where(e => e.Trimmed.StartsWith("NL", StringComparison.Ordinal) && e.Parent!.Of(Cac.TaxScheme, Cbc.ID) == "VAT"))
            .Warning("PEPPOL-COMMON-R056-2", e => IsDutchVatNumber(e.Trimmed));
        pattern.On(Under("0217", identifiers)).Warning("PEPPOL-COMMON-R057", e => e.Trimmed.IsDigits(12));
    }

    /// <summary>Adds the rules of CII.</summary>
    public static void AddTo(Pattern<PeppolCiiInvoice> pattern)
    {
        var address = Place.Of(Ram.URIID);
        Add(pattern, [address, Place.Of(Ram.ID), Place.Of(Ram.GlobalID)], address, CheckDigits.HasAustralianSum);
        pattern.On(Under("9906", address)).Warning("PEPPOL-COMMON-R048", e => ItalianCodes.IsVatNumber(e.Trimmed));
    }

    private static void Add<TInvoice>(Pattern<TInvoice> pattern, Place[] identifiers, Place address, Func<string, bool> isAustralian)
    {
        foreach (var (scheme, rule, severity, isRight, digits) in Rows)
        {
            pattern.On(Under(scheme, identifiers)).Add(Right<TInvoice>(rule, severity, isRight, digits));
        }

        // White space is not forgiven here, unlike in the others.
        pattern.On(Under("0184", identifiers)).Fatal("PEPPOL-COMMON-R042", e => IsDanish(e.Text));
        pattern.On(Under("9907", address)).Warning("PEPPOL-COMMON-R046", e => ItalianCodes.IsTaxCode(e.Trimmed));
        pattern.On(Under("0151", identifiers)).Add(Right<TInvoice>("PEPPOL-COMMON-R050", Severity.Fatal, isAustralian, ..2));
    }

    private static Check<TInvoice> Right<TInvoice>(string rule, Severity severity, Func<string, bool> isRight, Range? digits)
        => new(rule, severity, (e, _) => isRight(e.Trimmed), (e, _) => new Told(e.Text, CheckDigits.Mended(e.Trimmed, digits, isRight)));

    /// <summary>Danish organization number (CVR): eight digits, with or without the country.</summary>
    private static bool IsDanish(string text) => text.IsDigits(8) || IsDanishWithCountry(text);

    private static bool IsDanishWithCountry(string text) => text.From(1, 2) == "DK" && text.From(3).IsDigits(8);

    private static bool IsDutchVatNumber(string text) => text.Length == 14 && text.From(1, 2) == "NL" && text.From(3, 9).IsDigits() && text[11] == 'B' && text.From(13).IsDigits();

    private static Place[] Under(string scheme, params Place[] places) => [.. places.Select(p => p.Where(e => e.Attribute("schemeID") == scheme))];
}
