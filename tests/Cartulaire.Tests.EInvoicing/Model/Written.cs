using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>Invoices on their way to a file and back.</summary>
internal static class Written
{
    /// <summary>What is read of an invoice that was written.</summary>
    public static Invoice Again(Invoice invoice)
    {
        using var stream = new MemoryStream();
        Assert.Empty(UblWriter.Write(invoice, stream).Faults);
        return Read(stream);
    }

    /// <summary>What is read of a file.</summary>
    public static Invoice Read(Stream stream)
    {
        stream.Position = 0;
        var read = InvoiceReader.Read(stream);
        Assert.Null(read.Fault);
        return read.Invoice!;
    }

    /// <summary>An invoice that was read, its attachments given bytes, which reading leaves where they are.</summary>
    public static Invoice WithContent(Invoice invoice) => invoice with
    {
        SupportingDocuments = [.. invoice.SupportingDocuments.Select(d => d with { Attachment = d.Attachment is { } a ? a with { Content = () => new MemoryStream([1, 2, 3]) } : null })],
    };
}
