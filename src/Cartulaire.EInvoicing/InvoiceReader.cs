using Cartulaire.EInvoicing.Cii;
using Cartulaire.EInvoicing.Cii.Reading;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Ubl.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Reads invoices into the model of EN 16931. It checks nothing: see <see cref="InvoiceCheck"/>.</summary>
public static class InvoiceReader
{
    // A name that no class of names has told yet is a strange one to the document reader.
    private static readonly Name[] Needed = [Names.Invoice, Cac.Party, Cbc.ID, Rsm.CrossIndustryInvoice, Ram.ID, Udt.Indicator, Qdt.DateTimeString];

    /// <summary>Reads an invoice.</summary>
    /// <param name="stream">Its XML, alone, in an envelope (SBDH) or embedded in a PDF; read to the end, left open.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <returns>The invoice, with whatever of the document no term took; never an exception for what the file contains.</returns>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static ReadInvoice Read(Stream stream, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        GC.KeepAlive(Needed);
        limits ??= new ReadLimits();
        var opened = OpenedInvoice.Open(stream, limits);
        if (opened.Document is not { } document)
        {
            return new ReadInvoice(opened.Format, null, opened.Fault);
        }

        var intake = new Intake(document, limits.LongestText);
        return new ReadInvoice(opened.Format, opened.Format == InvoiceFormat.CiiInvoice ? new CiiReader(intake).Read() : new UblReader(intake).Read(), null);
    }
}
