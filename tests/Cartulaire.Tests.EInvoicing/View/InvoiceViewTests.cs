using System.Diagnostics;
using System.Xml.Linq;
using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.En16931;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.View;

/// <summary>The page that people read: complete, findings in their places, inert, accessible in its structure.</summary>
public sealed class InvoiceViewTests
{
    private static readonly XNamespace Html = Pages.Html;

    public static TheoryData<string, Language> Examples
        => [.. from file in Samples.Files("en16931") where !TestSet.Is(file) from language in Enum.GetValues<Language>() select new TheoryDataRow<string, Language>(Path.GetFileName(file), language)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Everything_that_an_official_example_holds_is_on_its_page(string name, Language language)
    {
        var file = Samples.Files("en16931").Single(f => Path.GetFileName(f) == name);
        using var stream = File.OpenRead(file);
        var texts = Pages.Texts(Pages.Of(stream, language).Page);
        using var again = File.OpenRead(file);
        // Signs of the syntax stand together, name and value.
        var missing = new List<string>();
        foreach (var (leaf, text) in Pages.Leaves(Pages.Read(again)).Select(l => (l.Name.LocalName, Pages.Plain(l.Value))))
        {
            if (text.Length > 0 && !texts.Contains(text) && !texts.Any(t => t.EndsWith($"{leaf} = {text}", StringComparison.Ordinal)))
            {
                missing.Add($"{leaf}: {text}");
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void What_no_term_covers_is_shown_with_its_path_and_its_attributes()
    {
        var page = Pages.Of(Invoices.Right.Replace("</cbc:ID>", "</cbc:ID><cbc:UUID schemeName=\"odd &amp; rare\">secret-42</cbc:UUID>", StringComparison.Ordinal));
        var other = page.Descendants(Html + "section").Single(s => (string?)s.Attribute("aria-labelledby") == "other");
        Assert.Contains("secret-42", other.Value, StringComparison.Ordinal);
        Assert.Contains("odd & rare", other.Value, StringComparison.Ordinal);
        Assert.Contains("cbc:UUID/@schemeName", other.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cbc:PayableAmount currencyID=\"EUR\">250.33", "<cbc:PayableAmount currencyID=\"EUR\">9.999", "BR-DEC-18")]
    [InlineData("<cbc:DocumentCurrencyCode>EUR", "<cbc:DocumentCurrencyCode>XYZ", "BR-CL-04")]
    public void A_finding_stands_beside_the_term_that_it_concerns_and_the_summary_leads_there(string right, string wrong, string rule)
    {
        Assert.Contains(right, Invoices.Right, StringComparison.Ordinal);
        var (page, found) = Pages.Of(Invoices.Right.Replace(right, wrong, StringComparison.Ordinal).AsStream(), Language.English);
        var finding = found.Findings.First(f => f.Rule == rule);
        var id = FormattableString.Invariant($"e{finding.Line}-{finding.Column}");
        var beside = page.Descendants().Single(e => (string?)e.Attribute("id") == id);
        Assert.Contains(rule, beside.Value, StringComparison.Ordinal);
        Assert.Contains(wrong[(wrong.IndexOf('>', StringComparison.Ordinal) + 1)..], string.Concat(beside.Parent!.DescendantsAndSelf().Select(e => $"{e.Value} {(string?)e.Attribute("value")}")), StringComparison.Ordinal);
        Assert.Contains(page.Descendants(Html + "a"), a => (string?)a.Attribute("href") == "#" + id);
    }

    [Fact]
    public void Every_finding_of_the_official_tests_is_in_the_summary_and_every_link_leads_somewhere_once()
    {
        var checkedPages = 0;
        foreach (var test in Samples.Files("en16931").Where(TestSet.Is).SelectMany(TestSet.Read).Where(t => t.Fires))
        {
            using var stream = TestSet.Stream(test.Document);
            var (page, found) = Pages.Of(stream, Language.French, RuleSet.En16931);
            var summary = page.Descendants(Html + "section").Single(s => (string?)s.Attribute("aria-labelledby") == "check");
            Assert.All(found.Findings.Select(f => f.Rule).Distinct().Take(20), rule => Assert.Contains(summary.Descendants(Html + "code"), c => c.Value == rule));
            var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(page.Descendants(Html + "a").Attributes("href").Where(h => h.Value[0] == '#'), h => Assert.Contains(h.Value[1..], ids));
            checkedPages++;
        }

        Assert.True(checkedPages > 100);
    }

    [Fact]
    public void A_script_in_any_field_is_text()
    {
        const string attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
        foreach (var file in Samples.Files("en16931").Where(f => !TestSet.Is(f)))
        {
            XElement invoice;
            using (var stream = File.OpenRead(file))
            {
                invoice = Pages.Read(stream);
            }

            foreach (var leaf in invoice.Descendants().Where(e => !e.HasElements).ToList())
            {
                leaf.Value += attack;
                leaf.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None).ToList().ForEach(a => a.Value += attack);
            }

            using var spoilt = TestSet.Stream(invoice);
            var page = Pages.Of(spoilt, Language.French).Page;
            Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img" or "iframe" or "object" or "form" or "input" or "link");
            Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("alert(1)", page.Value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://example.org/a?b=1&amp;c=2", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//example.org", false)]
    public void Only_addresses_of_the_web_are_links(string address, bool isLink)
    {
        var reference = $"<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment><cac:ExternalReference><cbc:URI>{address}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>";
        var page = Pages.Of(Invoices.Right.Replace("<cac:AccountingSupplierParty>", reference + "<cac:AccountingSupplierParty>", StringComparison.Ordinal));
        var links = page.Descendants(Html + "a").Where(a => a.Attribute("href")!.Value[0] != '#').ToList();
        Assert.Equal(isLink ? 1 : 0, links.Count);
        Assert.All(links, l => Assert.Equal("noopener noreferrer", (string?)l.Attribute("rel")));
        Assert.Contains(address.Replace("&amp;", "&", StringComparison.Ordinal), page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_that_turn_or_hide_text_are_shown_by_their_number()
    {
        var page = Pages.Of(Invoices.Right.Replace("PATAT FRITES", "PAT\u202EAT\u200B FRITES", StringComparison.Ordinal));
        Assert.DoesNotContain('\u202E', page.Value);
        Assert.DoesNotContain('\u200B', page.Value);
        Assert.Contains("PATU+202EATU+200B FRITES", page.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.French, "fr", "1\u202F234,50\u00A0€", "09/01/2015", "Montant à payer", "Virement")]
    [InlineData(Language.Dutch, "nl", "€\u00A01.234,50", "09/01/2015", "Te betalen bedrag", "Overschrijving")]
    [InlineData(Language.German, "de", "1.234,50\u00A0€", "09.01.2015", "Zahlbetrag", "Überweisung")]
    [InlineData(Language.English, "en", "€\u00A01,234.50", "09/01/2015", "Amount to pay", "Credit transfer")]
    public void Amounts_days_and_codes_are_written_as_the_reader_writes_them(Language language, string tag, string amount, string day, string label, string means)
    {
        var page = Pages.Of(Invoices.Right.Replace("<cbc:PayableAmount currencyID=\"EUR\">250.33", "<cbc:PayableAmount currencyID=\"EUR\">1234.5", StringComparison.Ordinal), language);
        Assert.Equal(tag, (string?)page.Attribute("lang"));
        Assert.Contains(page.Descendants(Html + "data"), d => d.Value == amount && (string?)d.Attribute("value") == "1234.5");
        Assert.Contains(page.Descendants(Html + "time"), t => t.Value == day && (string?)t.Attribute("datetime") == "2015-01-09");
        Assert.Contains(label, page.Value, StringComparison.Ordinal);
        Assert.Contains(page.Descendants(Html + "data"), d => d.Value == means && (string?)d.Attribute("value") == "30");
    }

    [Fact]
    public void Accounts_and_Belgian_communications_are_grouped()
    {
        var payment = "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>010806817183</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>BE68539007547034</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>";
        var start = Invoices.Right.IndexOf("<cac:PaymentMeans>", StringComparison.Ordinal);
        var end = Invoices.Right.IndexOf("</cac:PaymentMeans>", StringComparison.Ordinal) + "</cac:PaymentMeans>".Length;
        var page = Pages.Of(Invoices.Right[..start] + payment + Invoices.Right[end..]);
        Assert.Contains(page.Descendants(Html + "data"), d => d.Value == "BE68 5390 0754 7034");
        Assert.Contains(page.Descendants(Html + "data"), d => d.Value == "+++010/8068/17183+++");
    }

    [Fact]
    public void The_page_asks_nothing_of_anybody_and_its_structure_is_that_of_a_document()
    {
        var page = Pages.Of(Invoices.Right);
        var policy = page.Descendants(Html + "meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", policy.Attribute("content")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset" or "action");
        Assert.DoesNotContain("url(", page.Descendants(Html + "style").Single().Value, StringComparison.Ordinal);
        Assert.Single(page.Descendants(Html + "h1"));
        Assert.All(page.Descendants(Html + "th"), th => Assert.NotNull(th.Attribute("scope")));
        Assert.All(page.Descendants(Html + "dl"), dl => Assert.All(dl.Elements(), div => Assert.Equal(["dt", "dd"], div.Elements().Select(e => e.Name.LocalName))));
    }

    [Theory]
    [InlineData("<a", ReadFaultKind.NotXml)]
    [InlineData("<order/>", ReadFaultKind.NotAnInvoice)]
    [InlineData("<!DOCTYPE x><x/>", ReadFaultKind.Dtd)]
    public void What_is_no_invoice_gives_a_fault_and_no_page(string text, ReadFaultKind kind)
    {
        using var page = new MemoryStream();
        Assert.Equal(kind, InvoiceView.Write(text.AsStream(), page, Language.French).Fault?.Kind);
        Assert.Equal(0, page.Length);
    }

    [Fact]
    public void Twenty_thousand_bad_lines_are_written_in_bounded_time_and_few_findings_each()
    {
        var start = Invoices.Right.IndexOf("<cac:InvoiceLine>", StringComparison.Ordinal);
        var end = Invoices.Right.LastIndexOf("</cac:InvoiceLine>", StringComparison.Ordinal) + "</cac:InvoiceLine>".Length;
        var line = Invoices.Right[start..(Invoices.Right.IndexOf("</cac:InvoiceLine>", StringComparison.Ordinal) + "</cac:InvoiceLine>".Length)].Replace("EUR", "XYZ", StringComparison.Ordinal);
        using var xml = Invoices.Repeated(Invoices.Right[..start], line, 20_000, Invoices.Right[end..]);
        using var html = new MemoryStream();
        // It takes seconds of processor time; the rest is for machines that do other work.
        var watch = Stopwatch.StartNew();
        var found = InvoiceView.Write(xml, html, Language.French);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), watch.Elapsed.ToString());
        Assert.True(found.Findings.Count > 1000);
        html.Position = 0;
        var page = Pages.Read(html);
        Assert.Equal(20_000, page.Descendants(Html + "tbody").First().Elements(Html + "tr").Count());
        Assert.True(page.Descendants(Html + "section").Single(s => (string?)s.Attribute("aria-labelledby") == "check").Descendants(Html + "li").Count() < 250);
        Assert.All(page.Descendants(Html + "ul").Where(u => (string?)u.Attribute("class") == "findings"), u => Assert.True(u.Elements().Count() <= 9));
    }
}
