using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Promise 1: killing the process at any instant loses nothing acknowledged, and does nothing twice (security D-1, D-2, F-01).</summary>
public sealed partial class KillTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task D_2_killed_at_random_instants_nothing_acknowledged_is_lost_and_nothing_is_done_twice() => KillAsync(8);

    [Fact]
    [Trait("Category", "Drill")]
    public Task F_01_killed_sixty_times_nothing_acknowledged_is_lost_and_nothing_is_done_twice() => KillAsync(60);

    [Fact]
    public async Task A_loss_a_double_and_a_forgotten_job_are_found()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var ledger = new Ledger();
        await using (var server = await program.ServeAsync())
        {
            await LoadAsync(program, server, token, ledger, () => Task.FromResult(ledger is { Letters: > 5, Archives: > 0, Edits: > 0, Transitions: > 0, Piles: > 0, Receptions: > 8 }));
            await DrainedAsync(server);
        }

        Assert.Empty(await ledger.FaultsAsync(program.Data, drained: true));
        await FindsAsync("UPDATE item SET properties = json_set(properties, '$.subject', 'x') WHERE json_extract(properties, '$.subject') IS NOT NULL", "has lost its subject");
        await FindsAsync("UPDATE item SET state = 'created'", "is not in state to-treat");
        await FindsAsync("UPDATE reception SET blob = (SELECT min(address) FROM blob)", "is lost or has other bytes");
        await FindsAsync("UPDATE version SET blob = (SELECT min(address) FROM blob)", "is lost, or has another number or other bytes", "is used");
        await FindsAsync("UPDATE item SET parent_id = NULL WHERE is_folder = 0 AND id NOT IN (SELECT main_document_id FROM item WHERE main_document_id IS NOT NULL)", "documents, not 3");
        await FindsAsync("DELETE FROM item_key WHERE register = 'separated' AND key LIKE '%/1'", "letters, not 2");
        await FindsAsync("DELETE FROM rendition", "was never read");
        await FindsAsync("INSERT INTO job (id, kind, args, state, due_at, created_at) VALUES ('x', 'read-text', '{}', 'given-up', 0, 0)", "job x is left");
        Assert.Empty(await ledger.FaultsAsync(program.Data, drained: true));

        // On a copy, so that each damage stands alone.
        async Task FindsAsync(string damage, params string[] said)
        {
            var copy = folder.Join("damaged");
            var home = Directory.CreateDirectory(Path.Join(copy, "administrations", "sart")).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Join(program.Data, "administrations", "sart"), "*.db*"))
            {
                File.Copy(file, Path.Join(home, Path.GetFileName(file)));
            }

            await using (var db = new SqliteConnection($"Data Source={Path.Join(home, "record.db")};Pooling=False"))
            {
                await db.OpenAsync(Ct);
                await using var command = db.CreateCommand();
                command.CommandText = damage;
                Assert.True(await command.ExecuteNonQueryAsync(Ct) > 0, damage);
            }

            var faults = await ledger.FaultsAsync(copy, drained: true);
            Assert.All(said, s => Assert.Contains(faults, f => f.Contains(s, StringComparison.Ordinal)));
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task KillAsync(int kills)
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        var ledger = new Ledger();

        // On a slow machine it takes more lives until there was something of everything.
        for (var kill = 0; kill < kills || (kill < 3 * kills && !IsLoad(ledger, kills)); kill++)
        {
            await using var server = await program.ServeAsync();
            var before = ledger.Letters;
            var clock = Stopwatch.StartNew();
            await LoadAsync(program, server, token, ledger, async () =>
            {
                if (ledger.Letters == before)
                {
                    return false;
                }

                // A slow machine needs longer until there is something of everything.
                await Task.Delay(RandomNumberGenerator.GetInt32(0, 700 + (2 * (int)clock.ElapsedMilliseconds)), Ct);
                await server.KillAsync();
                return true;
            });
        }

        // At rest after the last kill, before anything could heal it.
        Assert.Empty(await ledger.FaultsAsync(program.Data, drained: false));
        await using (var server = await program.ServeAsync())
        {
            await DrainedAsync(server);
        }

        var faults = await ledger.FaultsAsync(program.Data, drained: true);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var counts = JsonNode.Parse(await program.MustAsync("verify --json"))!["administrations"]!["sart"]!["counts"]!;
        Assert.True(counts["receptions"]!.GetValue<long>() >= ledger.Receptions);
        Assert.True(IsLoad(ledger, kills), "The load was no load.");
        TestContext.Current.SendDiagnosticMessage(
            $"{kills} kills: {ledger.Letters} letters, {ledger.Receptions} receptions, {ledger.Piles} piles, {ledger.Edits} edits, {ledger.Transitions} transitions acknowledged, 0 lost; stored: {counts.ToJsonString()}");
    }

    private static bool IsLoad(Ledger ledger, int kills) => ledger is { Edits: > 0, Transitions: > 0, Piles: > 0 } && ledger.Letters >= kills;

    private static async Task LoadAsync(Product program, ServerProcess server, string token, Ledger ledger, Func<Task<bool>> enough)
    {
        using var stop = new CancellationTokenSource();
        var load = (await MixedLoad.OfAsync(server, ledger, token, program.Data)).RunAsync(server, stop.Token);
        while (!await enough())
        {
            Assert.False(load.IsCompleted, "The load ended by itself: " + load.Exception + server.Log);
            await Task.Delay(5, Ct);
        }

        await stop.CancelAsync();
        await load;
    }

    /// <summary>Waits until no job waits or runs.</summary>
    internal static async Task DrainedAsync(ServerProcess server)
    {
        using var client = server.Client();
        for (var attempt = 0; attempt < 3_000; attempt++)
        {
            var figures = await client.GetStringAsync("metrics", Ct);
            var left = Pending().Matches(figures).Sum(m => double.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture));
            if (left == 0 && Pending().IsMatch(figures))
            {
                return;
            }

            await Task.Delay(200, Ct);
        }

        Assert.Fail("The queue did not drain: " + await client.GetStringAsync("metrics", Ct));
    }

    [GeneratedRegex("^cartulaire_jobs_pending\\{administration=\"sart\",state=\"(waiting|leased)\"\\} (?<count>\\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pending();
}
