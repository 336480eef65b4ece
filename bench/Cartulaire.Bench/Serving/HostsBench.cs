using System.Diagnostics;

namespace Cartulaire.Bench.Serving;

/// <summary>One installation for many administrations: how soon it is ready, what it holds with some in use, how long the first page of a sleeping one takes.</summary>
internal static class HostsBench
{
    public static async Task<int> RunAsync(string program, string data, int administrations, int used, CancellationToken ct)
    {
        Machine.Print($"hosts {program} {data} {administrations} {used}");
        var product = new Published(program, data);
        var tokens = await MakeAsync(product, administrations, used, ct);
        await using var server = await product.ServeAsync(reading: true, ct);
        Console.WriteLine($"{administrations} administrations, after a clean end: ready after {server.ReadyAfter.TotalSeconds:F2} s; {server.Figures}");
        using var client = server.Client(null);
        var first = new List<double>();
        for (var n = 0; n < used; n++)
        {
            first.Add(await SearchAsync(client, Name(n), tokens[n], ct));
        }

        var after = server.Figures;
        Console.WriteLine($"{used} opened, one search each: {after}");
        await Task.WhenAll(Enumerable.Range(0, used).Select(async n =>
        {
            for (var turn = 0; turn < 20; turn++)
            {
                await SearchAsync(client, Name(n), tokens[n], ct);
            }
        }));
        var busy = server.Figures;
        Console.WriteLine($"{used} in use, twenty more searches each, all at once: {busy}");
        var again = Stopwatch.GetTimestamp();
        await SearchAsync(client, Name(0), tokens[0], ct);
        first.Sort();
        Console.WriteLine($"first answer of an administration not yet open: p50 {first[used / 2]:F0} ms, p95 {first[(int)(used * 0.95)]:F0} ms, slowest {first[^1]:F0} ms; of an open one {Stopwatch.GetElapsedTime(again).TotalMilliseconds:F0} ms; {Machine.Load}");
        return 0;
    }

    private static string Name(int number) => $"commune-{number:000}";

    // Through a server, so that hundreds of verbs do not each open the folder; those in use get a clerk, a token and some letters.
    private static async Task<IReadOnlyList<string>> MakeAsync(Published product, int administrations, int used, CancellationToken ct)
    {
        var kept = Path.Join(product.Data, "bench-tokens");
        if (File.Exists(kept))
        {
            return await File.ReadAllLinesAsync(kept, ct);
        }

        Directory.CreateDirectory(product.Data);
        var letter = Path.Join(product.Data, "bench-letter.txt");
        var tokens = new List<string>();
        await using (await product.ServeAsync(reading: true, ct))
        {
            for (var n = 0; n < administrations; n++)
            {
                await product.RunAsync($"administration create {Name(n)} --title {Name(n)} --packs courrier", ct);
                if (n < used)
                {
                    await product.RunAsync($"user add --administration {Name(n)} --name marie --email marie@{Name(n)}.example --roles mail-clerk", ct);
                    tokens.Add(await product.RunAsync($"token create --administration {Name(n)} --user marie", ct));
                    await File.WriteAllTextAsync(letter, $"Demande de permis numéro {n} pour la commune.", ct);
                    await product.RunAsync(["import", "--administration", Name(n), "--type", "incoming-mail", letter], null, ct);
                }
            }
        }

        await File.WriteAllLinesAsync(kept, tokens, ct);
        return tokens;
    }

    private static async Task<double> SearchAsync(HttpClient client, string administration, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{administration}/api/v1/search?q=permis", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request, ct);
        await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"{administration}: {answer.StatusCode}");
    }
}
