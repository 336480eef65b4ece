using System.Diagnostics;

namespace Cartulaire.Bench.Search;

/// <summary>
/// A million records of three documents in a real data folder, searched over HTTP by an ordinary user and an administrator, beside a bare Lucene loop on the same index.
/// Phases (seed, index, measure) leave what they made: what is whole is not made again.
/// </summary>
internal static class SearchBench
{
    public static async Task<int> RunAsync(string path, int records, int rounds, int seconds, string program, CancellationToken ct)
    {
        Machine.Print($"search {path} {records} {rounds} {seconds} {program}");
        var folder = new SearchFolder(Path.GetFullPath(path));
        var state = await Seeding.RunAsync(folder, records, ct);
        var executable = Path.GetFullPath(Path.Join(program, "cartulaire"));
        await using (var server = await ServerProcess.StartAsync(executable, folder.Data, ct))
        {
            state = await IndexAsync(server, folder, state, ct);
            var measured = await new SearchMeasure(server, folder, state).RunAsync(rounds, seconds, ct);
            await SearchReport.PrintAsync(server, folder, state, measured, ct);
        }

        await SearchChanges.PrintAsync(folder, state, ct);
        return 0;
    }

    /// <summary>Waits until the program has built its index by itself, and says how long it took.</summary>
    private static async Task<SearchState> IndexAsync(ServerProcess server, SearchFolder folder, SearchState state, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var client = server.Client(state.Administrator);
        while (await SearchMeasure.TotalAsync(client, "type:incoming-mail", ct) < state.Records)
        {
            await Task.Delay(500, ct);
            if (watch.Elapsed.TotalSeconds > 7_200)
            {
                throw new TimeoutException("The index is not complete after two hours.");
            }
        }

        if (state.IndexSeconds == 0)
        {
            state = state with { IndexSeconds = watch.Elapsed.TotalSeconds };
            folder.Write(state);
            Console.WriteLine($"index built by the program: {state.IndexSeconds:F0} s, {state.Records * (1 + SeedRecord.Documents3) / state.IndexSeconds:F0} entries/s, {server.Cpu().TotalSeconds:F0} CPU-s");
        }

        return state;
    }
}
