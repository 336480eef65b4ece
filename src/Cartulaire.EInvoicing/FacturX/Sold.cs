using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>What was sold under one tax of the breakdown (BG-23): lines, allowances, charges and logistics charges of its category, its rate and, where that is asked, its reason for not taking the tax.</summary>
/// <param name="Sum">What they amount to; null when one of them is no number.</param>
/// <param name="Count">How many they are.</param>
internal sealed record Sold(decimal? Sum, int Count)
{
    /// <summary>Finds them; null when the tax has no rate, unless it is outside VAT.</summary>
    public static Sold? Of(Element tax, CiiInvoice invoice, string code, bool byReason)
    {
        var rate = tax.At(Ram.RateApplicablePercent);
        if (rate is null && code != "O")
        {
            return null;
        }

        var (reason, reasonCode) = (tax.Of(Ram.ExemptionReason), tax.Of(Ram.ExemptionReasonCode));
        var lines = invoice.Root.All(Rsm.SupplyChainTradeTransaction, Ram.IncludedSupplyChainTradeLineItem)
            .FindAll(l => IsDetail(l) && Fits(l.All(Ram.SpecifiedLineTradeSettlement, Ram.ApplicableTradeTax)));
        var allowances = invoice.Allowances.FindAll(a => Fits(a.All(Ram.CategoryTradeTax)));
        var logistics = invoice.OfSettlement(Ram.SpecifiedLogisticsServiceCharge).FindAll(c => Fits(c.All(Ram.AppliedTradeTax)));
        return new Sold(
            Cents(lines.SelectMany(l => l.All(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount)))
                - Cents(allowances.Where(CiiInvoice.IsAllowance).SelectMany(a => a.All(Ram.ActualAmount)))
                + Cents(allowances.Where(CiiInvoice.IsCharge).SelectMany(a => a.All(Ram.ActualAmount)))
                + Cents(logistics.SelectMany(c => c.All(Ram.AppliedAmount))),
            lines.Count + allowances.Count + logistics.Count);

        bool Fits(List<Element> taxes) => taxes.Exists(t => CiiInvoice.Is(t, code))
            && (code == "O" || taxes.Exists(t => t.All(Ram.RateApplicablePercent).Exists(r => Figure.Of(r) == rate)))
            && (!byReason || (First(taxes, Ram.ExemptionReason) == reason && First(taxes, Ram.ExemptionReasonCode) == reasonCode));
    }

    private static bool IsDetail(Element line)
        => line.All(Ram.AssociatedDocumentLineDocument, Ram.LineStatusReasonCode) is var codes && (codes.Count == 0 || codes.Exists(c => c.Text == "DETAIL"));

    private static string First(List<Element> taxes, Name name) => taxes.Select(t => t.First(name)).FirstOrDefault(e => e is not null)?.Trimmed ?? "";

    private static decimal? Cents(IEnumerable<Element> amounts) => Figure.Cents(Figure.Sum(amounts));
}
