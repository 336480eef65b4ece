using System.Text.RegularExpressions;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>What strace wrote, as calls in the order in which they ended (answers: in which they began).</summary>
internal sealed partial class CallTrace
{
    private readonly IReadOnlyList<string> calls;

    private CallTrace(IReadOnlyList<string> calls) => this.calls = calls;

    public int Count => calls.Count;

    public static async Task<CallTrace> ReadAsync(string file)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        var ended = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))
        {
            var pid = line.Split(' ', 2)[0];
            if (IsAnswer(line))
            {
                ended.Add(line);
            }
            else if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                begun[pid] = line;
            }
            else
            {
                ended.Add(line.Contains(" resumed>", StringComparison.Ordinal) && begun.Remove(pid, out var first) ? first + line : line);
            }
        }

        return new CallTrace(ended);
    }

    /// <summary>The same without the calls that match: what a program that left them out would have done.</summary>
    public CallTrace Without(Func<string, bool> match) => new([.. calls.Where(c => !match(c))]);

    /// <summary>Where an answer with a status leaves, after a place.</summary>
    public int Answer(int after, int status) => Find(after, calls.Count, l => IsAnswer(l) && l.Contains($"HTTP/1.1 {status}", StringComparison.Ordinal));

    /// <summary>Looks for the steps one after the other between two places.</summary>
    /// <returns>The first that is missing there, or null.</returns>
    public string? Missing(int after, int before, IEnumerable<(string Name, Func<string, bool> Match)> steps)
    {
        foreach (var (name, match) in steps)
        {
            after = Find(after, before, match);
            if (after < 0)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>A flush of whatever has this in its path.</summary>
    public static Func<string, bool> Flush(string path) => line => Sync().IsMatch(line) && line.Contains(path, StringComparison.Ordinal) && !line.Contains("= -1", StringComparison.Ordinal);

    /// <summary>A rename to a name.</summary>
    public static Func<string, bool> Rename(string name) => line => line.Contains("rename", StringComparison.Ordinal) && line.Contains(name + "\"", StringComparison.Ordinal);

    /// <summary>Name under which bytes arrived that were then renamed.</summary>
    public string Temporary(string digest)
        => calls.Where(Rename(digest)).Select(l => Arriving().Match(l)).First(m => m.Success).Groups["name"].Value;

    private int Find(int after, int before, Func<string, bool> match)
    {
        for (var n = after + 1; n < Math.Min(before, calls.Count); n++)
        {
            if (match(calls[n]))
            {
                return n;
            }
        }

        return -1;
    }

    private static bool IsAnswer(string line) => line.Contains("\"HTTP/1.1 ", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(fsync|fdatasync)\(\d+<", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sync();

    [GeneratedRegex("/arriving/(?<name>[0-9a-f]{32})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arriving();
}
