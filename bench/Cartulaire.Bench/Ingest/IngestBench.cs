using System.Diagnostics;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Ingest;

/// <summary>Taking in without reading: 16 clients over HTTP, the verb <c>import</c>, and the bare disk, in turn, with files of their own each time.</summary>
internal static class IngestBench
{
    private const int Threads = 16;

    public static async Task<int> RunAsync(string program, int pieces, int rounds, CancellationToken ct)
    {
        Machine.Print($"ingest {program} {pieces} {rounds}");
        Console.WriteLine($"{rounds} rounds of {pieces} files of 80 to 120 KB, {Threads} clients; reading off (the server finds no sandbox: files are kept, their jobs wait)\n");
        var folder = Directory.CreateTempSubdirectory("cartulaire-bench-").FullName;
        try
        {
            var product = new Published(program, Path.Join(folder, "data"));
            var token = await product.GiveSartAsync(ct);
            var disk = new BareDisk(Path.Join(folder, "bare"));
            await using var server = await product.ServeAsync(reading: false, ct);
            using var client = server.Client(token);
            var (clients, pile) = (new Clients(client), new Pile());
            await clients.RunAsync(pile.Next(Math.Min(pieces, 300)), Threads, ct);
            List<Pass> bare = [], http = [], import = [], known = [];
            var (ours, its) = (0.0, 0.0);
            for (var round = 0; round < rounds; round++)
            {
                bare.Add(await disk.RunAsync(pile.Next(pieces), Threads));
                var sent = pile.Next(pieces);
                var (begun, self) = (server.Figures.Processor, Environment.CpuUsage.TotalTime);
                http.Add(await clients.RunAsync(sent, Threads, ct));
                its += server.Figures.Processor - begun;
                ours += (Environment.CpuUsage.TotalTime - self).TotalSeconds;
                known.Add(await clients.RunAsync(sent, Threads, ct));
                import.Add(await ImportAsync(product, folder, pile.Next(pieces), ct));
                Console.Error.WriteLine($"round {round + 1}: bare {bare[^1].PerSecond:F0}/s, HTTP {http[^1].PerSecond:F0}/s, known bytes {known[^1].PerSecond:F0}/s, import {import[^1].PerSecond:F0}/s");
            }

            Console.WriteLine("| way | files/s, median of the rounds | / bare, median of the rounds | p50 ms | p99 ms | slowest ms |");
            Console.WriteLine("|---|---|---|---|---|---|");
            Line("bare write, fsync, rename, fsync of the folder", bare, bare);
            Line("HTTP", http, bare);
            Line("HTTP, bytes already known", known, bare);
            Line("`cartulaire import` beside the server, start of the program included", import, bare);
            var count = (double)pieces * rounds;
            Console.WriteLine($"\nprocessor time per file over HTTP: server {1000 * its / count:F2} ms, the bench's clients {1000 * ours / count:F2} ms; server afterwards: {server.Figures}; {Machine.Load}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Line(string way, List<Pass> passes, List<Pass> bare)
    {
        var all = Pass.Of(passes);
        var times = all.Times.Count == 0 ? "| | |" : $"{all.At(0.5):F1} | {all.At(0.99):F1} | {all.At(1):F1}";
        Console.WriteLine($"| {way} | {Median(passes.Select(p => p.PerSecond)):F0} | {Median(passes.Zip(bare, (p, b) => p.PerSecond / b.PerSecond)):F2} | {times} |");
    }

    private static async Task<Pass> ImportAsync(Published product, string folder, IReadOnlyList<byte[]> pieces, CancellationToken ct)
    {
        var inbox = Directory.CreateDirectory(Path.Join(folder, "to-import")).FullName;
        foreach (var (bytes, n) in pieces.Select((p, n) => (p, n)))
        {
            await File.WriteAllBytesAsync(Path.Join(inbox, $"scan-{n:00000}.pdf"), bytes, ct);
        }

        // What the files themselves cost the disk is not the import's.
        using (var sync = Process.Start("sync"))
        {
            await sync.WaitForExitAsync(ct);
        }

        var started = Stopwatch.GetTimestamp();
        await product.RunAsync(["import", "--administration", "sart", "--type", "incoming-mail", .. Directory.EnumerateFiles(inbox).Order(StringComparer.Ordinal)], null, ct);
        var took = Stopwatch.GetElapsedTime(started);
        Directory.Delete(inbox, recursive: true);
        return new Pass(pieces.Count, took, []);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
