using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.En16931;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Official unit tests: whether each rule that a test names fires, as gravely and as often as it says, or stays silent. What other rules say of the piece does not count.</summary>
internal static class OfficialTests
{
    /// <param name="folder">Where the official files lie; what is no test set is passed over.</param>
    /// <param name="rules">The rules that the tests are of.</param>
    public static int Run(string folder, RuleSet rules)
    {
        Machine.Print($"einvoicing-official {folder} {rules}");
        var asserts = InvoiceFiles.Of(folder).Where(TestSet.Is).SelectMany(TestSet.Read).Select(test => Judge(test, rules)).ToList();
        foreach (var (test, _, wrong) in asserts.Where(a => a.Wrong is not null))
        {
            Console.WriteLine($"{Path.GetRelativePath(folder, test.File)}, test {test.Number}, {test.Rule}: {wrong}");
        }

        foreach (var syntax in asserts.GroupBy(a => a.Syntax, StringComparer.Ordinal))
        {
            Console.WriteLine($"{syntax.Key}: {syntax.Count(a => a.Wrong is null):N0} of {syntax.Count():N0} asserts as said, in {syntax.Select(a => a.Test.File).Distinct(StringComparer.Ordinal).Count():N0} files");
        }

        return asserts.Count == 0 ? 64 : asserts.Exists(a => a.Wrong is not null) ? 1 : 0;
    }

    private static (TestCase Test, string Syntax, string? Wrong) Judge(TestCase test, RuleSet rules)
    {
        using var stream = TestSet.Stream(test.Document);
        var result = InvoiceCheck.Check(stream, rules: rules);
        var found = result.Findings.Where(f => f.Rule == test.Rule).ToList();
        var isAsSaid = result.Fault is null && (test.Severity is not { } severity ? found.Count == 0
            : found.TrueForAll(f => f.Severity == severity) && (test.Times is { } times ? found.Count == times : found.Count > 0));
        var syntax = result.Format == InvoiceFormat.CiiInvoice ? "CII" : result.Format == InvoiceFormat.None ? "neither" : "UBL";
        return (test, syntax, isAsSaid ? null : $"expected {Expected(test)}, got {Got(result.Fault, found)}");
    }

    private static string Expected(TestCase test) => test.Severity is { } severity ? $"{test.Times ?? 1} {severity}" : "nothing";

    private static string Got(ReadFault? fault, List<Finding> found)
        => fault is not null ? $"{fault.Kind} ({fault.Detail})" : found.Count == 0 ? "nothing" : string.Join(", ", found.CountBy(f => f.Severity).Select(c => $"{c.Value} {c.Key}"));
}
