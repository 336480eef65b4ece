using System.Diagnostics;
using System.Globalization;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>
/// Spoils the .xml files of a folder at random and hands them to each way in. Whatever a file contains: no exception, at most 2 s of processor time for a MB (or for less), and at most 64 MB and 100 bytes a byte allocated.
/// What breaks this is kept in <c>found</c>; the same folder, seed and number give the same file.
/// </summary>
internal static class FuzzBench
{
    private const long Allocated = 64 << 20;

    private const int AllocatedPerByte = 100;

    private static readonly TimeSpan PerMegabyte = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Hopeless = TimeSpan.FromMinutes(2);

    public static int Run(string folder, int seconds, int seed, int first)
    {
        Machine.Print(string.Create(CultureInfo.InvariantCulture, $"einvoicing-fuzz {folder} {seconds} {seed} {first}"));
        var found = Path.Join(folder, "found");
        var samples = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Where(f => !f.StartsWith(found, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        if (samples.Count == 0)
        {
            Console.Error.WriteLine($"No .xml in {folder}: einvoicing-files writes some.");
            return 64;
        }

        Directory.CreateDirectory(found);
        using var tally = new FuzzTally(found);
        using var watch = new Timer(_ => tally.EndIfOlderThan(Hopeless), null, Hopeless, Hopeless / 4);
        var (clock, number) = (Stopwatch.StartNew(), first);
        for (; clock.Elapsed.TotalSeconds < seconds; number++)
        {
            var content = new Fuzzer(samples, new Random(unchecked((seed * 1_000_003) + number))).Next();
            foreach (var (name, run) in FuzzTargets.All)
            {
                tally.Begin(number, name, content);
                tally.End(Try(run, content));
            }
        }

        tally.Print(samples.Count, number - first, clock.Elapsed);
        return tally.Found == 0 ? 0 : 1;
    }

    // What is wrong; null when nothing is.
    private static (string? Wrong, TimeSpan Time, long Bytes) Try(Action<Stream> run, byte[] content)
    {
        var (before, cpu) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        string? wrong = null;
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            run(stream);
        }
        catch (Exception e)
        {
            wrong = e.ToString();
        }

        var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread() - before, Environment.CpuUsage.TotalTime - cpu);
        wrong ??= time > PerMegabyte * Math.Max(1, content.Length / 1048576.0) ? $"took {time.TotalSeconds:F1} s" : null;
        wrong ??= bytes > Allocated + ((long)AllocatedPerByte * content.Length) ? $"allocated {bytes >> 20} MB" : null;
        return (wrong, time, bytes);
    }
}
