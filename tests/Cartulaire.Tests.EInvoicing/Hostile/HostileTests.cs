using System.Text;
using Cartulaire.EInvoicing;

namespace Cartulaire.Tests.EInvoicing.Hostile;

/// <summary>Whatever a file contains: a finding or a fault with its place, never an exception (security M-01 to M-03).</summary>
public sealed class HostileTests
{
    private const string Ubl = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";

    public static TheoryData<string, ReadFaultKind> Unreadable => new()
    {
        { "", ReadFaultKind.NotXml },
        { "Facture n° 12", ReadFaultKind.NotXml },
        { "PK\u0003\u0004", ReadFaultKind.Archive },
        { $"<Invoice xmlns=\"{Ubl}\"><ID>1", ReadFaultKind.NotXml },
        { $"<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Invoice xmlns=\"{Ubl}\">&x;</Invoice>", ReadFaultKind.Dtd },
        { "<Invoice xmlns=\"urn:somewhere-else\"/>", ReadFaultKind.NotAnInvoice },
        { "<DTD>", ReadFaultKind.NotXml },
        { "<?xml version=\"1.0\" encoding=\"klingon\"?><Invoice/>", ReadFaultKind.Encoding },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_invoice_is_a_fault_with_its_place(string text, ReadFaultKind kind)
    {
        using var stream = text.AsStream();
        var result = InvoiceCheck.Check(stream);
        Assert.Equal(kind, result.Fault?.Kind);
        Assert.False(result.IsValid);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void M_01_an_invoice_cut_anywhere_is_a_fault()
    {
        var whole = Encoding.UTF8.GetBytes(Invoices.Right);
        for (var length = 0; length < whole.Length - 20; length += 97)
        {
            using var stream = new MemoryStream(whole, 0, length);
            Assert.Equal(ReadFaultKind.NotXml, InvoiceCheck.Check(stream).Fault?.Kind);
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-32")]
    public void An_invoice_is_read_in_whatever_encoding_it_names(string encoding)
    {
        var text = Invoices.Right.Replace("encoding=\"UTF-8\"", $"encoding=\"{encoding}\"", StringComparison.OrdinalIgnoreCase);
        using var stream = text.AsStream(Encoding.GetEncoding(encoding));
        var result = InvoiceCheck.Check(stream);
        Assert.Null(result.Fault);
        Assert.True(result.IsValid);
    }

    [Theory]
    [InlineData("depth", "<a>", 100_000, ReadFaultKind.TooDeep)]
    [InlineData("white space", " \n", 20_000_000, ReadFaultKind.TooLarge)]
    [InlineData("elements", "<x/>", 200_000, ReadFaultKind.TooLarge)]
    public void M_02_a_file_beyond_the_limits_is_refused(string what, string piece, long times, ReadFaultKind kind)
    {
        using var stream = Invoices.Repeated($"<Invoice xmlns=\"{Ubl}\">", piece, times, "</Invoice>");
        Assert.True(InvoiceCheck.Check(stream, new ReadLimits { Characters = 16 << 20, Elements = 100_000 }).Fault?.Kind == kind, what);
    }

    [Fact]
    public void M_02_a_tag_without_end_is_refused_before_it_is_kept()
    {
        InvoiceCheck.Prepare();
        using var attributes = Invoices.Repeated($"<Invoice xmlns=\"{Ubl}\" ", "a='1' ", 100_000_000, "/>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ReadFaultKind.TooLarge, InvoiceCheck.Check(attributes).Fault?.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        using var value = Invoices.Repeated($"<Invoice xmlns=\"{Ubl}\" a='", "x", 500_000_000, "'/>");
        Assert.Equal(ReadFaultKind.TooLarge, InvoiceCheck.Check(value).Fault?.Kind);
    }

    [Fact]
    public void M_03_an_attachment_is_passed_over_not_kept()
    {
        var (beginning, end) = AroundAttachment();
        using var stream = Invoices.Repeated(beginning, "QUJD", 15_000_000, end);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = InvoiceCheck.Check(stream);
        Assert.Null(result.Fault);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 40L << 20, "60 MB of attachment took more than 40 MB");
    }

    [Theory]
    [InlineData("cbc:PayableAmount")]
    [InlineData("cbc:LineExtensionAmount")]
    [InlineData("cbc:TaxAmount")]
    [InlineData("cbc:Percent")]
    [InlineData("cbc:PriceAmount")]
    [InlineData("cbc:IssueDate")]
    [InlineData("cbc:DocumentCurrencyCode")]
    public void A_value_that_is_none_breaks_rules_and_nothing_else(string element)
    {
        foreach (var value in new[] { "", " ", "-1", "1,5", "1e400", new string('9', 400), "0." + new string('3', 400), "0000-00-00", "9999-99-99", "\u0661\u0662", "NaN", "ZZZ", "<a/>" })
        {
            using var stream = Replace(Invoices.Right, element, value).AsStream();
            var result = InvoiceCheck.Check(stream);
            Assert.Null(result.Fault);
        }

        using var wrong = Replace(Invoices.Right, element, new string('9', 400)).AsStream();
        Assert.True(element == "cbc:IssueDate" || InvoiceCheck.Check(wrong).Findings.Any(f => f.Severity == Severity.Fatal));
    }

    [Fact]
    public void M_02_ten_thousand_findings_at_places_of_sixty_steps_do_not_fill_the_memory()
    {
        var (open, close) = (string.Concat(Enumerable.Repeat("<cac:Party>", 58)), string.Concat(Enumerable.Repeat("</cac:Party>", 58)));
        var deep = $"<Invoice xmlns=\"{Ubl}\" xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\">{open}{string.Concat(Enumerable.Repeat("<cac:Party/>", 12_000))}{close}</Invoice>";
        InvoiceCheck.Prepare();
        using var stream = deep.AsStream();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = InvoiceCheck.Check(stream, rules: RuleSet.Peppol);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48 << 20);
        Assert.InRange(result.Findings.Count, 500, 11_000);
        Assert.Contains(result.Findings, f => f.Rule == "PEPPOL-EN16931-R008");
    }

    [Fact]
    public void A_hopeless_file_has_no_more_than_some_ten_thousand_findings()
    {
        using var stream = Invoices.Repeated($"<Invoice xmlns=\"{Ubl}\" xmlns:c=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\">", "<c:InvoiceLine/>", 30_000, "</Invoice>");
        var result = InvoiceCheck.Check(stream);
        Assert.InRange(result.Findings.Count, 10_000, 40_000);
    }

    private static (string Beginning, string End) AroundAttachment()
    {
        var at = Invoices.Right.IndexOf("<cac:AccountingSupplierParty>", StringComparison.Ordinal);
        return (
            Invoices.Right[..at] + "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" filename=\"a.pdf\">",
            "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>" + Invoices.Right[at..]);
    }

    // The content of every element of a name.
    private static string Replace(string xml, string element, string value)
        => System.Text.RegularExpressions.Regex.Replace(xml, $"(<{element}[^>]*>)[^<]*(</{element}>)", m => m.Groups[1].Value + value + m.Groups[2].Value, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
}
