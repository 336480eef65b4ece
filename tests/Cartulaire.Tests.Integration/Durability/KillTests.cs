using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Promise 1: killing the process at any instant loses nothing acknowledged (security D-1, D-2, F-01).</summary>
public sealed class KillTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D_2_killed_at_random_instants_nothing_acknowledged_is_lost()
    {
        var kills = Environment.GetEnvironmentVariable("CARTULAIRE_TEST_ALL") == "1" ? 60 : 8;
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await program.ServeAsync();
            using var stop = new CancellationTokenSource();
            var senders = Enumerable.Range(0, 6).Select(_ => Task.Run(() => SendAsync(server, token, acknowledged, stop.Token), Ct)).ToArray();
            var before = acknowledged.Count;
            while (acknowledged.Count == before && senders.Any(s => !s.IsCompleted))
            {
                await Task.Delay(5, Ct);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(0, 700)), Ct);
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
        }

        Assert.True(acknowledged.Count > kills, $"only {acknowledged.Count} acknowledged");
        var report = JsonNode.Parse(await program.MustAsync("verify --json"))!["administrations"]!["sart"]!;
        Assert.True(report["counts"]!["receptions"]!.GetValue<long>() >= acknowledged.Count);

        // Every single one, by its id and its digest, from a server started anew.
        await using var after = await program.ServeAsync();
        using var client = after.Client(token);
        foreach (var (id, digest) in acknowledged)
        {
            var found = await client.GetFromJsonAsync<JsonObject>($"sart/api/v1/receptions/{id}", Ct);
            Assert.Equal(digest, found!["blob"]!.GetValue<string>());
        }
    }

    private static async Task SendAsync(ServerProcess server, string token, ConcurrentDictionary<string, string> acknowledged, CancellationToken stop)
    {
        using var client = server.Client(token);
        while (!stop.IsCancellationRequested)
        {
            var bytes = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(100, 60_000));
            try
            {
                using var answer = await client.PostAsync("sart/api/v1/receptions?name=scan.bin", new ByteArrayContent(bytes), stop);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    var id = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!["id"]!.GetValue<string>();
                    acknowledged[id] = Convert.ToHexStringLower(SHA256.HashData(bytes));
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
            {
                // Killed in the middle: this one was not acknowledged.
                return;
            }
        }
    }
}
