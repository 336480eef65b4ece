using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Containers;

/// <summary>Invoices in PDF, and PDFs that are none.</summary>
public sealed class PdfTests
{
    private static readonly byte[] Invoice = Encoding.UTF8.GetBytes(Invoices.Right);

    [Theory]
    [InlineData("factur-x.xml")]
    [InlineData("Factur-X.XML")]
    [InlineData("ZUGFeRD-invoice.xml")]
    [InlineData("zugferd-invoice.xml")]
    [InlineData("xrechnung.xml")]
    [InlineData("invoice.xml")]
    [InlineData("C:\\\\temp\\\\factur-x.xml")]
    public void The_xml_in_a_pdf_is_found_by_its_name_in_whatever_letters(string name)
    {
        foreach (var deflate in new[] { true, false })
        {
            var result = Check(SmallPdf.With([(name, Invoice, false), ("terms.txt", [1, 2, 3], false)], deflate));
            Assert.Null(result.Fault);
            Assert.Equal((InvoiceContainer.Pdf, InvoiceFormat.UblInvoice), (result.Container, result.Format));
            Assert.True(result.IsValid);
        }
    }

    [Fact]
    public void A_pdf_without_xml_says_what_it_has()
    {
        var result = Check(SmallPdf.With([("terms.txt", [1, 2, 3], false)]));
        Assert.Equal((ReadFaultKind.NoInvoice, "terms.txt"), (result.Fault?.Kind, result.Fault?.Detail));
        Assert.Equal(InvoiceContainer.Pdf, result.Container);
        Assert.Equal(ReadFaultKind.NoInvoice, Check(SmallPdf.With([])).Fault?.Kind);
    }

    [Fact]
    public void Of_two_candidates_the_one_that_the_pdf_is_made_for_is_taken_and_else_none()
    {
        byte[] other = [.. "<other/>"u8];
        Assert.Equal(ReadFaultKind.SeveralInvoices, Check(SmallPdf.With([("factur-x.xml", Invoice, false), ("xrechnung.xml", other, false)])).Fault?.Kind);
        Assert.Equal(ReadFaultKind.SeveralInvoices, Check(SmallPdf.With([("factur-x.xml", Invoice, true), ("xrechnung.xml", other, true)])).Fault?.Kind);
        Assert.Null(Check(SmallPdf.With([("factur-x.xml", Invoice, true), ("xrechnung.xml", other, false)])).Fault);
        Assert.Null(Check(SmallPdf.With([("factur-x.xml", Invoice, false), ("log.xml", other, true)])).Fault);
    }

    [Fact]
    public void An_encrypted_pdf_is_a_fault()
    {
        var trailer = $"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{new string('A', 64)}> /U <{new string('B', 64)}> >> /ID [<00> <00>]";
        Assert.Equal(ReadFaultKind.EncryptedPdf, Check(SmallPdf.With([("factur-x.xml", Invoice, true)], trailer: trailer)).Fault?.Kind);
    }

    [Fact]
    public void A_pdf_cut_anywhere_is_a_fault_or_still_the_invoice()
    {
        var pdf = SmallPdf.With([("factur-x.xml", Invoice, true)]);
        for (var length = 8; length < pdf.Length; length += 61)
        {
            var result = Check(pdf[..length]);
            Assert.True(result.Fault is not null || result.Format == InvoiceFormat.UblInvoice, $"{length}");
        }
    }

    [Fact]
    public void Broken_bytes_are_a_fault_or_still_the_invoice()
    {
        var pdf = SmallPdf.With([("factur-x.xml", Invoice, true)]);
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var broken = (byte[])pdf.Clone();
            for (var n = random.Next(1, 20); n > 0; n--)
            {
                broken[random.Next(8, broken.Length)] = (byte)random.Next(256);
            }

            var result = Check(broken);
            Assert.True(result.Fault is not null || result.Format == InvoiceFormat.UblInvoice, $"{i}");
        }
    }

    [Fact]
    public void A_file_that_unfolds_without_end_is_a_fault_in_little_memory()
    {
        // 200 MB of white space in 200 kB.
        var pdf = SmallPdf.With([("factur-x.xml", [.. "<Invoice>"u8, .. Enumerable.Repeat((byte)' ', 200 << 20)], true)]);
        Check(SmallPdf.With([("factur-x.xml", [.. "<Invoice/>"u8], true)]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Check(pdf, new ReadLimits { Embedded = 16 << 20 });
        Assert.Equal((ReadFaultKind.TooLarge, "16777216"), (result.Fault?.Kind, result.Fault?.Detail));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_structure_that_unfolds_without_end_is_a_fault_in_little_memory()
    {
        // The objects of the PDF in a compressed stream, of 200 MB.
        var bomb = SmallPdf.Deflated([.. "1 0 2 40 << /Type /Catalog /Pages 2 0 R >>                  "u8, .. Enumerable.Repeat((byte)' ', 200 << 20)]);
        byte[] head = [.. Encoding.ASCII.GetBytes($"%PDF-1.5\n3 0 obj\n<< /Type /ObjStm /N 2 /First 8 /Filter /FlateDecode /Length {bomb.Length} >>\nstream\n"), .. bomb, .. "\nendstream\nendobj\n"u8];
        byte[] entries = [1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 2, 0, 0, 0, 3, 1, 1, 0, 0, 0, 9, 0, 1, .. BitConverter.GetBytes(head.Length).Reverse(), 0];
        entries[0] = 0;
        byte[] pdf = [.. head, .. Encoding.ASCII.GetBytes($"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length {entries.Length} >>\nstream\n"), .. entries, .. Encoding.ASCII.GetBytes($"\nendstream\nendobj\nstartxref\n{head.Length}\n%%EOF\n")];
        Check(SmallPdf.With([("factur-x.xml", [.. "<Invoice/>"u8], true)]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ReadFaultKind.BrokenPdf, Check(pdf).Fault?.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void A_pdf_beyond_the_limit_is_refused()
        => Assert.Equal(ReadFaultKind.TooLarge, Check(SmallPdf.With([("factur-x.xml", Invoice, true)], deflate: false), new ReadLimits { Pdf = 4096 }).Fault?.Kind);

    private static CheckedInvoice Check(byte[] pdf, ReadLimits? limits = null)
    {
        using var stream = new MemoryStream(pdf);
        return InvoiceCheck.Check(stream, limits);
    }
}
