using System.Collections.Frozen;
using Cartulaire.EInvoicing.Reading;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>The code lists, as they came with this library (<c>CodeLists.txt</c>) or were replaced since.</summary>
internal static class Codes
{
    private static readonly FrozenDictionary<string, CodeList> ById;

    static Codes()
    {
        using var text = EmbeddedFile.Open("CodeLists.CodeLists.txt");
        All = [.. CodeListFile.Read(text).Lists.Select(l => new CodeList(l.Id, l.Content))];
        ById = All.ToFrozenDictionary(l => l.Id, StringComparer.Ordinal);
    }

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<CodeList> All { get; }

    /// <summary>UNTDID 1001, those of invoices.</summary>
    public static CodeList InvoiceTypes => ById["invoice-types"];

    /// <summary>UNTDID 1001, those of credit notes.</summary>
    public static CodeList CreditNoteTypes => ById["credit-note-types"];

    /// <summary>ISO 4217.</summary>
    public static CodeList Currencies => ById["currencies"];

    /// <summary>UNTDID 2005, restricted.</summary>
    public static CodeList TaxPointDates => ById["tax-point-dates"];

    /// <summary>UNTDID 1153.</summary>
    public static CodeList References => ById["references"];

    /// <summary>UNTDID 4451.</summary>
    public static CodeList NoteSubjects => ById["note-subjects"];

    /// <summary>ISO/IEC 6523.</summary>
    public static CodeList IdentifierSchemes => ById["identifier-schemes"];

    /// <summary>UNTDID 7143.</summary>
    public static CodeList ItemClassifications => ById["item-classifications"];

    /// <summary>ISO 3166-1.</summary>
    public static CodeList Countries => ById["countries"];

    /// <summary>UNTDID 4461.</summary>
    public static CodeList PaymentMeans => ById["payment-means"];

    /// <summary>UNTDID 5305, restricted.</summary>
    public static CodeList VatCategories => ById["vat-categories"];

    /// <summary>UNTDID 5189, restricted.</summary>
    public static CodeList AllowanceReasons => ById["allowance-reasons"];

    /// <summary>UNTDID 7161.</summary>
    public static CodeList ChargeReasons => ById["charge-reasons"];

    /// <summary>VATEX.</summary>
    public static CodeList Exemptions => ById["exemptions"];

    /// <summary>UNECE Recommendations 20 and 21.</summary>
    public static CodeList Units => ById["units"];

    /// <summary>Electronic address schemes.</summary>
    public static CodeList Addresses => ById["addresses"];

    /// <summary>What an attachment may be (MIME).</summary>
    public static CodeList Attachments => ById["attachments"];

    /// <summary>What a VAT number may begin with.</summary>
    public static CodeList VatPrefixes => ById["vat-prefixes"];

    /// <summary>ISO 4217 as Peppol has it.</summary>
    public static CodeList PeppolCurrencies => ById["peppol-currencies"];

    /// <summary>Electronic address schemes of Peppol.</summary>
    public static CodeList PeppolAddresses => ById["peppol-addresses"];

    /// <summary>UNTDID 1001, invoices that Peppol takes.</summary>
    public static CodeList PeppolInvoiceTypes => ById["peppol-invoice-types"];

    /// <summary>UNTDID 1001, credit notes that Peppol takes.</summary>
    public static CodeList PeppolCreditNoteTypes => ById["peppol-credit-note-types"];

    /// <summary>UNTDID 2475, restricted, of CII.</summary>
    public static CodeList CiiTaxPointDates => ById["cii-tax-point-dates"];

    /// <summary>UNTDID 4451, of CII.</summary>
    public static CodeList CiiNoteSubjects => ById["cii-note-subjects"];

    /// <summary>ISO 3166-1, of CII.</summary>
    public static CodeList CiiCountries => ById["cii-countries"];

    /// <summary>What a VAT number may begin with, of CII.</summary>
    public static CodeList CiiVatPrefixes => ById["cii-vat-prefixes"];

    /// <summary>A list by its identifier; null when there is none.</summary>
    internal static CodeList? Find(string id) => ById.GetValueOrDefault(id);
}
