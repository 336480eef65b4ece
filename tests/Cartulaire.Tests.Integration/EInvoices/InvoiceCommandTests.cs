using System.Text.Json;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.EInvoices;

/// <summary>The commands on electronic invoices, as checks outside the project call them.</summary>
public sealed class InvoiceCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Sample(string name) => Path.Join(Samples.Folder("einvoicing"), name);

    [Fact]
    public async Task Validate_answers_with_a_line_for_each_file_and_goes_on_whatever_one_contains()
    {
        var good = Sample("en16931/examples/ubl-tc434-example1.xml");
        var wrong = Given("total faux.xml", (await File.ReadAllTextAsync(good, TestContext.Current.CancellationToken)).Replace("<cbc:TaxInclusiveAmount currencyID=\"EUR\">", "<cbc:TaxInclusiveAmount currencyID=\"EUR\">1", StringComparison.Ordinal));
        string[] files = [good, wrong, Given("dtd.xml", "<!DOCTYPE x><x/>"), Given("archive.xml", "PK\u0003\u0004"), Given("vide.xml", ""), folder.Join("absente.xml"), folder.Path, Sample("en16931/examples/CII_example1.xml")];

        var (exit, output, error) = await Product.RunBareAsync(["invoice", "validate", "--json", .. files]);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(files, lines.Select(l => l.GetProperty("file").GetString()));
        Assert.Equal([true, false, false, false, false, false, false, true], lines.Select(l => l.GetProperty("valid").GetBoolean()));
        Assert.Equal("ubl-invoice", lines[0].GetProperty("format").GetString());
        Assert.Equal("cii-invoice", lines[^1].GetProperty("format").GetString());
        var total = lines[1].GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("rule").GetString() == "BR-CO-15");
        Assert.Equal("fatal", total.GetProperty("severity").GetString());
        Assert.Equal("/*:Invoice[namespace-uri()='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'][1]", total.GetProperty("location").GetString());
        Assert.Contains("BT-112", total.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.All(lines.Where(l => !l.GetProperty("valid").GetBoolean()), l => Assert.NotEmpty(l.GetProperty("findings").EnumerateArray()));
        Assert.Equal((1, string.Empty), (exit, error));
    }

    [Fact]
    public async Task A_pile_of_valid_invoices_ends_with_zero()
    {
        var (exit, output, _) = await Product.RunBareAsync("invoice", "validate", "--json", Sample("en16931/examples/ubl-tc434-example1.xml"), Sample("en16931/examples/CII_example1.xml"));

        Assert.Equal(0, exit);
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_invoice_in_a_PDF_is_judged_by_its_profile()
    {
        var (_, output, _) = await Product.RunBareAsync("invoice", "validate", "--json", Sample("facturx/Facture_UE_MINIMUM.pdf"));

        var line = JsonDocument.Parse(output).RootElement;
        Assert.Equal("cii-invoice", line.GetProperty("format").GetString());
        Assert.DoesNotContain("BR-16", line.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task View_writes_a_page_in_the_language_asked_for()
    {
        var (exit, page, _) = await Product.RunBareAsync("invoice", "view", Sample("en16931/examples/ubl-tc434-example1.xml"), "--lang", "nl");

        Assert.Equal(0, exit);
        Assert.Contains("lang=\"nl\"", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_viewed_is_an_error_in_words_and_no_page()
    {
        var (exit, page, error) = await Product.RunBareAsync("invoice", "view", Given("bruit.xml", "ce n'est pas une facture"), "--lang", "fr");

        Assert.Equal((1, string.Empty), (exit, page));
        Assert.NotEmpty(error.Trim());
    }

    [Fact]
    public async Task Code_lists_are_brought_up_to_date_by_one_file()
    {
        var invoice = Given("devise.xml", (await File.ReadAllTextAsync(Sample("en16931/examples/ubl-tc434-example1.xml"), TestContext.Current.CancellationToken)).Replace("EUR", "XEU", StringComparison.Ordinal));
        var lists = folder.Join("listes.txt");
        Assert.Equal(0, (await Product.RunBareAsync("invoice", "code-lists", "--output", lists)).Exit);
        var text = await File.ReadAllTextAsync(lists, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(lists, text.Replace("] ISO 4217; 2026-04-10\n", "] ISO 4217; 2027-01-01\nXEU ", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (_, before, _) = await Product.RunBareAsync("invoice", "validate", "--json", invoice);
        var (exit, after, _) = await Product.RunBareAsync("invoice", "validate", "--json", "--code-lists", lists, invoice);
        var (_, inUse, _) = await Product.RunBareAsync("invoice", "code-lists", "--json", "--code-lists", lists);

        Assert.Contains("BR-CL-04", before, StringComparison.Ordinal);
        Assert.DoesNotContain("BR-CL-0", after, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.Contains("\"id\":\"currencies\",\"name\":\"ISO 4217\",\"date\":\"2027-01-01\"", inUse, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_lists_that_are_none_are_refused_with_their_line_and_nothing_is_checked()
    {
        var (exit, output, error) = await Product.RunBareAsync("invoice", "validate", "--json", "--code-lists", Given("listes.txt", "[devises] ISO 4217; 2027-01-01\nEUR\n"), Sample("en16931/examples/ubl-tc434-example1.xml"));

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Contains("devises", error, StringComparison.Ordinal);
        Assert.Contains("ligne 1", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lang", "it")]
    [InlineData("--rules", "toutes")]
    public async Task A_language_or_rules_that_do_not_exist_are_a_wrong_command_line(string option, string value)
    {
        var (exit, _, error) = await Product.RunBareAsync("invoice", "validate", "x.xml", option, value);

        Assert.Equal(2, exit);
        Assert.Contains(value, error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Given(string name, string text)
    {
        var path = folder.Join(name);
        File.WriteAllText(path, text);
        return path;
    }
}
