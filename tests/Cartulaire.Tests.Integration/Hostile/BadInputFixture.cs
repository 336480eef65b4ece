using System.Globalization;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Storage;
using Cartulaire.Server.Web;
using Cartulaire.Tests.Integration.Conversion;
using Cartulaire.Tests.Integration.Items;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>The real program with Sart and Ohey. Every bad file is sent to Sart, an ordinary letter after each; Ohey's list is asked meanwhile.</summary>
public sealed class BadInputFixture : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Sent> sent = new(StringComparer.Ordinal);
    private ServerProcess? server;
    private HttpClient? marie;

    /// <summary>A file that was taken in, and the letter sent after it.</summary>
    internal sealed record Sent(string Item, string Digest, string Neighbour);

    internal ServerProcess Server => server!;

    /// <summary>Marie of Sart; addresses begin at <c>/sart/api/v1/</c>.</summary>
    public HttpClient Marie => marie!;

    /// <summary>How long Ohey waited for its list, each time.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Most workers seen at a time.</summary>
    public int Workers { get; private set; }

    internal Sent Of(string name) => sent[name];

    public async ValueTask InitializeAsync()
    {
        var product = new Product(folder.Join("data"));
        var (token, other) = (await GivenAsync(product.Data, "sart", "marie"), await GivenAsync(product.Data, "ohey", "jean"));
        server = await product.ServeAsync();
        marie = Client("sart", token);
        using var jean = Client("ohey", other);
        await TakeAsync(jean, "ordinaire.pdf", MadeFiles.Pdf("Une lettre d'Ohey"));
        var files = BadFile.Made.AsEnumerable();
        if (Samples.Exist)
        {
            files = files.Concat(BadFile.Samples);
        }

        foreach (var file in files)
        {
            var content = file.Content();
            var item = await TakeAsync(marie, Path.GetFileName(file.Name), content);
            var neighbour = await TakeAsync(marie, "voisine.pdf", MadeFiles.Pdf(string.Create(CultureInfo.InvariantCulture, $"Lettre voisine numéro {sent.Count}")));
            sent.Add(file.Name, new Sent(item, MadeBombs.Digest(content), neighbour));
            await AskAsync(jean);
        }

        await DrainAsync(jean);
    }

    public async ValueTask DisposeAsync()
    {
        marie?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        folder.Dispose();
    }

    /// <summary>Background work by state, over all administrations.</summary>
    public async Task<IReadOnlyDictionary<string, long>> JobsAsync()
    {
        using var anyone = Server.Client();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in (await anyone.GetStringAsync("metrics", CancellationToken.None)).Split('\n').Where(l => l.StartsWith("cartulaire_jobs_pending{", StringComparison.Ordinal)))
        {
            var state = line.Split("state=\"")[1].Split('"')[0];
            counts[state] = counts.GetValueOrDefault(state) + long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
        }

        return counts;
    }

    /// <summary>Workers that are children of the server now.</summary>
    public int WorkersNow() => Directory.EnumerateDirectories("/proc").Count(IsWorker);

    /// <summary>Makes an administration with a clerk, as the verbs do, and gives the clerk's token.</summary>
    private static async Task<string> GivenAsync(string path, string administration, string clerk)
    {
        await using var data = DataFolder.TryOwn(path)!;
        await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0 });
        Assert.True((await app.Services.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command(administration, administration), CancellationToken.None)).IsSuccess);
        using var lease = (await app.Services.GetRequiredService<Administrations>().LeaseAsync(administration, CancellationToken.None)).Value;
        var pack = PackFolders.Of(app.Services.GetRequiredService<CartulaireOptions>(), "courrier");
        Assert.True((await InstallPack.HandleAsync(lease.Administration, HttpFixture.Actor, pack, CancellationToken.None)).Outcome.IsSuccess);
        var command = new AddUser.Command(clerk, $"{clerk}@{administration}.example", clerk, ["mail-clerk"], [], null);
        Assert.True((await AddUser.HandleAsync(lease.Administration, HttpFixture.Actor, command, CancellationToken.None)).Outcome.IsSuccess);
        return (await Tokens.CreateAsync(lease.Administration, HttpFixture.Actor, new Tokens.Create(clerk), CancellationToken.None)).Outcome.Value.Secret;
    }

    private HttpClient Client(string administration, string token)
    {
        var client = Server.Client(token);
        client.BaseAddress = new Uri(Server.Address, $"{administration}/api/v1/");
        client.Timeout = TimeSpan.FromMinutes(2);
        return client;
    }

    private static async Task<string> TakeAsync(HttpClient client, string name, byte[] content)
    {
        var (body, _) = await client.MustAsync(HttpMethod.Post, $"receptions?type=incoming-mail&name={Uri.EscapeDataString(name)}", content);
        return body.Text("item");
    }

    private async Task AskAsync(HttpClient jean)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (list, _) = await jean.MustAsync(HttpMethod.Get, "registers/incoming/entries");
        Assert.Single(list["lines"]!.AsArray());
        Waits.Add(watch.Elapsed);
        Workers = Math.Max(Workers, WorkersNow());
    }

    private async Task DrainAsync(HttpClient jean)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyDictionary<string, long> jobs;
        while ((jobs = await JobsAsync()).Any(j => j.Key != "given-up" && j.Value > 0))
        {
            Assert.True(watch.Elapsed < Limit, "The queue does not drain: " + string.Join(", ", jobs));
            await AskAsync(jean);
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private bool IsWorker(string folder)
    {
        try
        {
            // A worker is the sandbox started by the server: fourth field of stat is the parent.
            return char.IsAsciiDigit(Path.GetFileName(folder)[0])
                && File.ReadAllText(Path.Join(folder, "stat")).Split(") ")[^1].Split(' ')[1] == Server.Id.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
