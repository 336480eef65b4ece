using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>The code lists of EN 16931 as they came with this library (<c>CodeLists.txt</c>).</summary>
internal static class Codes
{
    private static readonly FrozenDictionary<string, CodeList> All = Load();

    /// <summary>UNTDID 1001, those of invoices.</summary>
    public static CodeList InvoiceTypes => All["invoice-types"];

    /// <summary>UNTDID 1001, those of credit notes.</summary>
    public static CodeList CreditNoteTypes => All["credit-note-types"];

    /// <summary>ISO 4217.</summary>
    public static CodeList Currencies => All["currencies"];

    /// <summary>UNTDID 2005, restricted.</summary>
    public static CodeList TaxPointDates => All["tax-point-dates"];

    /// <summary>UNTDID 1153.</summary>
    public static CodeList References => All["references"];

    /// <summary>UNTDID 4451.</summary>
    public static CodeList NoteSubjects => All["note-subjects"];

    /// <summary>ISO/IEC 6523.</summary>
    public static CodeList IdentifierSchemes => All["identifier-schemes"];

    /// <summary>UNTDID 7143.</summary>
    public static CodeList ItemClassifications => All["item-classifications"];

    /// <summary>ISO 3166-1.</summary>
    public static CodeList Countries => All["countries"];

    /// <summary>UNTDID 4461.</summary>
    public static CodeList PaymentMeans => All["payment-means"];

    /// <summary>UNTDID 5305, restricted.</summary>
    public static CodeList VatCategories => All["vat-categories"];

    /// <summary>UNTDID 5189, restricted.</summary>
    public static CodeList AllowanceReasons => All["allowance-reasons"];

    /// <summary>UNTDID 7161.</summary>
    public static CodeList ChargeReasons => All["charge-reasons"];

    /// <summary>VATEX.</summary>
    public static CodeList Exemptions => All["exemptions"];

    /// <summary>UNECE Recommendations 20 and 21.</summary>
    public static CodeList Units => All["units"];

    /// <summary>Electronic address schemes.</summary>
    public static CodeList Addresses => All["addresses"];

    /// <summary>What an attachment may be (MIME).</summary>
    public static CodeList Attachments => All["attachments"];

    /// <summary>What a VAT number may begin with.</summary>
    public static CodeList VatPrefixes => All["vat-prefixes"];

    /// <summary>ISO 4217 as Peppol has it.</summary>
    public static CodeList PeppolCurrencies => All["peppol-currencies"];

    /// <summary>Electronic address schemes of Peppol.</summary>
    public static CodeList PeppolAddresses => All["peppol-addresses"];

    /// <summary>UNTDID 1001, invoices that Peppol takes.</summary>
    public static CodeList PeppolInvoiceTypes => All["peppol-invoice-types"];

    /// <summary>UNTDID 1001, credit notes that Peppol takes.</summary>
    public static CodeList PeppolCreditNoteTypes => All["peppol-credit-note-types"];

    /// <summary>UNTDID 2475, restricted, of CII.</summary>
    public static CodeList CiiTaxPointDates => All["cii-tax-point-dates"];

    /// <summary>UNTDID 4451, of CII.</summary>
    public static CodeList CiiNoteSubjects => All["cii-note-subjects"];

    /// <summary>ISO 3166-1, of CII.</summary>
    public static CodeList CiiCountries => All["cii-countries"];

    /// <summary>What a VAT number may begin with, of CII.</summary>
    public static CodeList CiiVatPrefixes => All["cii-vat-prefixes"];

    /// <summary>A list by its identifier; null when there is none.</summary>
    internal static CodeList? Find(string id) => All.GetValueOrDefault(id);

    /// <summary>Reads lists written as in <c>CodeLists.txt</c>.</summary>
    internal static IEnumerable<CodeList> Read(TextReader text)
    {
        string? id = null, title = null;
        var codes = new HashSet<string>(StringComparer.Ordinal);
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                if (id is not null)
                {
                    yield return new CodeList(id, title!, codes.ToFrozenSet(StringComparer.Ordinal));
                }

                var end = line.IndexOf(']', StringComparison.Ordinal);
                (id, title, codes) = (line[1..end], line[(end + 1)..].Trim(), new HashSet<string>(StringComparer.Ordinal));
            }
            else if (!line.StartsWith('#'))
            {
                codes.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        if (id is not null)
        {
            yield return new CodeList(id, title!, codes.ToFrozenSet(StringComparer.Ordinal));
        }
    }

    private static FrozenDictionary<string, CodeList> Load()
    {
        using var text = new StreamReader(typeof(Codes).Assembly.GetManifestResourceStream("Cartulaire.EInvoicing.CodeLists.CodeLists.txt")!);
        return Read(text).ToFrozenDictionary(l => l.Id, StringComparer.Ordinal);
    }
}
