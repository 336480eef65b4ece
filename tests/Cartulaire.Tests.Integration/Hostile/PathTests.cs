using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>No word of a user ever becomes a path.</summary>
public sealed class PathTests
{
    private const string Mark = "kartkanari";

    private static readonly string[] Prefixes =
    [
        "../", "..\\", "..%2f", "%2e%2e/", "..%252f", "....//", "..;/", "..%c0%af", "．．／", "‥/", "..\0/", "./../", "../.\\", "/", "\\", "//host/share/", "C:\\", "C:/",
        "file:///", "~/", "$HOME/", "$(touch /", "`touch /", "; touch /", "| touch /",
    ];

    private static readonly string[] Targets = ["", "tmp/", "var/tmp/", "dev/shm/"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Five hundred ways to say "elsewhere".</summary>
    private static List<string> Elsewhere { get; } =
    [
        .. Prefixes.SelectMany(prefix => new[] { 1, 2, 4, 8, 12 }.SelectMany(depth => Targets.Select(target => string.Concat(Enumerable.Repeat(prefix, depth)) + target)))
            .Select((path, n) => FormattableString.Invariant($"{path}{Mark}-{n}")),
    ];

    [Fact]
    public async Task P_01_five_hundred_traversals_in_every_name_header_and_field_touch_nothing_outside_the_data_folder()
    {
        Assert.Equal(500, Elsewhere.Count);
        using var folder = new TemporaryFolder();
        var product = new Product(folder.Join("data"));
        var token = await product.GivenSartAsync();
        await using (var server = await product.ServeAsync())
        {
            using var client = server.Client(token);
            await Parallel.ForEachAsync(Elsewhere, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, (path, ct) => new ValueTask(TryAsync(client, path)));
            var zip = MadeFiles.Zip([.. Elsewhere.Where((_, n) => n % 10 == 0).Select(path => (path, "dedans"))]);
            using var content = new ByteArrayContent(zip);
            using var taken = await client.PostAsync("sart/api/v1/receptions?type=incoming-mail&name=" + Uri.EscapeDataString("../" + Mark + ".zip"), content, Ct);
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
            var item = System.Text.Json.Nodes.JsonNode.Parse(await taken.Content.ReadAsStringAsync(Ct))!.Text("item");
            using var reader = server.Client(token);
            reader.BaseAddress = new Uri(server.Address, "sart/api/v1/");
            await Reading.Taken.UntilAsync(async () => (await reader.ReadAsync(item)).Body["documents"]!.AsArray().Count == 51);
        }

        Assert.Equal("", await FindAsync("/", "/tmp", "/var/tmp", "/dev/shm", folder.Path));
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task P_02_a_name_in_an_archive_is_a_title_and_no_path()
    {
        using var folder = new TemporaryFolder();
        var product = new Product(folder.Join("data"));
        var token = await product.GivenSartAsync();
        await using (var server = await product.ServeAsync())
        {
            using var marie = server.Client(token);
            marie.BaseAddress = new Uri(server.Address, "sart/api/v1/");
            var zip = MadeFiles.Zip(($"../../{Mark}-a.txt", "un"), ($"/tmp/{Mark}-b.txt", "deux"), ($"..\\{Mark}-c.txt", "trois"), ($"C:/{Mark}-d.txt", "quatre"));
            var (item, _) = await Reading.Taken.TakeInAsync(marie, "courrier.zip", zip);
            await Reading.Taken.UntilAsync(async () => (await marie.ReadAsync(item)).Body["documents"]!.AsArray().Count == 5);
            Assert.Equal(
                [$"{Mark}-a.txt", $"{Mark}-b.txt", $"{Mark}-c.txt", $"{Mark}-d.txt"],
                (await Reading.Taken.DocumentsAsync(marie, item)).Skip(1).Select(d => d.Title));
        }

        Assert.Equal("", await FindAsync("/tmp", folder.Path));
    }

    [Fact]
    public async Task P_05_what_arrives_is_private_whatever_the_umask()
    {
        using var folder = new TemporaryFolder();
        var product = new Product(folder.Join("data"));
        await using var server = await product.ServeAsync("sh", "-c", "umask 000; exec \"$0\" \"$@\"");
        var token = await product.GivenSartAsync();
        using var client = server.Client(token);
        using var slow = new SlowContent();
        var sending = client.PostAsync("sart/api/v1/receptions?name=lente.bin", slow, Ct);
        string[] arriving = [];
        await Reading.Taken.UntilAsync(() => Task.FromResult((arriving = Files(product.Data, "arriving")).Length > 0));
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(own, File.GetUnixFileMode(Assert.Single(arriving)));
        for (var at = Path.GetDirectoryName(arriving[0])!; at.StartsWith(product.Data, StringComparison.Ordinal); at = Path.GetDirectoryName(at)!)
        {
            Assert.True(File.GetUnixFileMode(at) == (own | UnixFileMode.UserExecute), $"{at}: {File.GetUnixFileMode(at)}");
        }

        slow.GoOn();
        Assert.Equal(HttpStatusCode.Created, (await sending).StatusCode);
        Assert.All(Files(product.Data, "keys"), key => Assert.Equal(own, File.GetUnixFileMode(key)));
        Assert.Equal(own, File.GetUnixFileMode(Path.Join(product.Data, "run", "cartulaire.sock")));
    }

    private static string[] Files(string data, string folder)
        => [.. Directory.EnumerateDirectories(data, folder, SearchOption.AllDirectories).SelectMany(Directory.EnumerateFiles)];

    private static async Task TryAsync(HttpClient client, string path)
    {
        var escaped = Uri.EscapeDataString(path);
        foreach (var address in new[]
        {
            $"sart/api/v1/versions/{escaped}/content", $"sart/api/v1/versions/{escaped}/pages/1.jpg", $"sart/content/{escaped}", $"{escaped}/api/v1/search", $"assets/{escaped}",
            $"sart/api/v1/registers/{escaped}/entries", $"sart/api/v1/dashboards/{escaped}", $"sart/api/v1/separators?service={escaped}", $"sart/api/v1/search?q={escaped}", $"sart/list/{escaped}",
        })
        {
            using var answer = await client.GetAsync(address, Ct);
            Assert.True((int)answer.StatusCode < 500, $"{address}: {answer.StatusCode}");
        }

        using (var request = new HttpRequestMessage(HttpMethod.Post, $"sart/api/v1/receptions?name={escaped}&sort=1") { Content = new StringContent("courrier") })
        {
            foreach (var header in new[] { "X-File-Name", "Slug", "qquuid", "Upload-Metadata", "Idempotency-Key", "Cartulaire-Journal", "X-Original-URL", "Accept-Language" })
            {
                request.Headers.TryAddWithoutValidation(header, Ascii(path));
            }

            request.Content.Headers.TryAddWithoutValidation("Content-Disposition", $"attachment; filename=\"{Ascii(path)}\"");
            using var taken = await client.SendAsync(request, Ct);
            Assert.True(taken.StatusCode is HttpStatusCode.Created, $"{path}: {taken.StatusCode}");
        }

        foreach (var (address, body) in new (string, object)[]
        {
            ("sart/api/v1/items", new { type = path }),
            ("sart/api/v1/items", new { type = "incoming-mail", properties = new { subject = path.Replace("\0", "", StringComparison.Ordinal) } }),
            ("sart/api/v1/contacts", new { kind = "organisation", name = path }),
            ("sart/api/v1/saved-searches", new { title = path, query = "a" }),
        })
        {
            using var answer = await client.PostAsJsonAsync(address, body, Ct);
            Assert.True((int)answer.StatusCode < 500, $"{address} {path}: {answer.StatusCode}");
        }
    }

    private static string Ascii(string text) => new([.. text.Where(c => c is >= ' ' and <= '~')]);

    /// <summary>Everything on the disk whose name holds the mark.</summary>
    private static async Task<string> FindAsync(params string[] roots)
    {
        using var find = Process.Start(new ProcessStartInfo("find", [.. roots, "-xdev", "-name", $"*{Mark}*", "-print"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = find.StandardError.ReadToEndAsync(Ct);
        var found = await find.StandardOutput.ReadToEndAsync(Ct);
        await errors;
        return found;
    }

    /// <summary>A body that stops half-way until it is told to go on.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void GoOn() => go.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('a', 100_000)), Ct);
            await stream.FlushAsync(Ct);
            await go.Task;
            await stream.WriteAsync("fin"u8.ToArray(), Ct);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
