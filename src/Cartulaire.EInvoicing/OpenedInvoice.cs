using System.Globalization;
using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>An invoice taken out of whatever it came in, before anything is asked of it.</summary>
/// <param name="Document">Its XML; null when there is none, or none of an invoice.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Container">What it came in.</param>
/// <param name="Envelope">What the envelope says that it came in; null when there is none, or none with a header.</param>
/// <param name="Fault">Why there is no document; null when there is one.</param>
internal sealed record OpenedInvoice(Document? Document, InvoiceFormat Format, InvoiceContainer Container, Envelope? Envelope, ReadFault? Fault)
{
    /// <summary>Reads a file to its end. Names that are asked for later must be known by then (<see cref="Name.Met"/>).</summary>
    public static OpenedInvoice Open(Stream stream, ReadLimits limits)
    {
        using var file = Containers.Container.Open(stream, limits);
        var (document, fault) = file.Read(limits);
        var container = file.IsPdf ? InvoiceContainer.Pdf : document is { IsEnveloped: true } ? InvoiceContainer.Envelope : InvoiceContainer.None;
        var envelope = document?.Header is { } header ? EInvoicing.Envelope.Of(header) : null;
        var format = document is null ? InvoiceFormat.None : FormatOf(document.Root.Name);
        if (document is not null && format == InvoiceFormat.None)
        {
            var root = document.Root;
            (document, fault) = (null, new ReadFault(ReadFaultKind.NotAnInvoice, root.Line, root.Column, root.Name.ToString()));
        }

        if (document is not null && Pairs(document, format) > limits.Pairs)
        {
            (document, fault) = (null, new ReadFault(ReadFaultKind.TooLarge, 0, 0, limits.Pairs.ToString(CultureInfo.InvariantCulture)));
        }

        return new OpenedInvoice(document, format, container, envelope, fault);
    }

    // Taxes of the breakdown, times what may have been sold under them.
    private static long Pairs(Document document, InvoiceFormat format)
    {
        if (format != InvoiceFormat.CiiInvoice)
        {
            long categories = document.Anywhere(Cac.TaxSubtotal).Sum(s => s.Count(Cac.TaxCategory));
            return categories * (document.Anywhere(Cac.ClassifiedTaxCategory).Count + document.Anywhere(Cac.TaxCategory).Count + document.Anywhere(Cac.AllowanceCharge).Count);
        }

        long taxes = document.Anywhere(Ram.ApplicableHeaderTradeSettlement).Sum(s => s.Count(Ram.ApplicableTradeTax) + s.Count(Ram.ApplicableTradeTax, Ram.CategoryCode) + s.Count(Ram.ApplicableTradeTax, Ram.RateApplicablePercent));
        return taxes * (document.Anywhere(Ram.IncludedSupplyChainTradeLineItem).Count + document.Anywhere(Ram.RateApplicablePercent).Count + document.Anywhere(Ram.SpecifiedTradeAllowanceCharge).Count + document.Anywhere(Ram.SpecifiedLogisticsServiceCharge).Count) / 3;
    }

    private static InvoiceFormat FormatOf(Name root)
        => ReferenceEquals(root, Names.Invoice) ? InvoiceFormat.UblInvoice
            : ReferenceEquals(root, Names.CreditNote) ? InvoiceFormat.UblCreditNote
            : ReferenceEquals(root, Rsm.CrossIndustryInvoice) ? InvoiceFormat.CiiInvoice
            : InvoiceFormat.None;
}
