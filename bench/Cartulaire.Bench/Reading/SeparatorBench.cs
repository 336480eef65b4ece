using System.Diagnostics;
using Cartulaire.App.Demonstration;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Bench.Reading;

/// <summary>200 printed separators and labels, scanned badly: how many are found, whether any is read wrong, how long each takes; and pages of letters, which carry none.</summary>
internal static class SeparatorBench
{
    private const int Count = 200;
    private const int Letters = 40;

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        Machine.Print("separators");
        var state = await SandboxProbe.TryAsync(ct);
        await using var pool = new WorkerPool(state, new WorkerOptions { Workers = 2 }, TimeProvider.System);
        var chance = new Random(20261123);
        var (found, wrong, time) = (0, 0, TimeSpan.Zero);
        var times = new List<double>();
        for (var i = 0; i < Count; i++)
        {
            var code = Code(i);
            var dpi = new[] { 150, 200, 240, 300 }[i % 4];
            var scan = await ScanAsync(pool, i, code, dpi, chance, ct);
            var watch = Stopwatch.StartNew();
            var codes = await CodesAsync(pool, scan, ct);
            time += watch.Elapsed;
            times.Add(watch.Elapsed.TotalMilliseconds);
            var read = SeparatorCode.Of(codes, code.Administration);
            found += read == code ? 1 : 0;
            wrong += read is not null && read != code ? 1 : 0;
            if (read != code)
            {
                Console.WriteLine($"missed {i}: {dpi} dpi, {(i % 3 == 2 ? "label" : "sheet")}, {codes.Count} codes seen");
            }
        }

        times.Sort();
        Console.WriteLine(Machine.Load);
        Console.WriteLine($"separators and labels: {found} of {Count} found, {wrong} wrong, {time.TotalMilliseconds / Count:0} ms each (p50 {times[Count / 2]:0}, slowest {times[^1]:0})");
        var (misread, letter) = await LettersAsync(pool, ct);
        Console.WriteLine($"pages of letters: {misread} of {Letters} taken for an order, {letter:0} ms each");
        wrong += misread;
        return wrong == 0 && found * 100 >= Count * 99 ? 0 : 1;
    }

    private static async Task<(int Wrong, double Time)> LettersAsync(WorkerPool pool, CancellationToken ct)
    {
        var letters = LetterBook.Read(new DateOnly(2026, 11, 23), 1).Where(l => l.Format is "pdf" or "scan" or "tiff").ToList();
        var (wrong, time) = (0, TimeSpan.Zero);
        for (var i = 0; i < Letters; i++)
        {
            var letter = letters[i % letters.Count];
            var scan = App.Demonstration.PageImage.Scan(letter, PageComposer.Compose(letter)[0], i, i % 2 == 0 ? 300 : 200);
            var watch = Stopwatch.StartNew();
            wrong += SeparatorCode.Of(await CodesAsync(pool, scan, ct), "sart") is null ? 0 : 1;
            time += watch.Elapsed;
        }

        return (wrong, time.TotalMilliseconds / Letters);
    }

    private static SeparatorCode Code(int i) => (i % 3) switch
    {
        0 => new(SeparatorKind.NewLetter, "sart", ""),
        1 => new(SeparatorKind.NewLetterForService, "sart", $"service-{i}"),
        _ => new(SeparatorKind.Record, "sart", $"2026-E-{i:00000}"),
    };

    /// <summary>Prints, lays askew, blurs, adds noise and shadow, and saves as a scanner does.</summary>
    private static async Task<byte[]> ScanAsync(WorkerPool pool, int i, SeparatorCode code, int dpi, Random chance, CancellationToken ct)
    {
        var pdf = code.Kind == SeparatorKind.Record
            ? Separators.LabelSheets([new(code.Value, "23 novembre 2026", code)], LabelGrid.ThreeByEight, i % 24)
            : Separators.Sheets([("Nouvelle lettre", code.Value, code)]);
        using var stream = new MemoryStream(pdf);
        await using var session = (await pool.OpenAsync("bench", stream, ContentSniffer.Sniff(pdf, null, null), ct)).Value;
        var page = (await session.PageImageAsync(1, (int)(8.2677 * dpi), ct)).Value;
        using var printed = Image.NewFromBuffer(page.Jpeg);
        using var grey = printed.Colourspace(Enums.Interpretation.Bw);
        using var askew = grey.Similarity(angle: (chance.NextDouble() * 5) - 2.5, background: [235]);
        using var turned = (i % 10) switch { 7 => askew.Rot(Enums.Angle.D90), 8 => askew.Rot(Enums.Angle.D180), _ => askew.Copy() };
        using var soft = turned.Gaussblur(0.3 + (chance.NextDouble() * 0.5));
        using var noise = Image.Gaussnoise(soft.Width, soft.Height, sigma: 8 + (chance.NextDouble() * 22), mean: 0, seed: i);
        using var dirty = ((soft * 0.8) + 30 + noise).Cast(Enums.BandFormat.Uchar);
        return dirty.JpegsaveBuffer(q: 70);
    }

    private static async Task<IReadOnlyList<Barcode>> CodesAsync(WorkerPool pool, byte[] scan, CancellationToken ct)
    {
        using var stream = new MemoryStream(scan);
        await using var session = (await pool.OpenAsync("bench", stream, ContentSniffer.Sniff(scan, null, null), ct)).Value;
        return (await session.BarcodesAsync(1, ct)).Value;
    }
}
