using System.Diagnostics;
using System.Globalization;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Bench.Reading;

/// <summary>Character error rate on real typewritten pages: bare tesseract against our reading, also with the pages turned.</summary>
internal static class OcrBench
{
    private static readonly int[] Turns = [0, 90, 180, 270];

    public static async Task<int> RunAsync(string samples, string only, CancellationToken ct)
    {
        Machine.Print($"ocr {samples} {only}");
        var state = await SandboxProbe.TryAsync(ct);
        await using var pool = new WorkerPool(state, new WorkerOptions { Workers = 1 }, TimeProvider.System);
        var rows = new List<(string Name, double Bare, double[] Ours)>();
        var (bareTime, ourTime) = (TimeSpan.Zero, new TimeSpan[Turns.Length]);
        foreach (var image in Directory.EnumerateFiles(Path.Combine(samples, "scans")).Where(path => !path.EndsWith(".xml", StringComparison.Ordinal) && path.Contains(only, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var truth = GroundTruth.Read(Path.ChangeExtension(image, ".xml"));
            var watch = Stopwatch.StartNew();
            var bare = GroundTruth.ErrorRate(truth, await BareTesseract.ReadAsync(image, ct));
            bareTime += watch.Elapsed;
            var ours = new double[Turns.Length];
            var said = "";
            for (var i = 0; i < Turns.Length; i++)
            {
                var bytes = Turned(image, Turns[i]);
                watch.Restart();
                var read = await OursAsync(pool, bytes, ct);
                ourTime[i] += watch.Elapsed;
                ours[i] = GroundTruth.ErrorRate(truth, read.Text);
                said += string.Create(CultureInfo.InvariantCulture, $" {read.Confidence:0}/{read.Rotation}/{read.Skew:0.0}");
            }

            rows.Add((Path.GetFileNameWithoutExtension(image), bare, ours));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows[^1].Name[^Math.Min(24, rows[^1].Name.Length)..]} | {bare:0.0} | {string.Join(" | ", ours.Select(rate => rate.ToString("0.0", CultureInfo.InvariantCulture)))} |{said}"));
        }

        Print("all", rows, bareTime, ourTime);

        if (only.Length == 0)
        {
            Print("typewritten", [.. rows.Where(row => !ScannedPile.HandWritten.Any(row.Name.Contains))], bareTime, ourTime);
        }

        return 0;
    }

    private static void Print(string name, List<(string Name, double Bare, double[] Ours)> rows, TimeSpan bareTime, TimeSpan[] ourTime)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} ({rows.Count}): bare median {Median(rows.Select(row => row.Bare)):0.0} mean {rows.Average(row => row.Bare):0.0}, {bareTime.TotalSeconds / rows.Count:0.00} s/page"));
        for (var i = 0; i < Turns.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  turned {Turns[i]}: median {Median(rows.Select(row => row.Ours[i])):0.0} mean {rows.Average(row => row.Ours[i]):0.0}, {ourTime[i].TotalSeconds / rows.Count:0.00} s/page"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } list ? list[list.Count / 2] : 0;

    private static byte[] Turned(string path, int degrees)
    {
        if (degrees == 0)
        {
            return File.ReadAllBytes(path);
        }

        using var image = Image.NewFromFile(path);
        using var turned = image.Rot(degrees switch { 90 => Enums.Angle.D90, 180 => Enums.Angle.D180, _ => Enums.Angle.D270 });
        return turned.JpegsaveBuffer(q: 95);
    }

    private static async Task<PageText> OursAsync(WorkerPool pool, byte[] bytes, CancellationToken ct)
    {
        using var stream = new MemoryStream(bytes);
        await using var session = (await pool.OpenAsync("bench", stream, ContentSniffer.Sniff(bytes, null, null), ct)).Value;
        return (await session.ReadPageAsync(1, ["fra"], ct)).Value;
    }
}
