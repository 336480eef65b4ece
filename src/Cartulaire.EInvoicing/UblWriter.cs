using System.Text;
using System.Xml;
using Cartulaire.EInvoicing.CodeLists;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Ubl;
using Cartulaire.EInvoicing.Ubl.Writing;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing;

/// <summary>Writes an invoice as UBL 2.1, elements in the order of its schema.</summary>
/// <remarks>
/// It becomes a <c>CreditNote</c> when its type (BT-3) is that of a credit note, an <c>Invoice</c> otherwise. What the schema wants must be there; whether the invoice keeps the rules is another matter, see <see cref="InvoiceCheck"/>.
/// White space around texts is not written, blank texts are absent ones, and <see cref="Invoice.Extensions"/> are not written.
/// Of what is written, this is not read again as it was: a gross price (BT-148) without discount is given the discount that leads to the net price, and a VAT breakdown (BG-23) without total (BT-110) its sum, since UBL cannot have the one without the other;
/// a note that begins like <c>#AAI#</c> begins with a subject.
/// </remarks>
public static class UblWriter
{
    /// <summary>Writes an invoice.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <returns>Whether it was written; if not, nothing was.</returns>
    /// <exception cref="IOException">The stream cannot be written, or an attachment's cannot be read: what was written by then is no invoice.</exception>
    public static WrittenInvoice Write(Invoice invoice, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(stream);
        var trial = new UblOutput(null);
        new UblDocument(trial, invoice, IsCreditNote(invoice)).Write();
        if (trial.Faults.Count > 0)
        {
            return new WrittenInvoice([.. trial.Faults]);
        }

        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize, CloseOutput = false, WriteEndDocumentOnClose = false };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            var root = IsCreditNote(invoice) ? Names.CreditNote : Names.Invoice;
            xml.WriteStartDocument();
            xml.WriteStartElement(root.Local, root.Space);
            xml.WriteAttributeString("xmlns", "cac", null, Cac.Space);
            xml.WriteAttributeString("xmlns", "cbc", null, Cbc.Space);
            new UblDocument(new UblOutput(xml), invoice, IsCreditNote(invoice)).Write();
            xml.WriteEndElement();
        }

        return new WrittenInvoice([]);
    }

    private static bool IsCreditNote(Invoice invoice) => Codes.CreditNoteTypes.Has(Blank.Trim(invoice.TypeCode ?? string.Empty));
}
