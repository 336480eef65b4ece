using System.Runtime.CompilerServices;
using Cartulaire.EInvoicing.Arithmetic;
using Cartulaire.EInvoicing.Cii;

namespace Cartulaire.EInvoicing.FacturX;

/// <summary>Lines within lines (EXTENDED), added up once for a document.</summary>
internal sealed class SumsOfLines
{
    private static readonly ConditionalWeakTable<CiiInvoice, SumsOfLines> Made = [];

    private readonly Dictionary<string, (int Groups, int Totals)> groups = new(StringComparer.Ordinal);

    private SumsOfLines(CiiInvoice invoice)
    {
        var lines = invoice.Document.Anywhere(Ram.IncludedSupplyChainTradeLineItem).ToList();
        var children = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var document = line.First(Ram.AssociatedDocumentLineDocument);
            Ids.UnionWith(line.All(Ram.AssociatedDocumentLineDocument, Ram.LineID).Select(i => i.Trimmed));
            var status = document?.First(Ram.LineStatusReasonCode)?.Text;
            var totals = line.All(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount);
            if (status is not ("DETAIL" or "GROUP"))
            {
                continue;
            }

            // A line within none is within one without identifier: so the official rule has it.
            var within = line.Of(Ram.AssociatedDocumentLineDocument, Ram.ParentLineID);
            children[within] = children.GetValueOrDefault(within, 0) + (totals is [var only] ? Figure.Of(only) : null);
            if (status == "GROUP" && document?.First(Ram.ParentLineID) is { } parent)
            {
                var (count, totalled) = groups.GetValueOrDefault(parent.Text);
                groups[parent.Text] = (count + 1, totalled + totals.Count);
            }
        }

        GroupsAreSums = lines.TrueForAll(line => line.Of(Ram.AssociatedDocumentLineDocument, Ram.LineStatusReasonCode) != "GROUP"
            || line.Of(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount).Length == 0
            || Figure.Same(
                line.At(Ram.SpecifiedLineTradeSettlement, Ram.SpecifiedTradeSettlementLineMonetarySummation, Ram.LineTotalAmount),
                Figure.Cents(children.GetValueOrDefault(line.Of(Ram.AssociatedDocumentLineDocument, Ram.LineID), 0))));
    }

    /// <summary>Identifiers of all lines (BT-126).</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether every group that has a total has that of the lines in it.</summary>
    public bool GroupsAreSums { get; }

    /// <summary>Those of a document.</summary>
    public static SumsOfLines Of(CiiInvoice invoice) => Made.GetValue(invoice, i => new SumsOfLines(i));

    /// <summary>Whether all groups within a line have a total.</summary>
    public bool GroupsAreTotalled(string line) => groups.GetValueOrDefault(line) is var (count, totals) && count == totals;
}
