using System.Diagnostics;
using System.Net.Http.Headers;

namespace Cartulaire.Bench.Ingest;

/// <summary>Clients that send pieces over HTTP, each the next one as soon as the last is acknowledged.</summary>
/// <param name="client">Signed in.</param>
internal sealed class Clients(HttpClient client)
{
    /// <summary>Sends each piece as a letter to be registered; anything but 201 ends the bench.</summary>
    public async Task<Pass> RunAsync(IReadOnlyList<byte[]> pieces, int clients, CancellationToken ct)
    {
        var times = new double[pieces.Count];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                for (int n; (n = Interlocked.Increment(ref next)) < pieces.Count;)
                {
                    var begun = Stopwatch.GetTimestamp();
                    await SendAsync(pieces[n], n, ct);
                    times[n] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                }
            },
            ct)));
        return new Pass(pieces.Count, Stopwatch.GetElapsedTime(started), times);
    }

    private async Task SendAsync(byte[] piece, int number, CancellationToken ct)
    {
        using var content = new ByteArrayContent(piece);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var answer = await client.PostAsync(new Uri($"sart/api/v1/receptions?type=incoming-mail&name=scan-{number:0000}.pdf", UriKind.Relative), content, ct);
        if (answer.StatusCode != System.Net.HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }
}
