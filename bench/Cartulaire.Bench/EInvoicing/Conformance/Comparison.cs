using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>Invoices checked here and by Saxon-HE with the official stylesheets: rule, severity and place of each finding, and how often.</summary>
internal static class Comparison
{
    /// <summary>Findings of a file that are printed, of each side.</summary>
    private const int Printed = 5;

    /// <param name="folder">The invoices: each .xml in it.</param>
    /// <param name="saxon">Saxon-HE, as java's class path.</param>
    /// <param name="official">An official stylesheet; for Factur-X the folder that holds those of its profiles.</param>
    /// <param name="rules">The rules that the stylesheet is of.</param>
    public static int Run(string folder, string saxon, string official, RuleSet rules)
    {
        Machine.Print($"einvoicing-compare {folder} {saxon} {official} {rules}");
        var (stylesheets, files) = (Stylesheet.Of(official), InvoiceFiles.Of(folder));
        var isSame = true;
        var here = files.ConvertAll(file => Check(file, rules));
        var shares = here.ToLookup(checkedHere => stylesheets.Find(s => s.IsFor(checkedHere.Result, rules)));
        foreach (var stylesheet in stylesheets.Where(shares.Contains))
        {
            isSame &= Compare(stylesheet, [.. shares[stylesheet]], folder, saxon, rules);
        }

        if (shares[null].Count() is > 0 and var others)
        {
            Console.WriteLine($"left out, as of another syntax or profile or no invoices: {others:N0}");
        }

        return files.Count == 0 ? 64 : isSame ? 0 : 1;
    }

    private static (string File, CheckedInvoice Result) Check(string file, RuleSet rules)
    {
        using var stream = File.OpenRead(file);
        return (file, InvoiceCheck.Check(stream, rules: rules));
    }

    private static bool Compare(Stylesheet stylesheet, List<(string File, CheckedInvoice Result)> here, string folder, string saxon, RuleSet rules)
    {
        var (tally, verdicts) = (new ComparisonTally(), new Saxon(saxon, stylesheet.File).Judge(here.Select(h => h.File)));
        foreach (var (file, result) in here)
        {
            var (officially, error) = verdicts[file];
            var ours = result.Findings.Where(f => stylesheet.Tells(f, rules)).Select(f => new Told(f.Rule, f.Severity, f.Location)).ToList();
            var what = tally.Add(ours, officially, error, result.Fault);
            if (what is Outcome.Equal)
            {
                continue;
            }

            Console.WriteLine($"{Path.GetRelativePath(folder, file)}: {ComparisonTally.Word(what)}{(error is null ? "" : $": {error}")}");
            if (what is Outcome.Different)
            {
                Print("here", result.Fault is { } fault ? [$"{fault.Kind} ({fault.Detail})"] : Told.Only(ours, officially!).ConvertAll(t => t.ToString()));
                Print("officially", Told.Only(officially!, ours).ConvertAll(t => t.ToString()));
            }
        }

        Console.WriteLine($"{Path.GetFileName(stylesheet.File)}: {tally}");
        return tally.IsSame;
    }

    private static void Print(string side, List<string> only)
    {
        foreach (var told in only.Take(Printed))
        {
            Console.WriteLine($"    only {side}: {told}");
        }

        if (only.Count > Printed)
        {
            Console.WriteLine($"    only {side}: {only.Count - Printed} more");
        }
    }
}
