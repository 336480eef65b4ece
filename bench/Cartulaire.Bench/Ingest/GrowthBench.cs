using Cartulaire.Bench.Search;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Ingest;

/// <summary>What one more letter costs in a store of ten thousand records and in a large one: two servers, in turn, the same files for both.</summary>
internal static class GrowthBench
{
    private const int Few = 10_000;
    private const int Threads = 16;

    public static async Task<int> RunAsync(string program, string folder, int records, int pieces, int rounds, CancellationToken ct)
    {
        Machine.Print($"growth {program} {folder} {records} {pieces} {rounds}");
        var (small, large) = (new SearchFolder(Path.Join(folder, "small")), new SearchFolder(Path.Join(folder, "large")));
        var (smallState, largeState) = (await Seeding.RunAsync(small, Few, ct), await Seeding.RunAsync(large, records, ct));
        await using var few = await new Published(program, small.Data).ServeAsync(reading: false, ct);
        await using var many = await new Published(program, large.Data).ServeAsync(reading: false, ct);
        using var toFew = few.Client(smallState.Administrator);
        using var toMany = many.Client(largeState.Administrator);
        var (first, second, pile) = (new Clients(toFew), new Clients(toMany), new Pile());
        await IndexedAsync(toFew, Few, ct);
        await IndexedAsync(toMany, records, ct);
        await RestingAsync(few, ct);
        await RestingAsync(many, ct);
        await first.RunAsync(pile.Next(300), Threads, ct);
        await second.RunAsync(pile.Next(300), Threads, ct);
        List<Pass> a = [], b = [];
        List<double> times = [], costs = [];
        for (var round = 0; round < rounds; round++)
        {
            var sent = pile.Next(pieces);
            var (begun, begunMany) = (few.Figures.Processor, many.Figures.Processor);
            a.Add(await first.RunAsync(sent, Threads, ct));
            var between = few.Figures.Processor;
            b.Add(await second.RunAsync(sent, Threads, ct));
            times.Add(b[^1].Took / a[^1].Took);
            costs.Add((many.Figures.Processor - begunMany) / (between - begun));
        }

        Console.WriteLine("\n| records before | files/s | p50 ms | p99 ms | slowest ms |\n|---|---|---|---|---|");
        foreach (var (size, pass) in new[] { (Few, Pass.Of(a)), (records, Pass.Of(b)) })
        {
            Console.WriteLine($"| {size:N0} | {pass.PerSecond:F0} | {pass.At(0.5):F1} | {pass.At(0.99):F1} | {pass.At(1):F1} |");
        }

        times.Sort();
        costs.Sort();
        Console.WriteLine($"\n{records:N0} against {Few:N0}, median of {rounds}: time {times[rounds / 2]:F2}, processor {costs[rounds / 2]:F2}; {Machine.Load}");
        return 0;
    }

    // An index that is rebuilt, a learner that catches up: what goes on behind is no cost of adding.
    private static async Task RestingAsync(Served server, CancellationToken ct)
    {
        for (var before = server.Figures.Processor; ; before = server.Figures.Processor)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), ct);
            if (server.Figures.Processor - before < 0.25)
            {
                return;
            }
        }
    }

    // The program builds the index by itself at its first start; adding is measured beside a whole one.
    private static async Task IndexedAsync(HttpClient client, int records, CancellationToken ct)
    {
        while (true)
        {
            var answer = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync(new Uri("sart/api/v1/search?q=type%3Aincoming-mail&limit=1&size=1&extracts=false", UriKind.Relative), ct))!;
            if (answer["total"]!.GetValue<long>() >= records)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }
    }
}
