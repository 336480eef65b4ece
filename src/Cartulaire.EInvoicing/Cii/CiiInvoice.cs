using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii;

/// <summary>What rules ask of a CII invoice more than once.</summary>
internal sealed class CiiInvoice(Document document)
{
    private List<Element>? settlements;
    private List<Element>? lineSettlements;
    private List<Element>? allowances;
    private List<Element>? taxes;
    private List<Element>? lineTaxes;
    private List<Element>? chargeTaxes;
    private TaxIds? ids;
    private TaxIds? idsAnywhere;
    private bool? hasUnits;

    public Document Document => document;

    public Element Root => document.Root;

    /// <summary><c>ApplicableHeaderTradeSettlement</c>; there is one.</summary>
    public List<Element> Settlements => settlements ??= Root.All(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement);

    /// <summary><c>SpecifiedLineTradeSettlement</c> of every line (BG-25).</summary>
    public List<Element> LineSettlements => lineSettlements ??= Root.All(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement);

    /// <summary>Allowances and charges of the document (BG-20, BG-21).</summary>
    public List<Element> Allowances => allowances ??= OfSettlement(Ram.SpecifiedTradeAllowanceCharge);

    /// <summary>The VAT breakdown (BG-23), wherever it stands.</summary>
    public List<Element> Taxes => taxes ??= [.. document.Anywhere(Ram.ApplicableTradeTax).Where(t => ReferenceEquals(t.Parent?.Name, Ram.ApplicableHeaderTradeSettlement))];

    /// <summary>VAT of lines (BG-30), wherever it stands.</summary>
    public List<Element> LineTaxes => lineTaxes ??= [.. document.Anywhere(Ram.ApplicableTradeTax).Where(t => ReferenceEquals(t.Parent?.Name, Ram.SpecifiedLineTradeSettlement))];

    /// <summary>VAT of allowances and charges, wherever it stands.</summary>
    public List<Element> ChargeTaxes => chargeTaxes ??= [.. document.Anywhere(Ram.CategoryTradeTax)];

    /// <summary>Tax identifiers of the seller and of the seller's representative, where they belong.</summary>
    public TaxIds Ids => ids ??= new TaxIds(Of(Ram.SellerTradeParty), Of(Ram.SellerTaxRepresentativeTradeParty), this);

    /// <summary>The same, of such parties wherever they stand.</summary>
    public TaxIds IdsAnywhere => idsAnywhere ??= new TaxIds(document.Anywhere(Ram.SellerTradeParty), document.Anywhere(Ram.SellerTaxRepresentativeTradeParty), this);

    /// <summary>Whether any invoiced quantity says its unit.</summary>
    public bool HasUnits => hasUnits ??= Root.All(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeDelivery, Ram.BilledQuantity).Exists(q => q.Attribute("unitCode") is not null);

    /// <summary>All elements at the end of a path that begins in the settlement.</summary>
    public List<Element> OfSettlement(params ReadOnlySpan<Name> path) => Root.All([Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, .. path]);

    /// <summary>Whether an allowance or charge says that it is an allowance.</summary>
    public static bool IsAllowance(Element element) => Says(element, "false", "0");

    /// <summary>Whether an allowance or charge says that it is a charge.</summary>
    public static bool IsCharge(Element element) => Says(element, "true", "1");

    /// <summary>Whether a tax is VAT.</summary>
    public static bool IsVat(Element tax) => string.Equals(tax.First(Ram.TypeCode)?.Text, "VAT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a tax is of a category.</summary>
    public static bool Is(Element tax, string code)
    {
        foreach (var child in tax.Children)
        {
            if (ReferenceEquals(child.Name, Ram.CategoryCode) && child.Text == code)
            {
                return true;
            }
        }

        return false;
    }

    private List<Element> Of(Name party) => Root.All(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeAgreement, party);

    private static bool Says(Element element, string word, string digit)
        => element.All(Ram.ChargeIndicator, Udt.Indicator).Exists(i => i.Trimmed is var said && (said == word || said == digit));
}
