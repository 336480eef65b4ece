using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Containers;

/// <summary>Invoices in envelopes, and files that are something else.</summary>
public sealed class EnvelopeTests
{
    private const string Header = """
        <StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>
        <Sender><Identifier Authority="iso6523-actorid-upis">0208:0123456749</Identifier></Sender>
        <Receiver><Identifier Authority="iso6523-actorid-upis">9925:be0999999922</Identifier></Receiver>
        <DocumentIdentification><Standard>urn:oasis</Standard><TypeVersion>2.1</TypeVersion><InstanceIdentifier>123-45</InstanceIdentifier><Type>Invoice</Type><CreationDateAndTime>2026-11-26T09:30:00+01:00</CreationDateAndTime></DocumentIdentification>
        <BusinessScope><Scope><Type>DOCUMENTID</Type><InstanceIdentifier>urn:invoice</InstanceIdentifier><Identifier>busdox-docid-qns</Identifier></Scope>
        <Scope><Type>PROCESSID</Type><InstanceIdentifier>urn:billing</InstanceIdentifier><Identifier>cenbii-procid-ubl</Identifier></Scope></BusinessScope></StandardBusinessDocumentHeader>
        """;

    private static string Invoice => Invoices.Right[(Invoices.Right.IndexOf("?>", StringComparison.Ordinal) + 2)..];

    [Fact]
    public void An_invoice_in_an_envelope_is_checked_and_the_header_kept()
    {
        var result = Check(Envelope(Header + Invoice));
        Assert.True(result.IsValid);
        Assert.Equal(InvoiceContainer.Envelope, result.Container);
        Assert.Equal(
            new Envelope(
                new EnvelopeIdentifier("iso6523-actorid-upis", "0208:0123456749"),
                new EnvelopeIdentifier("iso6523-actorid-upis", "9925:be0999999922"),
                new EnvelopeIdentifier("busdox-docid-qns", "urn:invoice"),
                new EnvelopeIdentifier("cenbii-procid-ubl", "urn:billing"),
                "123-45",
                new DateTimeOffset(2026, 11, 26, 9, 30, 0, TimeSpan.FromHours(1))),
            result.Envelope);
    }

    [Fact]
    public void What_is_found_in_an_envelope_stands_where_it_would_without()
    {
        var broken = Invoice.Replace("<cbc:DocumentCurrencyCode>", "<cbc:DocumentCurrencyCode>X", StringComparison.Ordinal);
        var alone = Check(broken).Findings.Select(f => (f.Rule, f.Severity, f.Location)).ToList();
        Assert.NotEmpty(alone);
        Assert.Equal(alone, Check(Envelope(Header + broken)).Findings.Select(f => (f.Rule, f.Severity, f.Location)));
    }

    [Fact]
    public void An_envelope_without_an_invoice_or_with_two_is_a_fault()
    {
        Assert.Equal(ReadFaultKind.NoInvoice, Check(Envelope(Header)).Fault?.Kind);
        Assert.Equal(ReadFaultKind.NoInvoice, Check(Envelope("")).Fault?.Kind);
        Assert.Equal(ReadFaultKind.SeveralInvoices, Check(Envelope(Header + Invoice + Invoice)).Fault?.Kind);
        Assert.Equal(ReadFaultKind.NotAnInvoice, Check(Envelope(Header + Envelope(Header + Invoice))).Fault?.Kind);
        Assert.Equal(ReadFaultKind.NotXml, Check(Envelope(Header + Invoice)[..^30]).Fault?.Kind);
    }

    [Fact]
    public void An_envelope_without_header_or_with_an_odd_one_is_still_opened()
    {
        Assert.Null(Check(Envelope(Invoice)).Envelope);
        Assert.True(Check(Envelope(Invoice)).IsValid);
        var odd = Check(Envelope(Header.Replace("2026-11-26T09:30:00+01:00", "yesterday", StringComparison.Ordinal).Replace("DOCUMENTID", "X", StringComparison.Ordinal) + Invoice));
        Assert.True(odd.IsValid);
        Assert.Null(odd.Envelope?.CreatedAt);
        Assert.Null(odd.Envelope?.DocumentType);
    }

    [Fact]
    public void An_envelope_in_utf_16_is_opened()
    {
        using var stream = Envelope(Header + Invoice).AsStream(Encoding.Unicode);
        Assert.True(InvoiceCheck.Check(stream).IsValid);
    }

    [Theory]
    [InlineData("PK\u0003\u0004invoice.xml", ReadFaultKind.Archive, "application/zip")]
    [InlineData("Rar!\u001A", ReadFaultKind.Archive, "application/vnd.rar")]
    [InlineData("MZ\u0090\u0000", ReadFaultKind.OtherFile, "application/vnd.microsoft.portable-executable")]
    [InlineData("GIF89a", ReadFaultKind.OtherFile, "image/gif")]
    public void What_is_another_file_is_told_whatever_it_is_called(string content, ReadFaultKind kind, string type)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(content));
        var result = InvoiceCheck.Check(stream);
        Assert.Equal((kind, type), (result.Fault?.Kind, result.Fault?.Detail));
    }

    private static string Envelope(string content) => $"<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\">{content}</StandardBusinessDocument>";

    private static CheckedInvoice Check(string xml)
    {
        using var stream = xml.AsStream();
        return InvoiceCheck.Check(stream);
    }
}
