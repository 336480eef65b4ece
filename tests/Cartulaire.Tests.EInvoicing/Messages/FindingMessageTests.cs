using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Messages;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Messages;

/// <summary>What a reader is told of an invoice that is broken in one place: the whole sentence, and the values in it.</summary>
public sealed class FindingMessageTests
{
    private const string Period = "<cac:AccountingSupplierParty>";

    /// <summary>Rule, what stands in a right UBL invoice, what is put there, found, expected, the sentence in French and in English.</summary>
    public static TheoryData<string, string, string, string?, string?, string, string> Broken => new()
    {
        {
            "BR-CO-15", "TaxInclusiveAmount currencyID=\"EUR\">250.33", "TaxInclusiveAmount currencyID=\"EUR\">251.3", "251.3", "250.33",
            "Le total TVA comprise (BT-112) vaut 251.3, mais doit valoir le total hors TVA (BT-109) plus la TVA (BT-110, un seul montant dans la devise de la facture), soit 250.33.",
            "The total with VAT (BT-112) is 251.3, but must be the total without VAT (BT-109) plus the VAT (BT-110, one amount in the invoice currency), that is 250.33."
        },
        {
            "BR-CO-16", "PayableAmount currencyID=\"EUR\">250.33", "PayableAmount currencyID=\"EUR\">200", "200", "250.33",
            "Le montant à payer (BT-115) vaut 200, mais doit valoir le total TVA comprise (BT-112), moins le montant déjà payé (BT-113), plus l'arrondi (BT-114), soit 250.33.",
            "The amount due for payment (BT-115) is 200, but must be the total with VAT (BT-112), less the amount already paid (BT-113), plus the rounding (BT-114), that is 250.33."
        },
        {
            "BR-CO-10", "LineExtensionAmount currencyID=\"EUR\">229.60", "LineExtensionAmount currencyID=\"EUR\">cent", "cent", "229.60",
            "La somme des montants nets des lignes (BT-106) vaut cent, mais doit valoir le total des montants nets de chaque ligne (BT-131), soit 229.60.",
            "The sum of the net amounts of the lines (BT-106) is cent, but must be the total of the net amounts of each line (BT-131), that is 229.60."
        },
        {
            "BR-CO-14", "TaxAmount currencyID=\"EUR\">20.73", "TaxAmount currencyID=\"EUR\">20.70", "20.70", "20.73",
            "Le total de la TVA (BT-110) vaut 20.70, mais doit valoir la somme des montants de TVA de la ventilation (BT-117), soit 20.73.",
            "The total VAT (BT-110) is 20.70, but must be the sum of the VAT amounts of the breakdown (BT-117), that is 20.73."
        },
        {
            "BR-DEC-14", "TaxInclusiveAmount currencyID=\"EUR\">250.33", "TaxInclusiveAmount currencyID=\"EUR\">250.330", "250.330", "250.33",
            "Le total TVA comprise (BT-112) vaut 250.330, mais ne peut avoir que deux décimales ; par exemple 250.33.",
            "The total with VAT (BT-112) is 250.330, but may have two decimals at most, such as 250.33."
        },
        {
            "BR-S-08", "TaxableAmount currencyID=\"EUR\">46.37", "TaxableAmount currencyID=\"EUR\">64.37", "64.37", "46.37",
            "Pour chaque taux de la catégorie de TVA S (taux normal ou réduit), la base d'imposition (BT-116) vaut 64.37, mais doit être la somme de ses lignes, moins ses remises, plus ses frais, soit 46.37.",
            "For each rate of VAT category S (standard or reduced rate), the taxable amount (BT-116) is 64.37, but must be the sum of its lines, less its allowances, plus its charges, that is 46.37."
        },
        {
            "BR-CO-17", "TaxAmount currencyID=\"EUR\">9.74", "TaxAmount currencyID=\"EUR\">97.40", "97.40", "9.74",
            "Le montant de TVA (BT-117) vaut 97.40, mais doit valoir la base d'imposition (BT-116) multipliée par le taux (BT-119), soit 9.74.",
            "The VAT amount (BT-117) is 97.40, but must be the taxable amount (BT-116) multiplied by the rate (BT-119), that is 9.74."
        },
        {
            "BR-CL-04", "DocumentCurrencyCode>EUR", "DocumentCurrencyCode>EURO", "EURO", "ISO 4217 (2026-04-10)",
            "Devise de la facture (BT-5) : le code « EURO » n'est pas admis ; choisissez-en un de la liste ISO 4217 (2026-04-10).",
            "Currency of the invoice (BT-5): the code “EURO” is not allowed; choose one from the list ISO 4217 (2026-04-10)."
        },
        {
            "BR-CL-06", Period, "<cac:InvoicePeriod><cbc:DescriptionCode>31</cbc:DescriptionCode></cac:InvoicePeriod>" + Period, "31", "3, 35, 432 (UNTDID 2005, 2026-04-10)",
            "Date d'exigibilité de la TVA (BT-8) : le code « 31 » n'est pas admis ; choisissez-en un de la liste 3, 35, 432 (UNTDID 2005, 2026-04-10).",
            "VAT point date (BT-8): the code “31” is not allowed; choose one from the list 3, 35, 432 (UNTDID 2005, 2026-04-10)."
        },
        {
            "BR-29", Period, "<cac:InvoicePeriod><cbc:StartDate>2015-06-01</cbc:StartDate><cbc:EndDate>2015-05-01</cbc:EndDate></cac:InvoicePeriod>" + Period, "2015-05-01", "2015-06-01",
            "La fin de la période de facturation (BT-74), 2015-05-01, doit être une date, et ne pas précéder son début (BT-73), 2015-06-01.",
            "The end of the invoicing period (BT-74), 2015-05-01, must be a date, and not be before its start (BT-73), 2015-06-01."
        },
        {
            "BR-02", "<cbc:ID>12115118</cbc:ID>", "", null, null,
            "Il manque le numéro de la facture (BT-1).",
            "The invoice number (BT-1) is missing."
        },
        {
            "BR-CO-09", "NL8200.98.395.B.01", "8200.98.395.B.01", "8200.98.395.B.01", null,
            "Le numéro de TVA (BT-31, BT-48 ou BT-63) « 8200.98.395.B.01 » doit commencer par le code du pays, par exemple BE (EL pour la Grèce).",
            "The VAT number (BT-31, BT-48 or BT-63) “8200.98.395.B.01” must begin with the country code, such as BE (EL for Greece)."
        },
        {
            "UBL-CR-005", "<cbc:IssueDate>", "<cbc:UUID>a-1</cbc:UUID><cbc:IssueDate>", "a-1", null,
            "L'élément cbc:UUID n'est pas prévu dans une facture EN 16931 (valeur trouvée : « a-1 ») ; le destinataire peut l'ignorer, retirez-le.",
            "The element cbc:UUID is not part of an EN 16931 invoice (value found: “a-1”); the recipient may ignore it, so remove it."
        },
        {
            "PEPPOL-EN16931-R120", "LineExtensionAmount currencyID=\"EUR\">19.90", "LineExtensionAmount currencyID=\"EUR\">19.09", "19.09", "19.90",
            "Le montant net de la ligne (BT-131) vaut 19.09, mais doit valoir la quantité (BT-129) multipliée par le prix net (BT-146, par BT-149 unités), plus les frais, moins les remises, à 0.02 près, soit 19.90.",
            "The net amount of the line (BT-131) is 19.09, but must be the quantity (BT-129) multiplied by the net price (BT-146, per BT-149 units), plus charges, less allowances, within 0.02, that is 19.90."
        },
        {
            "PEPPOL-COMMON-R043", "<cac:Party>\n            <cac:PostalAddress>", "<cac:Party><cbc:EndpointID schemeID=\"0208\">0203201341</cbc:EndpointID><cac:PostalAddress>", "0203201341", "0203201340",
            "Le numéro d'entreprise belge (schéma 0208) « 0203201341 » n'est pas valable : dix chiffres, dont les deux derniers sont ceux de contrôle ; avec les autres chiffres tels quels, ce serait 0203201340.",
            "The Belgian enterprise number (scheme 0208) “0203201341” is not valid: ten digits, the last two of which are check digits; with the other digits as they are, it would be 0203201340."
        },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_finding_says_what_was_found_and_expected(string rule, string right, string wrong, string? found, string? expected, string french, string english)
    {
        var finding = Find(rule, right, wrong);
        Assert.Equal(found, finding.Found);
        Assert.Equal(expected, finding.Expected);
        Assert.Equal(french, finding.Message(Language.French).Replace('\u00A0', ' '));
        Assert.Equal(english, finding.Message(Language.English));
    }

    [Theory]
    [InlineData("BR-CO-16", "<ram:DuePayableAmount>250.33", "<ram:DuePayableAmount>200", "200", "250.33")]
    [InlineData("BR-CO-15", "<ram:GrandTotalAmount>250.33", "<ram:GrandTotalAmount>250.34", "250.34", "250.33")]
    [InlineData("BR-CO-14", "<ram:TaxTotalAmount currencyID=\"EUR\">20.73", "<ram:TaxTotalAmount currencyID=\"EUR\">20.7", "20.7", "20.73")]
    [InlineData("BR-DEC-14", "<ram:GrandTotalAmount>250.33", "<ram:GrandTotalAmount>250.333", "250.333", "250.33")]
    public void In_CII_too(string rule, string right, string wrong, string found, string expected)
    {
        var example = File.ReadAllText(Samples.Files("en16931").Single(f => Path.GetFileName(f) == "CII_example1.xml"));
        Assert.Contains(right, example, StringComparison.Ordinal);
        using var stream = example.Replace(right, wrong, StringComparison.Ordinal).AsStream();
        var finding = Assert.Single(InvoiceCheck.Check(stream).Findings, f => f.Rule == rule);
        Assert.Equal((found, expected), (finding.Found, finding.Expected));
        Assert.Contains(found, finding.Message(Language.French), StringComparison.Ordinal);
        Assert.Contains(expected, finding.Message(Language.French), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_number_is_never_quoted_whole()
    {
        var finding = Find("BR-51", "<cac:PayeeFinancialAccount>", "<cac:CardAccount><cbc:PrimaryAccountNumberID>4111111111111111</cbc:PrimaryAccountNumberID></cac:CardAccount><cac:PayeeFinancialAccount>");
        Assert.Equal("1111", finding.Found);
    }

    [Fact]
    public void What_is_quoted_is_one_short_line_that_changes_nothing_around_it()
    {
        var code = "\u202E<b>&[{x}]\t\n\u0085 \u200F" + new string('\u00E9', 500);
        var finding = Find("BR-CL-04", "DocumentCurrencyCode>EUR", "DocumentCurrencyCode>" + code.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal));
        Assert.Equal(80, finding.Found!.Length);
        Assert.StartsWith("\uFFFD<b>&[{x}] \uFFFD\u00E9", finding.Found, StringComparison.Ordinal);
        Assert.EndsWith("\u00E9…", finding.Found, StringComparison.Ordinal);
        Assert.Contains($"«\u00A0{finding.Found}\u00A0»", finding.Message(Language.French), StringComparison.Ordinal);
        Assert.True(finding.Message(Language.French).Length < 300);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \r\n ", null)]
    [InlineData(" a \u00A0 b ", "a b")]
    [InlineData("\0\u001B[31m", "\uFFFD\uFFFD[31m")]
    public void A_quotation_is_cleaned(string? text, string? quoted) => Assert.Equal(quoted, Quote.Of(text));

    [Fact]
    public void A_quotation_is_never_cut_within_a_character()
    {
        var quoted = Quote.Of(string.Concat(Enumerable.Repeat("a\U0001F600", 60)))!;
        Assert.InRange(quoted.Length, 79, 80);
        Assert.False(char.IsHighSurrogate(quoted[^2]));
    }

    private static Finding Find(string rule, string right, string wrong)
    {
        Assert.Contains(right, Invoices.Right, StringComparison.Ordinal);
        var at = Invoices.Right.IndexOf(right, StringComparison.Ordinal);
        using var stream = (Invoices.Right[..at] + wrong + Invoices.Right[(at + right.Length)..]).AsStream();
        return InvoiceCheck.Check(stream, rules: RuleSet.Peppol).Findings.First(f => f.Rule == rule);
    }
}
