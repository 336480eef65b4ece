using System.Diagnostics;
using Cartulaire.EInvoicing;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>
/// The same generated files checked here and by Saxon-HE with the official stylesheets of EN 16931.
/// Saxon runs them in one process of its own; what a run over a single empty document takes (start of the JVM, the stylesheet compiled) is taken off its time. Ours is the time from files to findings in this process, on one core, warm.
/// </summary>
internal static class BesideSaxon
{
    private const int Files = 400;

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
        var theirs = (whole - start).TotalMilliseconds / files.Length;
        var ours = Ours(seconds, files);
        Console.WriteLine($"{syntax}, {files.Length} generated files, {files.Sum(f => new FileInfo(f).Length) / 1024 / files.Length} KB each: {ours:F3} ms a file here, {theirs:F1} ms by Saxon ({whole.TotalSeconds:F1} s less {start.TotalSeconds:F1} s to start): {theirs / ours:F0} times; {Machine.Load}");
    }

    private static double Ours(int seconds, string[] files)
    {
        Pass(files);
        var (passes, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed.TotalSeconds < seconds; passes++)
        {
            Pass(files);
        }

        return watch.Elapsed.TotalMilliseconds / passes / files.Length;
    }

    private static void Pass(string[] files)
    {
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            InvoiceCheck.Check(stream, rules: RuleSet.En16931);
        }
    }

    private static TimeSpan Saxon(string saxon, string stylesheet, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var java = Process.Start("java", ["-cp", saxon, "net.sf.saxon.Transform", $"-s:{folder}", $"-xsl:{stylesheet}", $"-o:{Directory.CreateDirectory(folder + "-out").FullName}"]);
        java.WaitForExit();
        return watch.Elapsed;
    }
}
