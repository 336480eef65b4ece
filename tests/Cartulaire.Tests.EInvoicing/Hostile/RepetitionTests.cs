using System.Xml;
using System.Xml.Linq;
using Cartulaire.EInvoicing;

namespace Cartulaire.Tests.EInvoicing.Hostile;

/// <summary>Files whose elements are compared with each other again and again: what checking costs grows with the size of the file, and no faster.</summary>
public sealed class RepetitionTests
{
    private static readonly string[] Examples = ["ubl-tc434-example1.xml", "CII_example1.xml"];

    public static TheoryData<string, RuleSet> Repeated
        => [.. Examples.SelectMany(f => new[] { RuleSet.Peppol, RuleSet.FacturX }.Select(r => (f, r)))];

    // Every element of an example, three hundred times: whatever a rule compares it with, it is refused or cheap.
    [Theory]
    [MemberData(nameof(Repeated))]
    public void M_02_whatever_repeats_costs_no_more_than_is_allowed(string example, RuleSet rules)
    {
        var document = Example(example);
        var (limits, refused) = (new ReadLimits { Looks = 200 }, 0);
        foreach (var kind in document.Root!.Descendants().GroupBy(Way).Select(k => k.First()).ToList())
        {
            using var stream = With(document, kind, 300).AsStream();
            InvoiceCheck.Prepare();
            var opened = OpenedInvoice.Open(stream, limits);
            var work = opened.Document!.Work;
            var fault = InvoiceCheck.Check(opened, rules, limits).Fault;
            Assert.True(fault is null or { Kind: ReadFaultKind.TooRepetitive }, $"{kind.Name.LocalName}: {fault}");
            refused += fault is null ? 0 : 1;

            // What stopped it may have been the look at a whole list: as many more.
            Assert.InRange(work.Done, 1, ((long)limits.Looks * Math.Max(InvoiceCheck.FewElements, opened.Document.Elements.Count)) + opened.Document.Elements.Count);
        }

        Assert.InRange(refused, 0, 12);
    }

    [Theory]
    [InlineData("PayeeParty", "ubl-tc434-example1.xml")]
    [InlineData("SpecifiedTradeSettlementHeaderMonetarySummation", "CII_example1.xml")]
    public void M_02_what_would_not_end_is_refused_with_its_reason(string name, string example)
    {
        var document = Example(example);
        XNamespace cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
        document.Root!.Add(new XElement(cac + "PayeeParty", new XElement(cac + "PartyName")));
        using var stream = With(document, document.Descendants().First(e => e.Name.LocalName == name), 3_000).AsStream();
        var result = InvoiceCheck.Check(stream);
        Assert.Equal(ReadFaultKind.TooRepetitive, result.Fault?.Kind);
        Assert.Contains("se répètent", result.Fault!.Message(Language.French), StringComparison.Ordinal);
        Assert.False(result.IsValid);
        Assert.Empty(result.Findings);
    }

    // What was sold is looked for anew for each tax of the breakdown. (They stand first: after ten thousand findings nothing is looked at.)
    [Theory]
    [InlineData(2_500, 2_500, true)]
    [InlineData(20, 20_000, false)]
    public void M_02_taxes_times_lines_are_bounded(int taxes, int lines, bool isTooMuch)
    {
        const string category = "<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
        var ubl = $"""
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cac:TaxTotal>
            {string.Concat(Enumerable.Repeat($"<cac:TaxSubtotal><cbc:TaxableAmount>1</cbc:TaxableAmount><cbc:TaxAmount>1</cbc:TaxAmount><cac:TaxCategory>{category}</cac:TaxCategory></cac:TaxSubtotal>", taxes))}</cac:TaxTotal>
            {string.Concat(Enumerable.Repeat($"<cac:InvoiceLine><cbc:LineExtensionAmount>1</cbc:LineExtensionAmount><cac:Item><cac:ClassifiedTaxCategory>{category}</cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine>", lines))}</Invoice>
            """;
        const string tax = "<ram:ApplicableTradeTax><ram:CalculatedAmount>1</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>1</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax>";
        const string total = "<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>1</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>";
        var cii = $"""
            <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"><rsm:SupplyChainTradeTransaction>
            <ram:ApplicableHeaderTradeSettlement>{string.Concat(Enumerable.Repeat(tax, taxes))}</ram:ApplicableHeaderTradeSettlement>
            {string.Concat(Enumerable.Repeat($"<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedLineTradeSettlement>{tax}{total}</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>", lines))}
            </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>
            """;
        foreach (var invoice in new[] { ubl, cii })
        {
            using var stream = invoice.AsStream();
            Assert.Equal(isTooMuch ? ReadFaultKind.TooRepetitive : null, InvoiceCheck.Check(stream).Fault?.Kind);
        }
    }

    // The bound is far from what is sent every day.
    [Fact]
    public void M_02_right_invoices_need_a_tenth_of_what_is_allowed()
    {
        var limits = new ReadLimits();
        limits = limits with { Looks = limits.Looks / 10 };
        foreach (var file in Samples.Files("en16931").Where(f => f.Contains("example", StringComparison.Ordinal)))
        {
            foreach (var rules in Enum.GetValues<RuleSet>())
            {
                using var stream = File.OpenRead(file);
                Assert.Null(InvoiceCheck.Check(stream, limits, rules).Fault);
            }
        }
    }

    private static XDocument Example(string name)
    {
        using var reader = XmlReader.Create(Samples.Files("en16931").Single(f => Path.GetFileName(f) == name), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }

    private static string Way(XElement element) => string.Join('/', element.AncestorsAndSelf().Select(e => e.Name.LocalName));

    private static string With(XDocument document, XElement element, int times)
    {
        var place = new XComment("more");
        element.AddAfterSelf(place);
        var text = document.ToString(SaveOptions.DisableFormatting);
        place.Remove();
        return text.Replace("<!--more-->", string.Concat(Enumerable.Repeat(element.ToString(SaveOptions.DisableFormatting), times)), StringComparison.Ordinal);
    }
}
