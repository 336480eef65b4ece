using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Reads invoices into the model of EN 16931. It checks nothing: see <see cref="InvoiceCheck"/>.</summary>
public static class InvoiceReader
{
    // A name that no class of names has told yet is a strange one to the document reader.
    private static readonly Name[] Needed = [Names.Invoice, Cac.Party, Cbc.ID, Rsm.CrossIndustryInvoice, Ram.ID, Udt.Indicator, Qdt.DateTimeString];

    /// <summary>Reads an invoice.</summary>
    /// <param name="stream">Its XML; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <returns>The invoice, with whatever of the document no term took; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadInvoice Read(Stream stream, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        GC.KeepAlive(Needed);
        limits ??= new ReadLimits();
        var (document, fault) = DocumentReader.Read(stream, limits);
        if (document is null)
        {
            return new ReadInvoice(InvoiceFormat.None, null, fault);
        }

        var root = document.Root;
        var format = InvoiceCheck.FormatOf(root.Name);
        var intake = new Intake(document, limits.LongestText);
        return format switch
        {
            InvoiceFormat.None => new ReadInvoice(format, null, new ReadFault(ReadFaultKind.NotAnInvoice, root.Line, root.Column, root.Name.ToString())),
            InvoiceFormat.CiiInvoice => new ReadInvoice(format, new CiiReader(intake).Read(), null),
            _ => new ReadInvoice(format, new UblReader(intake).Read(), null),
        };
    }
}
