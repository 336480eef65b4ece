using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cartulaire.Bench.Search;

/// <summary>Times of one side of the comparison.</summary>
internal sealed class Side(string name)
{
    private readonly ConcurrentBag<(QueryClass Kind, double Milliseconds, long Total)> times = [];
    private readonly List<double> rates = [];
    private readonly List<double> costs = [];

    public string Name { get; } = name;

    /// <summary>Searches per second: the median of the rounds.</summary>
    public double Rate => Percentile([.. rates], 50);

    public string Spread => $"{rates.Min():F0}–{rates.Max():F0}";

    public void Add(QueryClass kind, double milliseconds, long total) => times.Add((kind, milliseconds, total));

    /// <summary>Processor time of a search in milliseconds, client and server together: the median of the rounds. It says more than the clock on a busy machine.</summary>
    public double Cost => Percentile([.. costs], 50);

    public void AddRound(double rate, double cost)
    {
        rates.Add(rate);
        costs.Add(cost);
    }

    /// <summary>A percentile of one class, or of all.</summary>
    public double At(int percent, params QueryClass[] kinds) => Percentile([.. times.Where(t => kinds.Length == 0 || kinds.Contains(t.Kind)).Select(t => t.Milliseconds)], percent);

    public double Total(QueryClass kind) => times.Where(t => t.Kind == kind).Select(t => (double)t.Total).DefaultIfEmpty().Average();

    public static double Percentile(List<double> all, int percent)
    {
        all.Sort();
        return all.Count == 0 ? double.NaN : all[Math.Min(all.Count - 1, all.Count * percent / 100)];
    }
}

/// <summary>The bare loop, the ordinary user and the administrator in turn, two clients each, so that whatever else the machine does weighs on all alike.</summary>
internal sealed class SearchMeasure(ServerProcess server, SearchFolder folder, SearchState state)
{
    private const int Clients = 2;

    private readonly Town town = new();

    /// <summary>Measures so many rounds of so many seconds.</summary>
    public async Task<(Side Bare, Side Ordinary, Side Administrator)> RunAsync(int rounds, int seconds, CancellationToken ct)
    {
        using var yardstick = new Yardstick(folder.Index);
        using var ordinary = server.Client(state.Ordinary);
        using var administrator = server.Client(state.Administrator);
        (Side Side, Func<MixedQuery, CancellationToken, Task<long>> Ask)[] sides =
        [
            (new Side("bare Lucene loop"), (q, _) => Task.FromResult((long)yardstick.Run(q))),
            (new Side("ordinary user"), (q, c) => AskAsync(ordinary, q, c)),
            (new Side("administrator"), (q, c) => AskAsync(administrator, q, c)),
        ];
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (side, ask) in sides)
            {
                // The round before the first warms everything up and is not counted.
                await RoundAsync(round < 0 ? new Side("warm") : side, ask, round, round < 0 ? Math.Max(5, seconds / 2) : seconds, ct);
            }

            Console.WriteLine(round < 0 ? "  warm" : $"  round {round + 1} of {rounds}: {string.Join(", ", sides.Select(s => $"{s.Side.Name} {s.Side.Rate:F0}/s {s.Side.Cost:F2} CPU-ms"))}");
        }

        return (sides[0].Side, sides[1].Side, sides[2].Side);
    }

    /// <summary>p50 and p95 of one address, asked over and over by one client.</summary>
    public static async Task<(double P50, double P95, int Bytes)> PageAsync(HttpClient client, string address, int times, CancellationToken ct)
    {
        var all = new List<double>();
        var bytes = 0;
        for (var i = -10; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), ct);
            bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct)).Length;
            if (i >= 0)
            {
                all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (Side.Percentile(all, 50), Side.Percentile(all, 95), bytes);
    }

    /// <summary>How many records a search finds.</summary>
    public static async Task<long> TotalAsync(HttpClient client, string query, CancellationToken ct)
        => (await SearchAsync(client, $"search?q={Uri.EscapeDataString(query)}&limit=1&extracts=false", ct))["total"]!.GetValue<long>();

    public static async Task<JsonNode> SearchAsync(HttpClient client, string address, CancellationToken ct)
        => JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative), ct))!;

    private async Task RoundAsync(Side side, Func<MixedQuery, CancellationToken, Task<long>> ask, int round, int seconds, CancellationToken ct)
    {
        var cpu = Cpu();
        var watch = Stopwatch.StartNew();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(
            async () =>
            {
                foreach (var query in MixedQueries.Draw(town, 100_000, ((round + 2) * 100) + client))
                {
                    if (watch.Elapsed.TotalSeconds > seconds)
                    {
                        break;
                    }

                    var start = Stopwatch.GetTimestamp();
                    var total = await ask(query, ct);
                    side.Add(query.Kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds, total);
                    Interlocked.Increment(ref done);
                }
            },
            ct)));
        side.AddRound(done / watch.Elapsed.TotalSeconds, (Cpu() - cpu).TotalMilliseconds / done);
    }

    private TimeSpan Cpu()
    {
        using var mine = Process.GetCurrentProcess();
        return mine.TotalProcessorTime + server.Cpu();
    }

    private static async Task<long> AskAsync(HttpClient client, MixedQuery query, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri(query.Address, UriKind.Relative), ct);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct);

        // The total stands first; reading all of the answer as JSON would measure the client.
        var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(64, body.Length)));
        var at = text.IndexOf("\"total\":", StringComparison.Ordinal) + 8;
        return at < 8 ? 0 : long.Parse(new string([.. text.Skip(at).TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
    }
}
