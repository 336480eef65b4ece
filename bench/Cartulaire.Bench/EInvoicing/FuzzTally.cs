using System.Diagnostics;
using System.Globalization;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>What a fuzzing run has met: counts, the worst, and the files that are kept.</summary>
internal sealed class FuzzTally(string folder) : IDisposable
{
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);
    private readonly FileStream last = new(Path.Join(folder, "last"), FileMode.Create);
    private (int Number, string Target, byte[] Content) now = (0, "", []);
    private (TimeSpan Time, string What) slowest;
    private (long Bytes, string What) hungriest;
    private long started = Stopwatch.GetTimestamp();

    /// <summary>How many files broke a promise.</summary>
    public int Found => found.Values.Sum();

    /// <summary>A file is about to be tried: its number is written down first, should the process die of it.</summary>
    public void Begin(int number, string target, byte[] content)
    {
        (now, started) = ((number, target, content), Stopwatch.GetTimestamp());
        last.Position = 0;
        last.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number:0000000000}\n")));
        last.Flush();
    }

    public void End((string? Wrong, TimeSpan Time, long Bytes) result)
    {
        var what = $"{now.Content.Length / 1024.0:F0} KB, number {now.Number}, {now.Target}";
        slowest = result.Time > slowest.Time ? (result.Time, what) : slowest;
        hungriest = result.Bytes > hungriest.Bytes ? (result.Bytes, what) : hungriest;
        if (result.Wrong is { } wrong)
        {
            Keep(wrong);
        }
    }

    /// <summary>Keeps a file that never ends, and ends the process.</summary>
    public void EndIfOlderThan(TimeSpan age)
    {
        if (Stopwatch.GetElapsedTime(started) > age)
        {
            Keep("does not end");
            Environment.Exit(1);
        }
    }

    public void Print(int samples, int files, TimeSpan time)
    {
        Console.WriteLine($"{samples} samples, {files} files in {time.TotalSeconds:F0} s, each in {FuzzTargets.All.Length} ways: {Found} broke a promise");
        Console.WriteLine($"slowest {slowest.Time.TotalMilliseconds:F0} ms of processor ({slowest.What}); most memory {hungriest.Bytes / 1048576.0:F1} MB allocated ({hungriest.What}); {Machine.Load}");
        foreach (var (wrong, count) in found.OrderByDescending(f => f.Value))
        {
            Console.WriteLine($"{count} x {wrong}");
        }
    }

    public void Dispose() => last.Dispose();

    // Of one kind (the first lines of an exception) three files are kept.
    private void Keep(string wrong)
    {
        var kind = $"{now.Target}: {string.Join(" | ", wrong.Split('\n').Take(3).Select(l => l.Trim()))}";
        kind = wrong.Contains('\n', StringComparison.Ordinal) ? kind : $"{now.Target}: {wrong.Split(' ')[0]}";
        found[kind] = found.GetValueOrDefault(kind) + 1;
        if (found[kind] <= 3)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{now.Number}-{now.Target.Replace(' ', '-')}");
            File.WriteAllBytes(Path.Join(folder, name + ".xml"), now.Content);
            File.WriteAllText(Path.Join(folder, name + ".txt"), wrong);
        }
    }
}
