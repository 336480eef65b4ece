using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl;

/// <summary>What rules ask of a UBL invoice or credit note more than once.</summary>
internal sealed class UblInvoice(Document document)
{
    private List<Element>? lines;
    private List<Element>? allowances;
    private List<Element>? categories;
    private List<Element>? lineCategories;

    public Document Document => document;

    public Element Root => document.Root;

    /// <summary>Invoice or credit note lines (BG-25).</summary>
    public List<Element> Lines => document.Looked(lines ??= [.. Root.Children.ToArray().Where(IsLine)]);

    /// <summary>The same, wherever they stand.</summary>
    public IEnumerable<Element> LinesAnywhere => document.Anywhere(Cac.InvoiceLine).Concat(document.Anywhere(Cac.CreditNoteLine));

    /// <summary>Every allowance and charge, of the document, of its lines and of their prices.</summary>
    public List<Element> Allowances => document.Looked(allowances ??= [.. document.Anywhere(Cac.AllowanceCharge)]);

    /// <summary>Every <c>TaxCategory</c>, of the VAT breakdown and of allowances and charges.</summary>
    public List<Element> Categories => document.Looked(categories ??= [.. document.Anywhere(Cac.TaxCategory)]);

    /// <summary>Every <c>ClassifiedTaxCategory</c> (BG-30).</summary>
    public List<Element> LineCategories => document.Looked(lineCategories ??= [.. document.Anywhere(Cac.ClassifiedTaxCategory)]);

    /// <summary>Whether an element is an invoice or credit note line.</summary>
    public static bool IsLine(Element element) => ReferenceEquals(element.Name, Cac.InvoiceLine) || ReferenceEquals(element.Name, Cac.CreditNoteLine);

    /// <summary>Whether an allowance or charge says that it is an allowance.</summary>
    public static bool IsAllowance(Element element) => Says(element, "false", "0");

    /// <summary>Whether an allowance or charge says that it is a charge.</summary>
    public static bool IsCharge(Element element) => Says(element, "true", "1");

    /// <summary>Whether a tax category or a party's tax scheme is of VAT.</summary>
    public static bool IsVat(Element element)
    {
        foreach (var scheme in element.Children)
        {
            if (ReferenceEquals(scheme.Name, Cac.TaxScheme) && string.Equals(scheme.Of(Cbc.ID), "VAT", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a tax category has a code.</summary>
    public static bool Is(Element category, string code) => category.Of(Cbc.ID) == code;

    private static bool Says(Element element, string word, string digit) => element.Of(Cbc.ChargeIndicator) is var said && (said == word || said == digit);
}
