using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.CodeLists;

/// <summary>Code lists have their dates, and one file brings them up to date. (They are the process's own: these tests run alone.)</summary>
[CollectionDefinition(nameof(CodeListTests), DisableParallelization = true)]
[Collection(nameof(CodeListTests))]
public sealed class CodeListTests : IDisposable
{
    private static readonly string NewCurrency = Invoices.Right.Replace("EUR", "XEU", StringComparison.Ordinal);

    public static TheoryData<string, CodeListFaultKind, int> Wrong => new()
    {
        { "", CodeListFaultKind.NoList, 0 },
        { "# nothing\n\n", CodeListFaultKind.NoList, 0 },
        { "EUR USD\n[currencies] ISO 4217; 2027-01-01\nEUR", CodeListFaultKind.NoHeading, 1 },
        { "[currencies] ISO 4217\nEUR", CodeListFaultKind.NoHeading, 1 },
        { "[currencies] ISO 4217; 1er janvier\nEUR", CodeListFaultKind.NoHeading, 1 },
        { "[currencies] ; 2027-01-01\nEUR", CodeListFaultKind.NoHeading, 1 },
        { "[currencies ISO 4217; 2027-01-01\nEUR", CodeListFaultKind.NoHeading, 1 },
        { "# x\n[money] ISO 4217; 2027-01-01\nEUR", CodeListFaultKind.Unknown, 2 },
        { "[countries] ISO 3166; 2027-01-01\n\n[currencies] ISO 4217; 2027-01-01\nEUR", CodeListFaultKind.Empty, 1 },
        { "[currencies] ISO 4217; 2027-01-01\nEUR\n[currencies] ISO 4217; 2027-01-02\nUSD", CodeListFaultKind.Twice, 3 },
    };

    [Fact]
    public void Every_list_has_its_name_its_day_and_its_codes()
    {
        Assert.Equal(43, InvoiceCodeLists.InUse.Count);
        Assert.All(InvoiceCodeLists.InUse, l =>
        {
            Assert.NotEmpty(l.Name);
            Assert.InRange(l.Date, new DateOnly(2024, 1, 1), new DateOnly(2030, 1, 1));
            Assert.True(l.Count > 0, l.Id);
        });
    }

    [Fact]
    public void A_file_brings_a_list_up_to_date_and_leaves_the_others()
    {
        Assert.Contains("BR-CL-04", Rules(NewCurrency));
        Assert.Empty(Replace("[currencies] ISO 4217; 2027-01-01\nEUR XEU\n[peppol-currencies] ISO 4217; 2027-01-01\nXEU"));
        Assert.DoesNotContain("BR-CL-04", Rules(NewCurrency));
        Assert.Equal(new CodeListInUse("currencies", "ISO 4217", new DateOnly(2027, 1, 1), 2), InvoiceCodeLists.InUse.Single(l => l.Id == "currencies"));
        Assert.DoesNotContain("BR-CL-14", Rules(NewCurrency));

        InvoiceCodeLists.Restore();
        Assert.Contains("BR-CL-04", Rules(NewCurrency));
    }

    [Fact]
    public void What_was_expected_is_told_of_the_list_in_use()
    {
        Assert.Empty(Replace("[currencies] ISO 4217, some; 2027-01-01\nXEU XXY"));
        using var stream = Invoices.Right.AsStream();
        var finding = InvoiceCheck.Check(stream).Findings.First(f => f.Rule == "BR-CL-04");
        Assert.Contains("XEU, XXY (ISO 4217, 2027-01-01)", finding.Message(Language.French), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_Factur_X_stand_in_the_same_file()
    {
        Assert.Empty(Replace("[factur-x-invoice-types] UNTDID 1001; 2027-01-01\n999"));
        using var stream = File.OpenRead(Samples.Files("en16931").Single(f => Path.GetFileName(f) == "CII_example1.xml"));
        var finding = InvoiceCheck.Check(stream, rules: RuleSet.FacturX).Findings.First(f => f.Found == "380");
        Assert.Contains("999 (UNTDID 1001, 2027-01-01)", finding.Message(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again_as_it_was()
    {
        var before = InvoiceCodeLists.InUse;
        using var text = new StringWriter();
        InvoiceCodeLists.Write(text);
        Assert.Empty(Replace("[currencies] ISO 4217; 2027-01-01\nXEU"));
        Assert.Empty(Replace(text.ToString()));
        Assert.Equal(before, InvoiceCodeLists.InUse);
        Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 150));
        Assert.Empty(Rules(Invoices.Right));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_file_that_is_not_as_it_must_be_is_refused_whole_with_its_line(string file, CodeListFaultKind kind, int line)
    {
        var before = InvoiceCodeLists.InUse;
        var fault = Assert.Single(Replace(file));
        Assert.Equal((kind, line), (fault.Kind, fault.Line));
        Assert.Equal(before, InvoiceCodeLists.InUse);
        Assert.All(Enum.GetValues<Language>(), l => Assert.DoesNotContain("–", fault.Message(l), StringComparison.Ordinal));
    }

    public void Dispose() => InvoiceCodeLists.Restore();

    private static IReadOnlyList<CodeListFault> Replace(string file)
    {
        using var text = new StringReader(file);
        return InvoiceCodeLists.Replace(text);
    }

    private static List<string> Rules(string invoice)
    {
        using var stream = invoice.AsStream();
        return [.. InvoiceCheck.Check(stream, rules: RuleSet.En16931).Findings.Where(f => f.Severity == Severity.Fatal).Select(f => f.Rule)];
    }
}
