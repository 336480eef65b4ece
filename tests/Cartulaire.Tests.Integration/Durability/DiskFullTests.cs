using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Security D-5, F-05: a full disk loses nothing and says so. Needs to mount a small file system, so it runs as root only.</summary>
public sealed class DiskFullTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D_5_a_full_disk_refuses_with_507_keeps_all_and_resumes()
    {
        Assert.SkipUnless(Environment.UserName == "root" || Environment.GetEnvironmentVariable("CI") == "true", "mounting needs root");
        using var folder = new TemporaryFolder();
        var disk = folder.Join("disk");
        Directory.CreateDirectory(disk);
        await MountAsync("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk);
        try
        {
            var program = new Product(Path.Join(disk, "data"));
            var token = await program.GivenSartAsync();
            await using (var server = await program.ServeAsync())
            {
                using var client = server.Client(token);
                var kept = await FillAsync(client);
                Assert.True(kept.Count > 10, $"{kept.Count} kept");
                foreach (var id in kept)
                {
                    Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"sart/api/v1/receptions/{id}", Ct)).StatusCode);
                }

                await MountAsync("mount", "-o", "remount,size=64m", disk);
                using var again = await client.PostAsync("sart/api/v1/receptions", new ByteArrayContent(new byte[500_001]), Ct);
                Assert.Equal(HttpStatusCode.Created, again.StatusCode);
            }

            await program.MustAsync("verify");
        }
        finally
        {
            await MountAsync("umount", disk);
        }
    }

    [Fact]
    public async Task D_5_below_the_reserve_only_taking_in_is_refused()
    {
        Assert.SkipUnless(Environment.UserName == "root" || Environment.GetEnvironmentVariable("CI") == "true", "mounting needs root");
        using var folder = new TemporaryFolder();
        var disk = folder.Join("disk");
        Directory.CreateDirectory(disk);
        await MountAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk);
        try
        {
            var program = new Product(Path.Join(disk, "data"));
            var token = await program.GivenSartAsync();
            await using (var server = await program.ServeWithReserveAsync(24))
            {
                using var client = server.Client(token);
                client.BaseAddress = new Uri(server.Address, "sart/api/v1/");
                var (letter, _) = await client.MustAsync(HttpMethod.Post, "receptions?type=incoming-mail&name=a.txt", "Bonjour"u8.ToArray());
                await FillAsync(client, "receptions");
                var (status, problem, _) = await client.SendAsync(HttpMethod.Post, "uploads", new { name = "a", length = 4 << 20 });
                Assert.Equal((HttpStatusCode.InsufficientStorage, "storage.full"), (status, problem!.Text("code")));
                Assert.Equal(HttpStatusCode.InsufficientStorage, (await client.SendAsync(HttpMethod.Post, "receptions?type=incoming-mail", new byte[4 << 20])).Status);

                // Everything else goes on: reading, editing, moving on, registering without a file, people, the queue, the check.
                var item = letter.Text("item");
                var (_, stamp) = await client.ReadAsync(item);
                await client.MustAsync(HttpMethod.Patch, $"items/{item}", new { subject = "Objet changé" }, stamp);
                await client.MustAsync(HttpMethod.Patch, $"items/{item}", new Dictionary<string, object> { ["treating-services"] = new[] { await Ledger.ServiceAsync(program.Data, "travaux") } }, (await client.ReadAsync(item)).Tag);
                Assert.Equal(HttpStatusCode.OK, (await client.TransitAsync(item, "route")).Status);
                await client.MustAsync(HttpMethod.Post, "items", new { type = "incoming-mail", properties = new { subject = "Sans fichier" } });
                await program.MustAsync("service add --administration sart --id finances --title Finances");
                await KillTests.DrainedAsync(server);
                await program.MustAsync("verify");
            }

            await program.MustAsync("verify");
        }
        finally
        {
            await MountAsync("umount", disk);
        }
    }

    private static async Task<List<string>> FillAsync(HttpClient client, string address = "sart/api/v1/receptions")
    {
        var kept = new List<string>();
        for (var n = 0; n < 200; n++)
        {
            var bytes = new byte[500_000];
            Random.Shared.NextBytes(bytes);
            using var answer = await client.PostAsync(address, new ByteArrayContent(bytes), Ct);
            if (answer.StatusCode == HttpStatusCode.InsufficientStorage)
            {
                Assert.Equal("storage.full", (await answer.Content.ReadFromJsonAsync<JsonObject>(Ct))!["code"]!.GetValue<string>());
                return kept;
            }

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            kept.Add((await answer.Content.ReadFromJsonAsync<JsonObject>(Ct))!["id"]!.GetValue<string>());
        }

        Assert.Fail("The disk never filled.");
        return kept;
    }

    private static async Task MountAsync(string command, params string[] args)
    {
        using var process = Process.Start(command, args);
        await process.WaitForExitAsync(Ct);
        Assert.Equal(0, process.ExitCode);
    }
}
