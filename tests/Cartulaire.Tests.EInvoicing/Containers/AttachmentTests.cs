using System.Globalization;
using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Attachments;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Containers;

/// <summary>What is attached to invoices.</summary>
public sealed class AttachmentTests
{
    private const string Pdf = "application/pdf";
    private const string Exe = "application/vnd.microsoft.portable-executable";

    [Fact]
    public void Attachments_come_one_after_the_other_with_what_is_said_of_them()
    {
        var content = Encoding.ASCII.GetBytes("%PDF-1.7 " + new string('x', 10_000));
        using var stream = With(Ubl("A1", "Délibération", "d.pdf", Pdf, Lines(Convert.ToBase64String(content))) + External("A2", "https://example.org/a.pdf") + Ubl("A3", "", "t.csv", "text/csv", Convert.ToBase64String("a;b\n"u8))).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        var first = attachments.Next()!;
        Assert.Equal(("A1", "Délibération", "d.pdf", Pdf), (first.Reference, first.Description, first.FileName, first.MimeType));
        Assert.Equal(content, All(first));
        Assert.Null(first.Fault);
        var second = attachments.Next()!;
        Assert.Equal(("A2", "https://example.org/a.pdf"), (second.Reference, second.ExternalLocation));
        Assert.Empty(All(second));
        var third = attachments.Next()!;
        Assert.Equal("a;b\n"u8.ToArray(), All(third));
        Assert.Null(third.Fault);
        Assert.Null(attachments.Next());
        Assert.Null(attachments.Fault);
    }

    [Fact]
    public void Content_that_is_not_read_is_passed_over()
    {
        using var stream = With(Ubl("A1", "", "a.pdf", Pdf, Convert.ToBase64String(new byte[50_000])) + Ubl("A2", "", "b.csv", "text/csv", "YQ==")).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        attachments.Next();
        Assert.Equal("A2", attachments.Next()?.Reference);
    }

    [Fact]
    public void Those_of_cii_and_in_envelopes_and_pdfs_are_found()
    {
        var cii = $"""
            <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
            <ram:AdditionalReferencedDocument><ram:IssuerAssignedID>A1</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode><ram:Name>Bon</ram:Name><ram:AttachmentBinaryObject mimeCode="text/csv" filename="b.csv">YQ==</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>
            </rsm:CrossIndustryInvoice>
            """;
        var envelope = $"<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\">{cii}</StandardBusinessDocument>";
        foreach (var file in new[] { Encoding.UTF8.GetBytes(cii), Encoding.UTF8.GetBytes(envelope), SmallPdf.With([("factur-x.xml", Encoding.UTF8.GetBytes(cii), true)]) })
        {
            using var stream = new MemoryStream(file);
            using var attachments = InvoiceAttachments.Read(stream);
            var found = attachments.Next();
            Assert.Equal(("A1", "Bon", "b.csv", "text/csv"), (found?.Reference, found?.Description, found?.FileName, found?.MimeType));
            Assert.Equal("a"u8.ToArray(), All(found!));
        }
    }

    [Theory]
    [InlineData("MZ\u0090\u0000\u0003", Pdf, AttachmentFaultKind.WrongType, Exe)]
    [InlineData("MZ\u0090\u0000\u0003", "text/csv", AttachmentFaultKind.WrongType, Exe)]
    [InlineData("MZ\u0090\u0000\u0003", "application/x-msdownload", AttachmentFaultKind.NotAllowed, "application/x-msdownload")]
    [InlineData("%PDF-1.7", "image/png", AttachmentFaultKind.WrongType, Pdf)]
    [InlineData("PK\u0003\u0004............................word/document.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", AttachmentFaultKind.WrongType, "application/zip")]
    [InlineData("<script>", "text/csv", AttachmentFaultKind.WrongType, "application/xml")]
    [InlineData("%PDF-1.7", "", AttachmentFaultKind.NotAllowed, Pdf)]
    [InlineData("", Pdf, AttachmentFaultKind.Empty, "")]
    public void INV_10_what_pretends_to_be_something_else_is_told(string content, string declared, AttachmentFaultKind kind, string found)
        => Assert.Equal(new AttachmentFault(kind, found), Read(Convert.ToBase64String(Encoding.Latin1.GetBytes(content)), declared).Fault);

