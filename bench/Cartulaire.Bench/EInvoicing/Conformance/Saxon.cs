using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cartulaire.Bench.EInvoicing.Conformance;

/// <summary>What the official side says of one file.</summary>
/// <param name="Findings">What it found; null when it gave up.</param>
/// <param name="Error">Why it gave up, or which error it passed over: a rule whose place cannot be told (its pattern ends in an error) is left out without a word in the result. Null when nothing went wrong.</param>
internal sealed record Verdict(List<Told>? Findings, string? Error);

/// <summary>Saxon-HE with an official stylesheet: a thousand files by one process, as the stylesheet takes longest to compile.</summary>
/// <param name="jar">What java finds it by.</param>
/// <param name="stylesheet">The stylesheet.</param>
internal sealed partial class Saxon(string jar, string stylesheet)
{
    private const int Together = 1_000;

    /// <summary>What it says of each file.</summary>
    public Dictionary<string, Verdict> Judge(IEnumerable<string> files)
    {
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var some in files.Chunk(Together))
        {
            Judge(some, verdicts);
        }

        return verdicts;
    }

    // One file may end the process, or take all memory: the others are tried again without those done, then one by one.
    private void Judge(string[] files, Dictionary<string, Verdict> verdicts)
    {
        for (var left = files; left.Length > 0;)
        {
            Run(left, verdicts);
            var rest = Array.FindAll(left, f => !verdicts.ContainsKey(f));
            if (rest.Length == left.Length)
            {
                Array.ForEach(rest, file => JudgeAlone(file, verdicts));
                return;
            }

            left = rest;
        }
    }

    private void JudgeAlone(string file, Dictionary<string, Verdict> verdicts)
    {
        Run([file], verdicts);
        verdicts.TryAdd(file, new Verdict(null, "Saxon ended without a word"));
    }

    private void Run(string[] files, Dictionary<string, Verdict> verdicts)
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-saxon-").FullName;
        try
        {
            var (from, to) = (Directory.CreateDirectory(Path.Join(folder, "in")).FullName, Directory.CreateDirectory(Path.Join(folder, "out")).FullName);
            foreach (var (place, file) in files.Index())
            {
                File.Copy(file, Path.Join(from, Name(place)));
            }

            var errors = Errors(Transform(from, to));
            foreach (var (place, file) in files.Index())
            {
                var (passedOver, gaveUp) = errors.GetValueOrDefault(Name(place));
                if (gaveUp is not null)
                {
                    verdicts[file] = new Verdict(null, gaveUp);
                }
                else if (Svrl.Read(Path.Join(to, Name(place))) is { } findings)
                {
                    verdicts[file] = new Verdict(findings, passedOver);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What Saxon writes to its log; -t makes it say which file it is at.
    private string[] Transform(string from, string to)
    {
        using var java = Process.Start(new ProcessStartInfo("java", ["-cp", jar, "net.sf.saxon.Transform", "-t", $"-s:{from}", $"-xsl:{stylesheet}", $"-o:{to}"]) { RedirectStandardError = true, UseShellExecute = false })!;
        var log = java.StandardError.ReadToEnd().Split('\n');
        java.WaitForExit();
        return Array.Exists(log, Begins.IsMatch) ? log : throw new InvalidOperationException($"Saxon began with no file:\n{string.Join('\n', log.TakeLast(20))}");
    }

    // Of each file, by its name: the first error passed over, and the one that ended it.
    private static Dictionary<string, (string? PassedOver, string? GaveUp)> Errors(string[] log)
    {
        var (errors, now) = (new Dictionary<string, (string? PassedOver, string? GaveUp)>(StringComparer.Ordinal), "");
        foreach (var line in log)
        {
            if (Begins.Match(line) is { Success: true } begins)
            {
                now = begins.Groups["name"].Value;
            }
            else if (line.Contains("error occurred matching pattern", StringComparison.Ordinal))
            {
                errors[now] = (errors.GetValueOrDefault(now).PassedOver ?? line.Trim(), null);
            }
            else if (Ends.Match(line) is { Success: true } ends)
            {
                errors[ends.Groups["name"].Value] = (null, ends.Groups["why"].Value.Trim());
            }
        }

        return errors;
    }

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"{place:00000}.xml");

    [GeneratedRegex(@"^Processing .*/(?<name>\d+\.xml)", RegexOptions.NonBacktracking)]
    private static partial Regex Begins { get; }

    [GeneratedRegex(@"^While processing (?<name>\d+\.xml): (?<why>.*)", RegexOptions.NonBacktracking)]
    private static partial Regex Ends { get; }
}
