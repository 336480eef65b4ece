using System.Diagnostics;
using System.Globalization;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>
/// The same generated files checked here and by Saxon-HE with the official stylesheets of EN 16931.
/// Saxon runs them in one process of its own; what a run over a single empty document takes (start of the JVM, the stylesheet compiled) is taken off its time. Ours is the time from files to findings in this process, warm.
/// Compared is the time of processors, whichever did it: Saxon's compiler and collector run on another core beside it; its time by the clock stands there too.
/// </summary>
internal static class BesideSaxon
{
    private const int Files = 800;

    public static int Run(int seconds, string saxon, string ubl, string cii)
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-saxon-").FullName;
        try
        {
            GeneratedFiles.Write(folder, Files);
            Compare(seconds, "UBL", saxon, ubl, Path.Join(folder, "ubl"));
            Compare(seconds, "CII", saxon, cii, Path.Join(folder, "cii"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(int seconds, string syntax, string saxon, string stylesheet, string folder)
    {
        var files = Directory.GetFiles(folder);
        var nothing = Directory.CreateDirectory(folder + "-nothing").FullName;
        File.WriteAllText(Path.Join(nothing, "nothing.xml"), "<nothing/>");
        var (start, whole) = (Saxon(saxon, stylesheet, nothing), Saxon(saxon, stylesheet, folder));
        var (clock, processor) = ((whole.Clock - start.Clock) / files.Length, (whole.Processor - start.Processor) / files.Length);
        var ours = Ours(seconds, files);
        Console.WriteLine($"{syntax}, {files.Length} generated files, {files.Sum(f => new FileInfo(f).Length) / 1024 / files.Length} KB each: {ours.TotalMilliseconds:F3} ms of processor a file here; Saxon {processor.TotalMilliseconds:F1} ms of processor ({whole.Processor.TotalSeconds:F1} s less {start.Processor.TotalSeconds:F1} s to start), {processor / ours:F0} times; {clock.TotalMilliseconds:F1} ms by the clock with every core, {clock / ours:F0} times; {Machine.Load}");
    }

    private static TimeSpan Ours(int seconds, string[] files)
    {
        Pass(files);
        var (passes, watch, before) = (0, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (; watch.Elapsed.TotalSeconds < seconds; passes++)
        {
            Pass(files);
        }

        return (Environment.CpuUsage.TotalTime - before) / passes / files.Length;
    }

    private static void Pass(string[] files)
    {
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            InvoiceCheck.Check(stream, rules: RuleSet.En16931);
        }
    }

    // The shell tells what its children took of the processor.
    private static (TimeSpan Clock, TimeSpan Processor) Saxon(string saxon, string stylesheet, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\" 2>/dev/null; times", "sh", "java", "-cp", saxon, "net.sf.saxon.Transform", $"-s:{folder}", $"-xsl:{stylesheet}", $"-o:{Directory.CreateDirectory(folder + "-out").FullName}"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var children = shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        shell.WaitForExit();
        return (watch.Elapsed, children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Time).Aggregate(TimeSpan.Zero, (sum, t) => sum + t));
    }

    // Written as 1m2.345s.
    private static TimeSpan Time(string written)
        => written.TrimEnd('s').Split('m') is [var minutes, var seconds] ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : TimeSpan.Zero;
}
