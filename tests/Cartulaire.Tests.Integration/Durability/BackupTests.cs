using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Security B-1, B-2, B-6, D-7: what is backed up under load restores whole, and a damaged backup is found out.</summary>
public sealed class BackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D_7_a_backup_taken_under_load_holds_everything_acknowledged_before_it_began()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        await using var server = await program.ServeAsync();
        using var stop = new CancellationTokenSource();
        var ledger = new Ledger();
        var load = (await MixedLoad.OfAsync(server, ledger, token, program.Data)).RunAsync(server, stop.Token);
        var before = 0;
        for (var n = 0; n < 3; n++)
        {
            await Reading.Taken.UntilAsync(() => Task.FromResult(ledger.Letters > before + 5 || load.IsCompleted));
            Assert.False(load.IsCompleted, server.Log);
            var acknowledged = ledger.Copy();
            before = acknowledged.Letters;
            await program.MustAsync("backup", null, "--to", folder.Join($"backup{n}"));
            var restored = new Product(folder.Join($"restored{n}"));
            var (exit, output, error) = await restored.RunAsync("restore", null, "--from", folder.Join($"backup{n}"), "--json");
            Assert.True(exit == 0, output + error);
            Assert.Empty(await acknowledged.FaultsAsync(restored.Data, drained: false));
        }

        await stop.CancelAsync();
        await load;

        // What was acknowledged after it is not in it: the comparison can fail.
        Assert.NotEmpty(await ledger.FaultsAsync(folder.Join("restored0"), drained: false));
    }

    [Fact]
    public async Task B_6_a_backup_damaged_at_any_byte_is_refused_and_names_the_file()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var letter = folder.Join("lettre.txt");
        await File.WriteAllTextAsync(letter, "Madame, Monsieur,", Ct);
        await program.MustAsync("import --administration sart", null, letter);
        await program.MustAsync("backup", null, "--to", folder.Join("backup"));
        foreach (var file in Directory.EnumerateFiles(folder.Join("backup"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("manifest.json", StringComparison.Ordinal)).ToList())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var sound = await File.ReadAllBytesAsync(file, Ct);
            var bad = sound.ToArray();
            bad[Random.Shared.Next(bad.Length)] ^= 0x10;
            await File.WriteAllBytesAsync(file, bad, Ct);
            var target = folder.Join("r" + Guid.CreateVersion7().ToString("N"));
            var (exit, _, error) = await new Product(target).RunAsync("restore", null, "--from", folder.Join("backup"));
            Assert.Equal(1, exit);
            Assert.Contains(Path.GetFileName(file), error, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file, sound, Ct);
        }
    }

    [Fact]
    public async Task A_restore_that_did_not_come_to_its_end_is_served_by_nobody()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var letter = folder.Join("lettre.txt");
        await File.WriteAllTextAsync(letter, "Madame, Monsieur,", Ct);
        await program.MustAsync("import --administration sart", null, letter);
        await program.MustAsync("backup", null, "--to", folder.Join("backup"));
        var blob = Directory.EnumerateFiles(Path.Join(folder.Join("backup"), "administrations", "sart", "blobs"), "*", SearchOption.AllDirectories).First();
        File.SetUnixFileMode(blob, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.AppendAllTextAsync(blob, "!", Ct);
        var half = new Product(folder.Join("half"));
        Assert.Equal(1, (await half.RunAsync("restore", null, "--from", folder.Join("backup"))).Exit);

        foreach (var verb in new[] { "verify", "serve --urls http://127.0.0.1:0" })
        {
            var (exit, _, error) = await half.RunAsync(verb, null);
            Assert.Equal(3, exit);
            Assert.Contains("a été interrompue, videz ce dossier", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_restored_over_existing_data()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        await program.MustAsync("backup", null, "--to", folder.Join("backup"));
        var (exit, _, error) = await program.RunAsync("restore", null, "--from", folder.Join("backup"));
        Assert.Equal(1, exit);
        Assert.Contains("n'est pas vide", error, StringComparison.Ordinal);
        Assert.Equal(1, (await program.RunAsync("backup", null, "--to", folder.Join("backup"))).Exit);
    }
}
