using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Ubl;

namespace Cartulaire.EInvoicing.Peppol;

/// <summary>Identifiers whose form their scheme tells (PEPPOL-COMMON): one row each.</summary>
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
        ("0151", "PEPPOL-COMMON-R050", Severity.Fatal, CheckDigits.IsAustralian, ..2),
    ];

    /// <summary>Adds the rules.</summary>
    public static void AddTo(Pattern<PeppolInvoice> pattern)
    {
        foreach (var (scheme, rule, severity, isRight, digits) in Rows)
        {
            pattern.On(Under(scheme)).Add(new Check<PeppolInvoice>(rule, severity, (e, _) => isRight(e.Trimmed), (e, _) => new Told(e.Text, CheckDigits.Mended(e.Trimmed, digits, isRight))));
        }

        // White space is not forgiven here, unlike in the others.
        pattern.On(Under("0184")).Fatal("PEPPOL-COMMON-R042", e => IsDanish(e.Text));
        pattern.On(Under("9907", Place.Of(Cbc.EndpointID))).Warning("PEPPOL-COMMON-R046", e => ItalianCodes.IsTaxCode(e.Trimmed));
    }

    /// <summary>Danish organization number (CVR): eight digits, with or without the country.</summary>
    private static bool IsDanish(string text) => text.IsDigits(8) || (text.Length == 10 && text.From(1, 2) == "DK" && text.From(3).IsDigits());

    private static Place[] Under(string scheme) => Under(scheme, Place.Of(Cbc.EndpointID), Place.Of(Cac.PartyIdentification, Cbc.ID), Place.Of(Cbc.CompanyID));

    private static Place[] Under(string scheme, params Place[] places) => [.. places.Select(p => p.Where(e => e.Attribute("schemeID") == scheme))];
}
