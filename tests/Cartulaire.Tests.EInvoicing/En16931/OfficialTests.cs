using Cartulaire.EInvoicing;

namespace Cartulaire.Tests.EInvoicing.En16931;

/// <summary>The official unit tests and examples of EN 16931 that lie among the samples.</summary>
public sealed class OfficialTests
{
    public static TheoryData<string> Sets => [.. Samples.Files("en16931").Where(TestSet.Is).Select(Name)];

    public static TheoryData<string> Examples => [.. Samples.Files("en16931").Where(f => !TestSet.Is(f)).Select(Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_named_rule_fires_or_stays_silent_as_the_official_test_says(string name)
    {
        var cases = Samples.Files("en16931").Where(f => Name(f) == name).SelectMany(TestSet.Read).ToList();
        Assert.NotEmpty(cases);
        var wrong = new List<string>();
        foreach (var test in cases)
        {
            using var stream = TestSet.Stream(test.Document);
            var result = InvoiceCheck.Check(stream, rules: RuleSet.En16931);
            Assert.Null(result.Fault);
            if (result.Findings.Any(f => f.Rule == test.Rule) != test.Fires)
            {
                wrong.Add($"test {test.Number}: {test.Rule} {(test.Fires ? "must fire" : "must stay silent")}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_official_example_breaks_no_fatal_rule(string name)
    {
        using var stream = File.OpenRead(Samples.Files("en16931").Single(f => Name(f) == name));
        var result = InvoiceCheck.Check(stream, rules: RuleSet.En16931);
        Assert.Null(result.Fault);
        Assert.Empty(result.Findings.Where(f => f.Severity == Severity.Fatal).Select(f => $"{f.Rule} {f.Location}"));
    }

    // The folder tells two files of one name apart.
    private static string Name(string file) => $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}";
}