    [Fact]
    public void INV_10_the_test_file_of_scanners_is_no_pdf()
    {
        // In two pieces, so that no scanner stops at this source.
        var eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        Assert.Equal(new AttachmentFault(AttachmentFaultKind.WrongType, "text/plain"), Read(Convert.ToBase64String(Encoding.ASCII.GetBytes(eicar)), Pdf).Fault);
    }

    [Theory]
    [InlineData("JVBERi0x!NyA=", "!")]
    [InlineData("JVBERi0xLjcg=A==", "=")]
    [InlineData("JVBERi0xLjcgQQ==QUJD", "=")]
    [InlineData("JVBERi0xLjcgQ", "")]
    [InlineData("JVBERi0x<x/>Ljcg", "<")]
    public void Text_that_is_no_base64_is_a_fault_of_the_attachment(string text, string found)
    {
        using var stream = With(Ubl("A1", "", "a.pdf", Pdf, text) + Ubl("A2", "", "b.csv", "text/csv", "YQ==")).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        var first = attachments.Next()!;
        All(first);
        Assert.Equal(new AttachmentFault(AttachmentFaultKind.NotBase64, found), first.Fault);
        Assert.Equal("A2", attachments.Next()?.Reference);
        Assert.Null(attachments.Fault);
    }

    [Fact]
    public void An_attachment_beyond_the_limit_ends_there()
    {
        using var stream = With(Ubl("A1", "", "a.csv", "text/csv", Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('a', 100_000))))).AsStream();
        using var attachments = InvoiceAttachments.Read(stream, new ReadLimits { Attachment = 10_000 });
        var first = attachments.Next()!;
        Assert.InRange(All(first).Length, 1, 10_000);
        Assert.Equal(AttachmentFaultKind.TooLarge, first.Fault?.Kind);
    }

    [Fact]
    public void A_file_that_ends_within_an_attachment_is_a_fault()
    {
        var whole = With(Ubl("A1", "", "a.pdf", Pdf, Convert.ToBase64String(new byte[60_000])));
        using var stream = whole[..(whole.IndexOf("filename", StringComparison.Ordinal) + 30_000)].AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        All(attachments.Next()!);
        Assert.Null(attachments.Next());
        Assert.Equal(ReadFaultKind.NotXml, attachments.Fault?.Kind);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\a.pdf", "a.pdf")]
    [InlineData("facture\u202Efdp.exe", "facturefdp.exe")]
    [InlineData("a:b*c?.pdf", "a_b_c_.pdf")]
    [InlineData("con.pdf", "_con.pdf")]
    [InlineData("..", "attachment")]
    [InlineData("", "attachment")]
    [InlineData(" été à la mer.pdf ", "été à la mer.pdf")]
    public void Names_are_made_harmless(string name, string harmless)
    {
        using var stream = With(Ubl("A1", "", name, Pdf, "YQ==")).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        Assert.Equal(harmless, attachments.Next()?.FileName);
    }

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        using var stream = With(Ubl("A1", "", new string('é', 500) + ".pdf", Pdf, "YQ==")).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        var name = attachments.Next()!.FileName;
        Assert.Equal(120, name.Length);
        Assert.EndsWith("é.pdf", name, StringComparison.Ordinal);
    }

    private static InvoiceAttachment Read(string base64, string type)
    {
        using var stream = With(Ubl("A1", "", "a", type, base64)).AsStream();
        using var attachments = InvoiceAttachments.Read(stream);
        return attachments.Next()!;
    }

    private static byte[] All(InvoiceAttachment attachment)
    {
        using var all = new MemoryStream();
        attachment.Content.CopyTo(all);
        return all.ToArray();
    }

    private static string Lines(string base64) => string.Join("\n  ", base64.Chunk(76).Select(c => new string(c)));

    internal static string Ubl(string id, string description, string name, string type, string content) => string.Create(
        CultureInfo.InvariantCulture,
        $"<cac:AdditionalDocumentReference><cbc:ID>{id}</cbc:ID><cbc:DocumentDescription>{description}</cbc:DocumentDescription><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"{type}\" filename=\"{name}\">{content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>");

    private static string External(string id, string uri)
        => $"<cac:AdditionalDocumentReference><cbc:ID>{id}</cbc:ID><cac:Attachment><cac:ExternalReference><cbc:URI>{uri}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>";

    internal static string With(string attachments)
        => Invoices.Right.Insert(Invoices.Right.IndexOf("<cac:AccountingSupplierParty>", StringComparison.Ordinal), attachments);
}
