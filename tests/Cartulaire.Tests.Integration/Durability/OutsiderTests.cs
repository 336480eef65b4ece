using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Cartulaire.App;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>The program as somebody outside the project uses it: the verbs of issue 2 §1, in their order, and the REST door of §6.</summary>
public sealed class OutsiderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_an_empty_folder_to_a_restored_one_by_the_command_line_alone()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));

        Assert.Equal("sart", await program.MustAsync("administration create sart", null, "--title", "Commune de Sart", "--packs", "courrier"));
        await program.MustAsync("service add --administration sart --id travaux --title Travaux");
        await program.MustAsync("service add --administration sart --id finances --title Finances");
        await program.MustAsync(
            "user add --administration sart --name marie --email marie@sart.example --roles mail-clerk --functions finances/editor,travaux/editor --password-stdin",
            "cheval agrafe batterie");
        var (exit, token, error) = await program.RunAsync("token create --administration sart --user marie");
        Assert.Equal((0, ""), (exit, error));
        Assert.Matches(@"^\S{20,}\n$", token);
        token = token.Trim();

        var letters = await LettersAsync(folder, "avant", "ensuite");
        var before = await program.MustAsync("import --administration sart --type incoming-mail", null, letters[0], letters[1]);
        Assert.Equal([$"{letters[0]}\t{Number(1)}", $"{letters[1]}\t{Number(2)}"], before.Split('\n'));

        await using (var server = await program.ServeAsync())
        {
            using var http = server.Client(token);
            Assert.Equal("live", await http.GetStringAsync("health/live", Ct));
            Assert.Equal("ready", await http.GetStringAsync("health/ready", Ct));
            Assert.Matches("""(?m)^cartulaire_jobs_pending\{administration="sart",state="waiting"\} \d+$""", await http.GetStringAsync("metrics", Ct));
            await BesideAServerAsync(program, http, (await LettersAsync(folder, "pendant"))[0]);
            await program.MustAsync("backup", null, "--to", folder.Join("backup"));
        }

        await WithoutAServerAsync(program, folder);
    }

    [Fact]
    public async Task Verify_names_each_fault_and_exits_1()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        await program.MustAsync("import --administration sart --type incoming-mail", null, await LettersAsync(folder, "première", "seconde"));
        var blobs = Directory.EnumerateFiles(folder.Join("data", "administrations"), "*", SearchOption.AllDirectories)
            .Where(f => f.Contains("/blobs/", StringComparison.Ordinal) && Path.GetFileName(f).Length == 64).ToList();
        Assert.Equal(2, blobs.Count);
        File.SetUnixFileMode(blobs[0], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(blobs[0], "autre chose", Ct);
        File.Delete(blobs[1]);
        var (exit, output, _) = await program.RunAsync("verify");
        Assert.Equal(1, exit);
        Assert.All(blobs, b => Assert.Contains(Path.GetFileName(b), output, StringComparison.Ordinal));
        var (same, json, _) = await program.RunAsync("verify --json");
        Assert.Equal(1, same);
        Assert.Equal(2, JsonNode.Parse(json)!["administrations"]!["sart"]!["faults"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("verifie", 2)]
    [InlineData("import --administration sart", 2)]
    [InlineData("search --administration sart trottoir", 2)]
    [InlineData("search --administration sart --as personne trottoir", 1)]
    [InlineData("import --administration ailleurs --type incoming-mail /etc/hostname", 1)]
    [InlineData("import --administration sart --type reve /etc/hostname", 1)]
    [InlineData("restore --from /nulle/part", 1)]
    public async Task An_exit_code_tells_a_wrong_command_line_from_a_refusal(string verb, int expected)
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var (exit, _, error) = await program.RunAsync(verb);
        Assert.Equal(expected, exit);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_pile_larger_than_a_window_keeps_its_order_beside_a_server_and_ends_at_what_cannot_be_received()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var letters = await LettersAsync(folder, [.. Enumerable.Range(1, 70).Select(n => $"lettre-{n:00}")]);
        await using (await program.ServeAsync())
        {
            var output = await program.MustAsync("import --administration sart --type incoming-mail", null, letters);
            Assert.Equal(letters.Select((l, n) => $"{l}\t{Number(n + 1)}"), output.Split('\n'));
        }

        // The 40th is larger than may be received: those before it are received, none behind it is.
        await using (var large = File.OpenWrite(letters[39]))
        {
            large.SetLength(new CartulaireOptions().MaxReceptionBytes + 1);
        }

        var (exit, told, error) = await program.RunAsync("import --administration sart --type incoming-mail", null, letters);
        Assert.NotEqual(0, exit);
        Assert.Equal(letters.Take(39).Select((l, n) => $"{l}\t{Number(n + 71)}"), told.Trim().Split('\n'));
        Assert.Contains($"{letters[39]} : non reçu ; 39 fichier(s) reçu(s) avant lui.", error, StringComparison.Ordinal);
        Assert.Equal(0, (await program.RunAsync("verify")).Exit);
    }

    [Fact]
    public async Task Progress_stands_on_a_terminals_standard_error_and_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var letters = await LettersAsync(folder, "un", "deux", "trois");
        var (_, output, error) = await program.RunAsync("import --administration sart --type incoming-mail", null, letters);
        Assert.Equal(3, output.Trim().Split('\n').Length);
        Assert.Equal("", error);
        var screen = await Product.OnTerminalAsync([Product.Executable, "verify", "--data", program.Data]);
        Assert.Contains("sart", screen, StringComparison.Ordinal);
        Assert.Contains("\u001b[", screen, StringComparison.Ordinal);
        Assert.Contains("100%", screen, StringComparison.Ordinal);
        Assert.EndsWith("Tout concorde.", screen.Trim(), StringComparison.Ordinal);
        var quiet = await Product.OnTerminalAsync([Product.Executable, "verify", "--json", "--data", program.Data]);

        // .NET itself tells a terminal its key mode when it starts a tool; that is no progress.
        Assert.DoesNotContain("\u001b[", quiet.Replace("\u001b[?1h\u001b=", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task BesideAServerAsync(Product program, HttpClient http, string letter)
    {
        Assert.Equal($"{letter}\t{Number(3)}", await program.MustAsync("import --administration sart --type incoming-mail", null, letter));
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes("Lettre déposée par un programme, mot orphelinat.")), "file", "api.txt" },
            { new StringContent("incoming-mail"), "type" },
            { new StringContent("""{"subject":"Par un programme"}"""), "properties" },
        };
        using var answer = await http.PostAsync("sart/api/v1/captures", form, Ct);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;
        Assert.Equal(Number(4), made.Text("number"));
        Assert.Empty(made["duplicates"]!.AsArray());

        // Its fields are found at once, its text once it was read.
        await FoundAsync(program, "programme", Number(4));
        await FoundAsync(program, "orphelinat", Number(4));
        await FoundAsync(program, "pendant", Number(3));
        var (exit, output, _) = await program.RunAsync("verify --json");
        Assert.True(exit == 0, output);
        Assert.Equal(4, JsonNode.Parse(output)!["administrations"]!["sart"]!["counts"]!["blobs"]!.GetValue<long>());
    }

    private static async Task WithoutAServerAsync(Product program, TemporaryFolder folder)
    {
        await FoundAsync(program, "orphelinat", Number(4));
        var counts = await program.MustAsync("verify");
        Assert.Contains("Tout concorde.", counts, StringComparison.Ordinal);
        Assert.Matches(@"sart: journal \d+; .*\d+ contenus", counts);
        var restored = new Product(folder.Join("restored"));
        var said = await restored.MustAsync("restore", null, "--from", folder.Join("backup"));
        Assert.EndsWith("Tout concorde.", said, StringComparison.Ordinal);
        await FoundAsync(restored, "programme", Number(4));
    }

    private static async Task FoundAsync(Product program, string query, string number)
    {
        var found = "";
        for (var attempt = 0; attempt < 60 && !found.Contains(number, StringComparison.Ordinal); attempt++)
        {
            var (exit, output, error) = await program.RunAsync("search --administration sart --as marie", null, query);
            Assert.True(exit == 0, error);
            found = output;
        }

        Assert.StartsWith(number + "\t", found, StringComparison.Ordinal);
        var json = JsonNode.Parse(await program.MustAsync("search --administration sart --as marie --json", null, query))!;
        Assert.Equal(number, Assert.Single(json["hits"]!.AsArray())!.Text("number"));
        Assert.Equal(1, json["total"]!.GetValue<int>());
    }

    private static async Task<string[]> LettersAsync(TemporaryFolder folder, params string[] words)
    {
        foreach (var word in words)
        {
            await File.WriteAllTextAsync(folder.Join($"{word}.txt"), $"Madame, Monsieur, voici la lettre « {word} ».", Ct);
        }

        return [.. words.Select(w => folder.Join($"{w}.txt"))];
    }

    private static string Number(int n) => $"{TimeProvider.System.GetLocalNow().Year}-E-{n:00000}";
}
