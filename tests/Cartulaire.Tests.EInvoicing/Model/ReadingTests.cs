using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>What is read, and what is kept when it cannot be.</summary>
public sealed class ReadingTests
{
    private const string Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    [Theory]
    [InlineData("<cbc:IssueDate>2026-13-45</cbc:IssueDate>", "IssueDate", "2026-13-45")]
    [InlineData("<cbc:IssueDate>26/11/2026</cbc:IssueDate>", "IssueDate", "26/11/2026")]
    [InlineData("<cac:LegalMonetaryTotal><cbc:PayableAmount>12,5</cbc:PayableAmount></cac:LegalMonetaryTotal>", "PayableAmount", "12,5")]
    [InlineData("<cac:LegalMonetaryTotal><cbc:PayableAmount>1E2</cbc:PayableAmount></cac:LegalMonetaryTotal>", "PayableAmount", "1E2")]
    [InlineData("<cac:LegalMonetaryTotal><cbc:PayableAmount>0.12345678901234567890123456789</cbc:PayableAmount></cac:LegalMonetaryTotal>", "PayableAmount", "0.12345678901234567890123456789")]
    [InlineData("<cac:AllowanceCharge><cbc:ChargeIndicator>perhaps</cbc:ChargeIndicator></cac:AllowanceCharge>", "ChargeIndicator", "perhaps")]
    [InlineData("<cbc:UUID>7</cbc:UUID>", "UUID", "7")]
    [InlineData("<cbc:InvoiceTypeCode listID='UNCL1001'>380</cbc:InvoiceTypeCode>", "listID", "UNCL1001")]
    public void What_no_term_takes_is_kept_with_its_place(string element, string name, string text)
    {
        var invoice = Read(Invoice(element));
        var extension = Assert.Single(invoice.Extensions);
        Assert.Equal((name, text, 2), (extension.Name, extension.Text, extension.Line));
        Assert.Null(invoice.IssueDate);
        Assert.Null(invoice.Totals.AmountDue);
        Assert.StartsWith("/*:Invoice[namespace-uri()='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'][1]/*:", extension.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_with_a_time_zone_is_read_and_its_whole_text_kept()
    {
        var invoice = Read(Invoice("<cbc:IssueDate>2026-11-26+01:00</cbc:IssueDate>"));
        Assert.Equal(new DateOnly(2026, 11, 26), invoice.IssueDate);
        Assert.Equal("2026-11-26+01:00", Assert.Single(invoice.Extensions).Text);
    }

    [Fact]
    public void A_second_value_is_kept_in_document_order()
    {
        var invoice = Read(Invoice("<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID><cbc:BuyerReference languageID='fr'>a</cbc:BuyerReference><cbc:BuyerReference>b</cbc:BuyerReference>"));
        Assert.Equal("1", invoice.Number);
        Assert.Equal(["2", "fr", "b"], invoice.Extensions.Select(e => e.Text));
        Assert.Equal($"/*:Invoice[namespace-uri()='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'][1]/*:ID[namespace-uri()='{Cbc}'][2]", invoice.Extensions[0].Location);
        Assert.EndsWith("/@languageID", invoice.Extensions[1].Location, StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_in_another_currency_keeps_the_currency()
    {
        var invoice = Read(Invoice("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID='EUR'>1</cbc:TaxExclusiveAmount><cbc:PayableAmount currencyID='USD'>2</cbc:PayableAmount></cac:LegalMonetaryTotal>"));
        Assert.Equal((1m, 2m), (invoice.Totals.WithoutVat, invoice.Totals.AmountDue));
        Assert.Equal("USD", Assert.Single(invoice.Extensions).Text);
    }

    [Fact]
    public void A_text_longer_than_allowed_is_no_value()
    {
        var invoice = Read(Invoice($"<cbc:Note>{new string('x', 500)}</cbc:Note><cbc:ID>1</cbc:ID>"), new ReadLimits { LongestText = 100 });
        Assert.Empty(invoice.Notes);
        Assert.StartsWith("xxx", Assert.Single(invoice.Extensions).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_stands_before_a_note_in_UBL()
        => Assert.Equal([new InvoiceNote { SubjectCode = "AAI", Text = "vrai # texte" }, new InvoiceNote { Text = "#aai#petit" }], Read(Invoice("<cbc:Note>#AAI# vrai # texte</cbc:Note><cbc:Note>#aai#petit</cbc:Note>")).Notes);

    [Theory]
    [InlineData("<a/>", ReadFaultKind.NotAnInvoice)]
    [InlineData("<a", ReadFaultKind.NotXml)]
    [InlineData("<!DOCTYPE a><a/>", ReadFaultKind.Dtd)]
    public void What_is_no_invoice_is_a_fault(string text, ReadFaultKind kind)
    {
        var read = InvoiceReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Null(read.Invoice);
        Assert.Equal(kind, read.Fault!.Kind);
    }

    [Fact]
    public void An_invoice_with_nothing_in_it_is_read()
    {
        Assert.Equal(new Invoice(), Read(Invoice(string.Empty)));
        Assert.Equal(new Invoice(), Read("<CrossIndustryInvoice xmlns='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'/>"));
    }

    private static string Invoice(string content)
        => $"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' xmlns:cbc='{Cbc}'>\n{content}</Invoice>";

    private static Invoice Read(string text, ReadLimits? limits = null)
    {
        var read = InvoiceReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), limits);
        Assert.Null(read.Fault);
        return read.Invoice!;
    }
}
