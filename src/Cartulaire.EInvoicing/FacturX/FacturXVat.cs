using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Rules;
using Cartulaire.EInvoicing.Xml;
using static Cartulaire.EInvoicing.FacturX.FacturXModel;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>What Factur-X demands of VAT categories: as CII does (<see cref="CiiVat"/>), but of taxes of any kind, not only those that say they are VAT.</summary>
internal static class FacturXVat
{
    /// <summary>The categories (UNTDID 5305), with what their rules begin with.</summary>
    public static readonly (string Code, string Prefix)[] Categories =
    [
        ("AE", "BR-AE"), ("E", "BR-E"), ("G", "BR-G"), ("K", "BR-IC"), ("L", "BR-AF"), ("M", "BR-AG"), ("O", "BR-O"), ("S", "BR-S"), ("Z", "BR-Z"),
    ];

    /// <summary>Adds the rules.</summary>
    public static void AddTo(FacturXModel model)
    {
        foreach (var (code, prefix) in Categories)
        {
            model.On(Place.FromRoot(Rsm.CrossIndustryInvoice), Same($"{prefix}-01"));
            model.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.CategoryTradeTax).Where(e => CiiInvoice.Is(e, code) && Says(e.Parent!, "false")), Same($"{prefix}-03", $"{prefix}-06"));
            model.On(Place.Of(Ram.SpecifiedTradeAllowanceCharge, Ram.CategoryTradeTax).Where(e => CiiInvoice.Is(e, code) && Says(e.Parent!, "true")), Same($"{prefix}-04", $"{prefix}-07"));
            model.On(
                Place.Of(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem, Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax).Where(e => CiiInvoice.Is(e, code)),
                Same($"{prefix}-02", $"{prefix}-05"));
            model.On(OfBreakdown(code), OfBreakdown(code, prefix));
        }

        model.On(
            Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax), [
            .. Same("BR-45", "BR-46", "BR-CO-17", "BR-DEC-19", "BR-DEC-20"),
            Own("BR-47", (e, _) => e.Has(Ram.CategoryCode)),
            Own("BR-48", (e, _) => e.Has(Ram.RateApplicablePercent) || CiiInvoice.Is(e, "O")),
            Own("BR-CO-03", (e, _) => !(e.Has(Ram.TaxPointDate) && e.Has(Ram.DueDateTypeCode)))]);
    }

    // The rules look at the tax, or at its category code, as in CII.
    private static Place OfBreakdown(string code) => code switch
    {
        "L" or "M" or "O" => Place.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax).Where(e => CiiInvoice.Is(e, code)),
        "S" or "Z" => Place.Of(Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax, Ram.CategoryCode).Where(e => e.Text == code),
        _ => Place.Of(Rsm.SupplyChainTradeTransaction, Ram.ApplicableHeaderTradeSettlement, Ram.ApplicableTradeTax, Ram.CategoryCode).Where(e => e.Text == code),
    };

    private static IEnumerable<Check<CiiInvoice>> OfBreakdown(string code, string prefix)
    {
        yield return code is "AE" or "E" or "G" or "K" or "Z" ? Same($"{prefix}-08") with { Holds = (e, invoice) => IsNear(e.Parent!, CiiVat.Sum(invoice, code, null)) } : Same($"{prefix}-08");
        yield return Same($"{prefix}-10");
        if (code is not ("L" or "M"))
        {
            yield return Same($"{prefix}-09");
        }

        string[] more = code switch
        {
            "K" => ["BR-IC-11", "BR-IC-12"],
            "O" => ["BR-O-11", "BR-O-12", "BR-O-13", "BR-O-14"],
            _ => [],
        };
        foreach (var rule in more)
        {
            yield return Same(rule);
        }
    }

    // To one unit of the currency: one unit more is near, one unit less is not. The official rules compare binary numbers.
    private static bool IsNear(Element tax, decimal? sum)
        => tax.At(Ram.BasisAmount) is { } a && sum is { } s && (double)a - 1 <= (double)s && (double)a + 1 > (double)s;
}
