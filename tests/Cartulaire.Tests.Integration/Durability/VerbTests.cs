using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Durability;

/// <summary>Verbs go through the owner of the data folder and say clearly what is wrong.</summary>
public sealed class VerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verbs_work_alike_with_and_without_a_running_server()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        await using (await program.ServeAsync())
        {
            await program.MustAsync("service add --administration sart --id finances --title Finances");
            var letter = folder.Join("lettre.txt");
            await File.WriteAllTextAsync(letter, "Bonjour", Ct);
            await program.MustAsync("import --administration sart", null, letter, letter);
            await program.MustAsync("verify");
        }

        var (exit, _, error) = await program.RunAsync("service add --administration sart --id finances --title Finances");
        Assert.Equal(1, exit);
        Assert.Contains("existe déjà", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_never_share_a_folder()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        await using var server = await program.ServeAsync();
        var (exit, _, error) = await program.RunAsync("serve --urls http://127.0.0.1:1");
        Assert.Equal(3, exit);
        Assert.Contains("déjà servi", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 3, "déjà prise")]
    [InlineData("https://127.0.0.1:8443", 2, "http://hôte:port")]
    [InlineData("http://mairie.example:8443", 2, "adresse IP")]
    public async Task An_address_that_cannot_be_served_is_said_in_a_sentence(string address, int expected, string said)
    {
        using var folder = new TemporaryFolder();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var taken = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://127.0.0.1:{((System.Net.IPEndPoint)other.LocalEndpoint).Port}");
        var (exit, _, error) = await new Product(folder.Join("data")).RunAsync($"serve --urls {(address.Length == 0 ? taken : address)}");
        Assert.Equal(expected, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_for_its_owner_only_and_the_web_does_not_know_the_verbs()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        await using var server = await program.ServeAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Join("data", "run", "cartulaire.sock")));
        using var client = server.Client();
        using var answer = await client.PostAsync("verbs/verify", null, Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("administration create Sart --title x")]
    [InlineData("administration create metrics --title x")]
    [InlineData("administration create ../x --title x")]
    [InlineData("service add --administration nulle-part --id a --title b")]
    [InlineData("token create --administration sart --user personne")]
    [InlineData("user add --administration sart --name paul --email paul --roles a")]
    [InlineData("user add --administration sart --name paul --email p@x.example --functions inconnu/editor")]
    public async Task A_wrong_command_is_refused_with_a_sentence(string verb)
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        await program.GivenSartAsync();
        var (exit, output, error) = await program.RunAsync(verb);
        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Matches("[a-zé]{3,} .*[.»]", error);
        await program.MustAsync("verify");
    }

    [Fact]
    public async Task A_token_opens_the_door_and_a_wrong_one_does_not()
    {
        using var folder = new TemporaryFolder();
        var program = new Product(folder.Join("data"));
        var token = await program.GivenSartAsync();
        await using var server = await program.ServeAsync();
        foreach (var wrong in new string?[] { null, "x", token[..^1], token + "a", token.ToUpperInvariant() })
        {
            using var client = server.Client(wrong);
            using var answer = await client.PostAsync("sart/api/v1/receptions", new ByteArrayContent([1]), Ct);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var good = server.Client(token);
        using var taken = await good.PostAsync("sart/api/v1/receptions", new ByteArrayContent([1]), Ct);
        Assert.Equal(System.Net.HttpStatusCode.Created, taken.StatusCode);
        using var elsewhere = await good.PostAsync("ailleurs/api/v1/receptions", new ByteArrayContent([1]), Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, elsewhere.StatusCode);
    }
}
