namespace Cartulaire.Bench.Serving;

/// <summary>The server with the demonstration: how soon it is ready, and what it holds once its work is done and its workers are gone.</summary>
internal static class IdleBench
{
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string program, string data, int starts, CancellationToken ct)
    {
        Machine.Print($"idle {program} {data} {starts}");
        var product = new Published(program, data);
        var ready = new List<double>();
        for (var n = 0; n < starts; n++)
        {
            await using var server = await product.ServeAsync(reading: true, ct);
            ready.Add(server.ReadyAfter.TotalSeconds);
        }

        Console.WriteLine($"ready after {string.Join(", ", ready.Select(r => $"{r:F2}"))} s, from the start of the process to the first 200 of /health/ready; {Machine.Load}");
        await using var idle = await product.ServeAsync(reading: true, ct);
        using var client = idle.Client(null);
        while (await PendingAsync(client, ct) > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }

        using (var page = await client.GetAsync(new Uri("sart/sign-in", UriKind.Relative), ct))
        {
            page.EnsureSuccessStatusCode();
        }

        await Task.Delay(Settled, ct);
        Console.WriteLine($"one minute after its last job and one page: {idle.Figures}; {Machine.Load}");
        return 0;
    }

    private static async Task<double> PendingAsync(HttpClient client, CancellationToken ct)
        => (await client.GetStringAsync(new Uri("metrics", UriKind.Relative), ct)).Split('\n')
            .Where(l => l.StartsWith("cartulaire_jobs_pending{", StringComparison.Ordinal) && !l.Contains("given-up", StringComparison.Ordinal))
            .Sum(l => double.Parse(l.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
}
