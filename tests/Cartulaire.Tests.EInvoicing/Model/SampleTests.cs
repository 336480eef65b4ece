using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;
using Cartulaire.Tests.EInvoicing.En16931;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>The official examples and unit tests, read and written.</summary>
public sealed class SampleTests
{
    // What is part of the syntax and no value of the invoice, by the element or attribute that holds it.
    private static readonly Dictionary<string, string[]> Constants = new(StringComparer.Ordinal)
    {
        ["UBLVersionID"] = ["2.1"],
        ["ChargeIndicator"] = ["true", "false"],
        ["Indicator"] = ["true", "false"],
        ["TaxScheme/ID"] = ["VAT", "TAX"],
        ["DocumentTypeCode"] = ["130", "50"],
        ["ApplicableTradeTax/TypeCode"] = ["VAT"],
        ["CategoryTradeTax/TypeCode"] = ["VAT"],
        ["AdditionalReferencedDocument/TypeCode"] = ["130", "50", "916"],
        ["SpecifiedProcuringProject/Name"] = ["Project reference"],
        ["DateTimeString/@format"] = ["102"],
        ["DateString/@format"] = ["102"],
        ["SpecifiedTaxRegistration/ID/@schemeID"] = ["VA", "FC"],
        ["PartyIdentification/ID/@schemeID"] = ["SEPA"],
    };

    public static TheoryData<string> Examples => [.. ExampleFiles.Select(f => Path.GetFileName(f))];

    public static TheoryData<string> CiiExamples => [.. ExampleFiles.Where(f => Root(f).Name.LocalName == "CrossIndustryInvoice").Select(f => Path.GetFileName(f))];

    public static TheoryData<string> Sets => [.. Samples.Files("en16931").Where(TestSet.Is).Select(Name)];

