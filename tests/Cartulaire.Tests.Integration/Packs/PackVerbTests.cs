using System.Text.Json.Nodes;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Packs;

/// <summary>Packs by the real program, killed in the middle.</summary>
public sealed class PackVerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_middle_of_a_conversion_the_next_process_finishes_it()
    {
        const int Letters = 6_000;
        using var folder = new TemporaryFolder();
        await using (var fixture = await PacksFixture.OpenAsync(folder))
        {
            await fixture.InstallAsync(LetterPack.V1());
            await fixture.FileAsync(Letters);
        }

        LetterPack.Write(LetterPack.V2(), folder.Join("v2"));
        var program = new Product(folder.Join("data"));
        long half;
        await using (var server = await program.ServeAsync())
        {
            var upgrade = program.RunAsync("pack upgrade --administration sart", null, folder.Join("v2"));
            while ((half = Converted(folder)) == 0)
            {
                Assert.False(upgrade.IsCompleted, "The upgrade ended before it was seen to begin.");
            }

            await server.KillAsync();
            Assert.NotEqual(0, (await upgrade).Exit);
        }

        half = Converted(folder);
        Assert.InRange(half, 1, Letters - 1);
        Assert.Equal(0, half % 100);
        Assert.Contains("letters 2", await program.MustAsync("pack upgrade --administration sart", null, folder.Join("v2")), StringComparison.Ordinal);
        var list = JsonNode.Parse(await program.MustAsync("pack list --administration sart --json"))!;
        Assert.Equal(0, list["remaining"]!.GetValue<int>());
        Assert.Equal(["1 replaced", "2 current"], list["packs"]!.AsArray().Select(p => $"{p!["version"]} {p["state"]}"));
        await program.MustAsync("verify");
        await using var after = await PacksFixture.OpenAgainAsync(folder);
        Assert.All(await after.ItemsAsync(), i => Assert.Equal(PacksFixture.Converted(i.Serial), (i.State!, i.Properties)));
    }

    [Fact]
    public async Task The_delivered_pack_passes_its_own_scenarios()
    {
        using var folder = new TemporaryFolder();
        var delivered = Path.Join(AppContext.BaseDirectory, "packs", "courrier");
        var (exit, output, error) = await Product.RunBareAsync("pack", "test", delivered);
        Assert.True(exit == 0, output + error);
        Assert.Equal(Directory.GetFiles(Path.Join(delivered, "scenarios")).Length, output.Split('\n').Count(l => l.StartsWith("ok ", StringComparison.Ordinal)));

        LetterPack.Write(LetterPack.V1(), folder.Join("letters"));
        Directory.CreateDirectory(folder.Join("letters", "scenarios"));
        await File.WriteAllTextAsync(
            folder.Join("letters", "scenarios", "faux.yaml"),
            "title: Faux\ngiven:\n  users: {marie: {roles: [clerk]}}\n  item: {type: letter, by: marie}\nsteps:\n  - then: {state: end}\n", Ct);
        (exit, output, _) = await Product.RunBareAsync("pack", "test", folder.Join("letters"));
        Assert.Equal(1, exit);
        Assert.Contains("attendu « end », obtenu « new »", output, StringComparison.Ordinal);
        (exit, _, _) = await Product.RunBareAsync("pack", "check", folder.Join("letters"));
        Assert.Equal(0, exit);

        await File.WriteAllTextAsync(folder.Join("letters", "registers.yaml"), "registers:\n  - {id: book, labels: {fr: R}, format: \"{numbre}\"}\n", Ct);
        (exit, _, error) = await Product.RunBareAsync("pack", "check", folder.Join("letters"));
        Assert.Equal(1, exit);
        Assert.Contains("registers.yaml:2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packs_go_through_the_owner_of_the_folder()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.MustAsync("administration create sart", null, "--title", "Sart");
        LetterPack.Write(LetterPack.V1(), folder.Join("v1"));
        LetterPack.Write(LetterPack.V2(), folder.Join("v2"));
        LetterPack.Write(LetterPack.Overlay(1, 1), folder.Join("ours"));
        await using var server = await program.ServeAsync();
        await program.MustAsync("pack install --administration sart", null, folder.Join("v1"));
        await program.MustAsync("pack install --administration sart courrier");
        await program.MustAsync("pack install --administration sart", null, folder.Join("ours"));
        var (exit, _, error) = await program.RunAsync("pack upgrade --administration sart", null, folder.Join("v2"));
        Assert.Equal(1, exit);
        Assert.Contains("--accept", error, StringComparison.Ordinal);
        await program.MustAsync("pack remove --administration sart ours");
        await program.MustAsync("pack upgrade --administration sart", null, folder.Join("v2"));
        await program.MustAsync("pack rollback --administration sart letters");
        var list = JsonNode.Parse(await program.MustAsync("pack list --administration sart --json"))!["packs"]!.AsArray();
        Assert.Equal(["courrier 1", "letters 1"], list.Where(p => p!["state"]!.GetValue<string>() == "current").Select(p => $"{p!["id"]} {p["version"]}").Order(StringComparer.Ordinal));
        foreach (var wrong in new[] { "pack install --administration sart inconnu", "pack rollback --administration sart inconnu", "pack remove --administration sart letters" })
        {
            (exit, _, error) = await program.RunAsync(wrong);
            Assert.Equal(1, exit);
            Assert.Matches("[a-zé]{3,} .*[.»]", error);
        }
    }

    private static long Converted(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Join("data", "administrations", "sart", "record.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM item WHERE pack_revision = 2";
        return (long)command.ExecuteScalar()!;
    }
}
