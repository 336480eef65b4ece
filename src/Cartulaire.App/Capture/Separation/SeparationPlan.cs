using Cartulaire.Engines.Conversion.Barcodes;

namespace Cartulaire.App.Capture.Separation;

/// <summary>Where a pile is cut, from the orders found on its pages.</summary>
internal static class SeparationPlan
{
    /// <param name="First">First page, from 1.</param>
    /// <param name="Last">Last page.</param>
    /// <param name="Service">Key of the service that a separator named.</param>
    /// <param name="Record">Reference of the record that a label named.</param>
    internal sealed record Letter(int First, int Last, string? Service, string? Record);

    /// <summary>Cuts. A separator is no page of a letter; a label is, and begins one unless it repeats that of the letter it lies in.</summary>
    /// <param name="orders">For each page its order, or null.</param>
    public static IReadOnlyList<Letter> Of(IReadOnlyList<SeparatorCode?> orders)
    {
        var letters = new List<Letter>();
        var (first, service, record) = (1, (string?)null, (string?)null);
        void Close(int last)
        {
            if (last >= first)
            {
                letters.Add(new Letter(first, last, service, record));
            }
        }

        for (var page = 1; page <= orders.Count; page++)
        {
            switch (orders[page - 1])
            {
                case { Kind: SeparatorKind.Record } label when label.Value != record:
                    Close(page - 1);
                    (first, service, record) = (page, null, label.Value);
                    break;
                case { Kind: SeparatorKind.NewLetter or SeparatorKind.NewLetterForService } separator:
                    Close(page - 1);
                    (first, service, record) = (page + 1, separator.Value.Length == 0 ? null : separator.Value, null);
                    break;
                default:
                    break;
            }
        }

        Close(orders.Count);
        return letters;
    }
}