    private static IEnumerable<string> ExampleFiles => Samples.Files("en16931").Where(f => !TestSet.Is(f));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_text_of_an_example_is_in_the_model_or_among_the_extensions(string file)
    {
        var root = Root(Find(file));
        var invoice = Read(file);
        var held = Shape.Values(invoice).SelectMany(Spellings).Concat(invoice.Extensions.Select(e => e.Text)).ToHashSet(StringComparer.Ordinal);
        var texts = Texts(root).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, t => Assert.True(IsIn(held, t.Text) || IsConstant(t), $"{t.Path}: {t.Text}"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_is_read_of_an_example_is_written_and_read_again(string file)
    {
        var invoice = Read(file);
        Assert.Equal(AsUbl(invoice), Written.Again(Written.WithContent(invoice)) with { Extensions = [] });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void What_is_read_of_a_unit_test_is_written_and_read_again(string set)
    {
        foreach (var test in Samples.Files("en16931").Where(f => Name(f) == set).SelectMany(TestSet.Read))
        {
            using var stream = TestSet.Stream(test.Document);
            var invoice = Completed(Written.Read(stream));
            Assert.Equal(AsUbl(invoice), Written.Again(Written.WithContent(invoice)) with { Extensions = [] });
        }
    }

    [Theory]
    [MemberData(nameof(CiiExamples))]
    public void A_CII_example_keeps_the_rules_when_it_is_written_as_UBL(string file)
    {
        using var stream = new MemoryStream();
        Assert.Empty(UblWriter.Write(Written.WithContent(Read(file)), stream).Faults);
        stream.Position = 0;
        var result = InvoiceCheck.Check(stream, rules: RuleSet.En16931);
        Assert.Null(result.Fault);
        Assert.Empty(result.Findings.Where(f => f.Severity == Severity.Fatal).Select(f => $"{f.Rule} {f.Location}"));
    }

    // What UBL says otherwise: a gross price has a discount, a breakdown a total.
    private static Invoice AsUbl(Invoice invoice) => invoice with
    {
        Extensions = [],
        Totals = invoice.Totals with { Vat = invoice.Totals.Vat ?? (invoice.VatBreakdowns.Count > 0 ? invoice.VatBreakdowns.Sum(b => b.TaxAmount) : null) },
        Lines = [.. invoice.Lines.Select(l => l with { Price = l.Price with { Discount = l.Price.Discount ?? l.Price.GrossPrice - l.Price.NetPrice } })],
    };

    // Unit tests are pieces of invoices: the terms that UBL wants are given to them.
    private static Invoice Completed(Invoice invoice) => invoice with
    {
        Number = invoice.Number ?? "1",
        IssueDate = invoice.IssueDate ?? new DateOnly(2026, 11, 26),
        CurrencyCode = invoice.CurrencyCode ?? "EUR",
        VatAccountingCurrencyCode = invoice.VatAccountingCurrencyCode ?? (invoice.Totals.VatInAccountingCurrency is null ? null : "SEK"),
        Totals = invoice.Totals with { AmountDue = invoice.Totals.AmountDue ?? 0 },
        PrecedingInvoices = [.. invoice.PrecedingInvoices.Select(p => p with { Number = p.Number ?? "1" })],
        SupportingDocuments = [.. invoice.SupportingDocuments.Select(d => d with { Reference = d.Reference ?? "1", Attachment = d.Attachment is { } a ? a with { MimeType = a.MimeType ?? "application/pdf" } : null })],
        PaymentInstructions = invoice.PaymentInstructions is { } p ? p with { MeansCode = p.MeansCode ?? "30", Card = p.Card is { } c ? c with { AccountNumber = c.AccountNumber ?? "1" } : null } : null,
        Allowances = [.. invoice.Allowances.Select(a => a with { Amount = a.Amount ?? 0 })],
        Charges = [.. invoice.Charges.Select(a => a with { Amount = a.Amount ?? 0 })],
        VatBreakdowns = [.. invoice.VatBreakdowns.Select(b => b with { TaxAmount = b.TaxAmount ?? 0 })],
        Lines = [.. invoice.Lines.DefaultIfEmpty(new InvoiceLine()).Select(Completed)],
    };

    private static InvoiceLine Completed(InvoiceLine line) => line with
    {
        Identifier = line.Identifier ?? "1",
        NetAmount = line.NetAmount ?? 0,
        Quantity = line.Quantity ?? (line.UnitCode is null ? null : 1),
        Price = line.Price == new PriceDetails() ? line.Price : line.Price with { NetPrice = line.Price.NetPrice ?? 0 },
        Allowances = [.. line.Allowances.Select(a => a with { Amount = a.Amount ?? 0 })],
        Charges = [.. line.Charges.Select(a => a with { Amount = a.Amount ?? 0 })],
        Item = line.Item with { Attributes = [.. line.Item.Attributes.Select(a => a with { Name = a.Name ?? "1" })] },
    };

    private static Invoice Read(string file)
    {
        using var stream = File.OpenRead(Find(file));
        return Written.Read(stream);
    }

    // A note of UBL holds its subject and its text in one.
    private static bool IsIn(HashSet<string> held, string text)
        => held.Contains(text)
            || (decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) && held.Contains(Plain(number)))
            || (text.StartsWith('#') && text.Split('#', 3) is [_, var subject, var rest] && held.Contains(subject) && held.Contains(rest.Trim()));

    private static IEnumerable<string> Spellings(object value) => value switch
    {
        decimal number => [Plain(number)],
        DateOnly day => [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)],
        _ => [(string)value],
    };

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Path, string Text)> Texts(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            var path = $"{element.Parent?.Parent?.Name.LocalName}/{element.Parent?.Name.LocalName}/{element.Name.LocalName}";
            var text = string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
            if (text.Length > 0 && element.Name.LocalName is not ("EmbeddedDocumentBinaryObject" or "AttachmentBinaryObject"))
            {
                yield return (path, text);
            }

            foreach (var attribute in element.Attributes().Where(a => a.Name.NamespaceName.Length == 0 && a.Name.LocalName != "xmlns" && a.Value.Trim().Length > 0))
            {
                yield return ($"{path}/@{attribute.Name.LocalName}", attribute.Value.Trim());
            }
        }
    }

    private static bool IsConstant((string Path, string Text) text)
        => Constants.Any(c => text.Path.EndsWith($"/{c.Key}", StringComparison.Ordinal) && c.Value.Contains(text.Text, StringComparer.OrdinalIgnoreCase));

    private static string Find(string file) => Samples.Files("en16931").Single(f => !TestSet.Is(f) && Path.GetFileName(f) == file);

    private static string Name(string file) => $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}";

    private static XElement Root(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }
}
