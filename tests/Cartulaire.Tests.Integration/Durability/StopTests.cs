using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Cartulaire.Tests.Integration.Capture;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Security F-04: a server that is asked to stop, or killed, during uploads leaves nothing half, and they go on where they were.</summary>
public sealed class StopTests
{
    private const int Uploads = 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F_04_a_stop_during_uploads_lets_them_end_or_go_on_and_the_next_start_is_quick()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var bytes = Enumerable.Range(0, Uploads).Select(_ => RandomNumberGenerator.GetBytes(400_000)).ToArray();
        var uploads = new string[Uploads];
        Task<System.Net.HttpStatusCode> quick;
        await using (var server = await program.ServeAsync())
        {
            using var client = Client(server, token);
            for (var n = 0; n < Uploads; n++)
            {
                uploads[n] = await client.BeginAsync(new { name = $"{n}.bin", length = bytes[n].Length, type = "incoming-mail" });
                Assert.Equal(System.Net.HttpStatusCode.NoContent, (await client.PieceAsync(uploads[n], 0, bytes[n][..100_000])).Status);
            }

            // Half of the senders are still sending when the server is told to stop, and end within its grace.
            var slow = Enumerable.Range(0, Uploads / 2).Select(n => client.PieceAsync(uploads[n], 100_000, new StreamContent(new SlowStream(bytes[n][100_000..])))).ToList();
            var piece = new StreamContent(new SlowStream(RandomNumberGenerator.GetBytes(400_000)));
            quick = Task.Run(async () => (await client.PostAsync("receptions?name=a.bin", piece, Ct)).StatusCode, Ct);
            var home = Path.Join(program.Data, "administrations", "sart");
            await Reading.Taken.UntilAsync(() => Task.FromResult(
                uploads.Take(Uploads / 2).All(u => new FileInfo(Path.Join(home, "uploads", u[^32..])).Length > 100_000)
                && Directory.EnumerateFiles(Path.Join(home, "blobs", "arriving")).Any(f => new FileInfo(f).Length > 0)));
            await server.StopAsync();
            Assert.All(await Task.WhenAll(slow), s => Assert.Equal(System.Net.HttpStatusCode.OK, s.Status));
            Assert.Equal(System.Net.HttpStatusCode.Created, await quick);
        }

        await program.MustAsync("verify");
        var clock = Stopwatch.StartNew();
        await using var again = await program.ServeAsync();
        TestContext.Current.SendDiagnosticMessage($"second start: {clock.Elapsed.TotalSeconds:0.00} s");
        using var after = Client(again, token);
        for (var n = 0; n < Uploads; n++)
        {
            var offset = (await after.AskAsync(uploads[n])).Offset!.Value;
            Assert.Equal(n < Uploads / 2 ? 400_000 : 100_000, offset);
            var (status, body, _) = await after.PieceAsync(uploads[n], offset, bytes[n][(int)offset..]);
            Assert.True(status == System.Net.HttpStatusCode.OK, body?.ToString());
            var (reception, _) = await after.MustAsync(HttpMethod.Get, $"receptions/{body!.Text("reception")}");
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes[n])), reception.Text("blob"));
        }
    }

    [Fact]
    public async Task F_04_an_upload_goes_on_from_its_last_checkpoint_after_a_kill()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var bytes = RandomNumberGenerator.GetBytes(60 << 20);
        string upload;
        await using (var server = await program.ServeAsync())
        {
            using var client = Client(server, token);
            upload = await client.BeginAsync(new { name = "grand.bin", length = bytes.Length, type = "incoming-mail" });
            var sending = client.PieceAsync(upload, 0, new StreamContent(new SlowStream(bytes, 4 << 20)));
            await Reading.Taken.UntilAsync(async () => (await client.AskAsync(upload)).Offset > 0);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        }

        await program.MustAsync("verify");
        await using var again = await program.ServeAsync();
        using var after = Client(again, token);
        var offset = (int)(await after.AskAsync(upload)).Offset!.Value;
        Assert.InRange(offset, 16 << 20, bytes.Length - 1);
        var (status, body, _) = await after.PieceAsync(upload, offset, bytes[offset..]);
        Assert.True(status == System.Net.HttpStatusCode.OK, body?.ToString());
        var (found, _) = await after.MustAsync(HttpMethod.Get, $"receptions/{body!.Text("reception")}");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), found.Text("blob"));
    }

    private static HttpClient Client(ServerProcess server, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Address, "sart/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Bytes that come little by little, as over a poor line.</summary>
    private sealed class SlowStream(byte[] bytes, int step = 30_000) : MemoryStream(bytes, writable: false)
    {
        private long next;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= next)
            {
                await Task.Delay(100, cancellationToken);
                next = Position + step;
            }

            return await base.ReadAsync(buffer[..(int)Math.Min(next - Position, buffer.Length)], cancellationToken);
        }
    }
}
