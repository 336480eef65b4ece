using System.Net.Http.Headers;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.Tests.Integration.Support;

/// <summary>
/// The real web host in this process, over real HTTP on a free port, with Sart: pack courrier, services travaux and finances,
/// marie (mail-clerk), paul (editor of travaux), luc (editor of finances), and anne, who holds nothing. Use it as <c>IClassFixture</c>.
/// </summary>
public sealed class HttpFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly List<HttpClient> clients = [];
    private DataFolder? data;
    private WebApplication? app;
    private AdministrationLease? lease;

    public static Actor Actor { get; } = Actor.Operator("test");

    /// <summary>Sart, leased as long as the fixture lives.</summary>
    public OpenAdministration Sart => lease!.Administration;

    /// <summary>Services by short name.</summary>
    public Dictionary<string, ServiceId> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Persons by sign-in name.</summary>
    public Dictionary<string, PersonId> Persons { get; } = new(StringComparer.Ordinal);

    /// <summary>Services of the host.</summary>
    public IServiceProvider Host => app!.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>The operators' socket.</summary>
    public string Socket => DataFolder.SocketOf(folder.Join("data"));

    /// <summary>What a person's bearer token is.</summary>
    public string TokenOf(string user) => tokens[user];

    public async ValueTask InitializeAsync()
    {
        data = DataFolder.TryOwn(folder.Join("data"))!;
        app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0 });
        await app.StartAsync();
        Address = new Uri(app.Urls.Single(u => u.StartsWith("http://127.", StringComparison.Ordinal)) + "/");
        Must(await Host.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command("sart", "Commune de Sart"), default));
        lease = Must(await Host.GetRequiredService<Administrations>().LeaseAsync("sart", default));
        Must((await InstallPack.HandleAsync(Sart, Actor, PackFolders.Of(Host.GetRequiredService<CartulaireOptions>(), "courrier"), default)).Outcome);
        foreach (var (name, title) in new[] { ("travaux", "Travaux"), ("finances", "Finances") })
        {
            Services[name] = Must((await AddService.HandleAsync(Sart, Actor, new AddService.Command(name, title), default)).Outcome).Id;
        }

        await AddUserAsync("marie", "Marie Lambert", ["mail-clerk"], []);
        await AddUserAsync("paul", "Paul Renard", [], ["travaux/editor"]);
        await AddUserAsync("luc", "Luc Maes", [], ["finances/editor"]);
        await AddUserAsync("anne", "Anne Dubois", [], []);
    }

    /// <summary>Adds somebody who may sign in by token.</summary>
    public async Task AddUserAsync(string name, string displayName, string[] roles, string[] functions, string? newService = null)
    {
        if (newService is not null)
        {
            Services[newService] = Must((await AddService.HandleAsync(Sart, Actor, new AddService.Command(newService, newService), default)).Outcome).Id;
        }

        var command = new AddUser.Command(name, $"{name}@sart.example", displayName, roles, functions, null);
        Persons[name] = Must((await AddUser.HandleAsync(Sart, Actor, command, default)).Outcome).Id;
        tokens[name] = Must((await Tokens.CreateAsync(Sart, Actor, new Tokens.Create(name), default)).Outcome).Secret;
    }

    /// <summary>The data folder.</summary>
    public string Folder => folder.Join("data");

    /// <summary>The bearer token of a person.</summary>
    public string Token(string user) => tokens[user];

    /// <summary>A client signed in as a person (nobody when null), whose addresses begin at <c>/sart/api/v1/</c>. The fixture disposes it.</summary>
    public HttpClient Client(string? user)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, "sart/api/v1/") };
        client.DefaultRequestHeaders.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", tokens[user]);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        lease?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (data is not null)
        {
            await data.DisposeAsync();
        }

        folder.Dispose();
    }

    private static T Must<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.IsSuccess, string.Join("; ", outcome.Failures));
        return outcome.Value;
    }
}
