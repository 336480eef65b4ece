namespace Cartulaire.Bench.Search;

/// <summary>Prints the section of docs/benchmarks.md.</summary>
internal static class SearchReport
{
    public static async Task PrintAsync(ServerProcess server, SearchFolder folder, SearchState state, (Side Bare, Side Ordinary, Side Administrator) m, CancellationToken ct)
    {
        using var ordinary = server.Client(state.Ordinary);
        using var administrator = server.Client(state.Administrator);
        var (mine, all) = (await SearchMeasure.TotalAsync(ordinary, "type:incoming-mail", ct), await SearchMeasure.TotalAsync(administrator, "type:incoming-mail", ct));
        var entries = (long)state.Records * (1 + SeedRecord.Documents3);
        Console.WriteLine($"""

            ## Search

            {state.Records:N0} records of three documents ({entries:N0} entries of the index), {state.Sets:N0} access sets, {SeedTown.Groups} services; the ordinary user reads {100.0 * mine / all:F1} % of the records.
            Seeded in {state.SeedSeconds:F0} s; index built by the program in {state.IndexSeconds:F0} s ({entries / state.IndexSeconds:N0} entries/s); {SearchFolder.Size(folder.Index) >> 20:N0} MiB of index, {SearchFolder.Size(folder.Data) >> 20:N0} MiB in all.

            | two clients | queries/s (median; range of rounds) | of the bare loop | CPU-ms a query | p50 ms | p95 ms |
            |---|---|---|---|---|---|
            """);
        foreach (var side in new[] { m.Bare, m.Ordinary, m.Administrator })
        {
            Console.WriteLine($"| {side.Name} | {side.Rate:F0} ({side.Spread}) | {side.Rate / m.Bare.Rate:F2} | {side.Cost:F2} | {side.At(50):F1} | {side.At(95):F1} |");
        }

        Console.WriteLine($"""

            Ordinary user / administrator: {m.Ordinary.Rate / m.Administrator.Rate:F2} of the queries/s. Common words (both classes), ordinary user: p95 {m.Ordinary.At(95, QueryClass.Common, QueryClass.CommonNewest):F1} ms.

            | class | weight | bare: found, p50, p95 | ordinary: found, p50, p95 | administrator: found, p50, p95 |
            |---|---|---|---|---|
            """);
        foreach (var (kind, (name, weight)) in MixedQueries.Classes)
        {
            Console.WriteLine($"| {name} | {weight} % | {Cell(m.Bare, kind)} | {Cell(m.Ordinary, kind)} | {Cell(m.Administrator, kind)} |");
        }

        Console.WriteLine("\n| list page | p50 ms | p95 ms | bytes |\n|---|---|---|---|");
        foreach (var (name, address) in new[] { ("newest 50 of all, page", "/sart/list"), ("my services' work, page", "/sart/list/to-treat"), ("the same over REST", "dashboards/to-treat?limit=50"), ("home page with counted lists", "/sart/") })
        {
            var (p50, p95, bytes) = await SearchMeasure.PageAsync(ordinary, address, 60, ct);
            Console.WriteLine($"| {name} | {p50:F1} | {p95:F1} | {bytes:N0} |");
        }

        var (own, resident) = server.Memory();
        Console.WriteLine($"\nMemory of the server: {own >> 20:N0} MiB of its own, {resident >> 20:N0} MiB resident with mapped files.");
    }

    private static string Cell(Side side, QueryClass kind) => $"{side.Total(kind):N0}, {side.At(50, kind):F1}, {side.At(95, kind):F1}";
}
