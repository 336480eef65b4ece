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

        return new OpenedInvoice(document, format, container, envelope, fault);
    }

    private static InvoiceFormat FormatOf(Name root)
        => ReferenceEquals(root, Names.Invoice) ? InvoiceFormat.UblInvoice
            : ReferenceEquals(root, Names.CreditNote) ? InvoiceFormat.UblCreditNote
            : ReferenceEquals(root, Rsm.CrossIndustryInvoice) ? InvoiceFormat.CiiInvoice
            : InvoiceFormat.None;
}
