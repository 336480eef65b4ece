using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Transfer;

/// <summary>Large files up and down beside nginx, in turn; then 2 GB, during which the server's memory must stay flat.</summary>
internal static class TransferBench
{
    private const int Megabyte = 1 << 20;

    public static async Task<int> RunAsync(string program, string nginx, int megabytes, int rounds, CancellationToken ct)
    {
        Machine.Print($"transfer {program} {nginx} {megabytes} {rounds}");
        var folder = Directory.CreateTempSubdirectory("cartulaire-bench-").FullName;
        try
        {
            var product = new Published(program, Path.Join(folder, "data"));
            var token = await product.GiveSartAsync(ct);
            await using var server = await product.ServeAsync(reading: false, ct);
            await using var yardstick = await Nginx.StartAsync(nginx, Path.Join(folder, "nginx"), ct);
            using var ours = server.Client(token);
            using var its = new HttpClient { BaseAddress = yardstick.Address };
            List<double> put = [], sent = [], got = [], received = [];
            for (var round = 0; round <= rounds; round++)
            {
                var content = new Bytes(megabytes, round);
                var (up, path) = await UploadAsync(ours, content, ct);
                var putting = await PutAsync(its, content, round, ct);
                var down = await DownloadAsync(ours, path, content.Length, ct);
                var getting = await DownloadAsync(its, $"{round}.bin", content.Length, ct);
                if (round > 0)
                {
                    put.Add(putting);
                    sent.Add(up);
                    got.Add(getting);
                    received.Add(down);
                }
            }

            Console.WriteLine($"\n| {megabytes} MB, median of {rounds} | nginx MB/s | Cartulaire MB/s | Cartulaire / nginx |");
            Console.WriteLine("|---|---|---|---|");
            Line("upload (nginx keeps no hash and does not flush)", put, sent, megabytes);
            Line("download", got, received, megabytes);
            await LargeAsync(server, ours, 2048, ct);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Line(string way, List<double> nginx, List<double> ours, int megabytes)
        => Console.WriteLine($"| {way} | {megabytes / Median(nginx):F0} | {megabytes / Median(ours):F0} | {Median(nginx.Zip(ours, (n, o) => n / o)):F2} |");

    private static async Task<(double Seconds, string Path)> UploadAsync(HttpClient client, Bytes content, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var body = content.Body();
        using var answer = await client.PostAsync(new Uri("sart/api/v1/receptions?type=incoming-mail&name=large.bin", UriKind.Relative), body, ct);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        answer.EnsureSuccessStatusCode();
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
        return (took, $"sart/api/v1/items/{made["document"]}/content");
    }

    private static async Task<double> PutAsync(HttpClient client, Bytes content, int round, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var body = content.Body();
        using var answer = await client.PutAsync(new Uri($"{round}.bin", UriKind.Relative), body, ct);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> DownloadAsync(HttpClient client, string path, long length, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[Megabyte];
        long all = 0;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            all += read;
        }

        return all == length ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"{path}: {all} of {length} bytes.");
    }

    private static async Task LargeAsync(Served server, HttpClient client, int megabytes, CancellationToken ct)
    {
        var before = server.Figures;
        var upload = UploadAsync(client, new Bytes(megabytes, -1), ct);
        var (most, mostOwn) = (before.Resident, before.Anonymous);
        while (!upload.IsCompleted)
        {
            var now = server.Figures;
            (most, mostOwn) = (Math.Max(most, now.Resident), Math.Max(mostOwn, now.Anonymous));
            await Task.WhenAny(upload, Task.Delay(50, ct));
        }

        var (seconds, _) = await upload;
        Console.WriteLine($"\n{megabytes} MB in {seconds:F1} s ({megabytes / seconds:F0} MB/s). Server before: {before}; most during it: {most:F0} MiB resident, {mostOwn:F0} MiB anonymous; {Machine.Load}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>Many bytes out of one random megabyte, each megabyte marked with its place, so that no two files are equal.</summary>
    private sealed class Bytes(int megabytes, int seed)
    {
        private readonly byte[] block = Random(seed);

        public long Length => (long)megabytes * Megabyte;

        public HttpContent Body()
        {
            var content = new Repeated(block, megabytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            return content;
        }

        private static byte[] Random(int seed)
        {
            var bytes = new byte[Megabyte];
            new Random(seed).NextBytes(bytes);
            return bytes;
        }
    }

    private sealed class Repeated(byte[] block, int megabytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            for (var n = 0; n < megabytes; n++)
            {
                BitConverter.TryWriteBytes(block, n);
                await stream.WriteAsync(block, cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)megabytes * Megabyte;
            return true;
        }
    }
}
