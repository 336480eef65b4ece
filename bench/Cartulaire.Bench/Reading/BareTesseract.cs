using System.Diagnostics;

namespace Cartulaire.Bench.Reading;

/// <summary>The yardstick: tesseract alone, outside the sandbox (the samples are ours).</summary>
internal static class BareTesseract
{
    /// <summary>Reads one picture.</summary>
    public static async Task<string> ReadAsync(string image, CancellationToken ct)
    {
        using var process = Start(image);
        var errors = process.StandardError.ReadToEndAsync(ct);
        var text = await process.StandardOutput.ReadToEndAsync(ct);
        await errors;
        await process.WaitForExitAsync(ct);
        return text;
    }

    /// <summary>Reads many, one process per core, each given its share as a list: the language is loaded once.</summary>
    public static async Task<TimeSpan> ReadAllAsync(IReadOnlyList<string> images, string folder, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async core =>
        {
            var list = Path.Combine(folder, $"share-{core}.txt");
            await File.WriteAllLinesAsync(list, images.Where((_, i) => i % Environment.ProcessorCount == core), ct);
            await ReadAsync(list, ct);
        }));
        return watch.Elapsed;
    }

    private static Process Start(string input)
    {
        // As nice as the product's own workers: on a busy machine the two are served alike.
        var start = new ProcessStartInfo("nice", ["-n", "5", "tesseract", input, "stdout", "-l", "fra", "--psm", "3"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("tesseract did not start");
    }
}
