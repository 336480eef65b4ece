using System.Globalization;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Contacts;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Types;
using Cartulaire.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Cartulaire.Tests.Browser.Site))]


namespace Cartulaire.Tests.Browser;

/// <summary>The product in this process, on a free port, with Sart and its people; and one real browser. Made once for all tests.</summary>
public sealed class Site : IAsyncLifetime
{
    public const string Password = "cheval agrafe batterie";

    private static readonly string[] Subjects =
    [
        "Demande de permis d'urbanisme rue du Moulin 12", "Dégât des eaux à l'école communale de Sart-lez-Walhain",
        "Facture n° 2026/118 : curage des avaloirs", "Plainte pour nuisances sonores, place Communale",
    ];

    // A wait ends when what it waits for is there; where many share a machine, it may be given longer.
    private static readonly float Patience = 1000 * (float.TryParse(Environment.GetEnvironmentVariable("CARTULAIRE_PATIENCE"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 10);

    private readonly string folder = Directory.CreateTempSubdirectory("cartulaire-browser").FullName;
    private DataFolder data = null!;
    private WebApplication app = null!;
    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public string Address { get; private set; } = "";

    /// <summary>A letter that is there from the beginning.</summary>
    public ItemId Letter { get; private set; }

    public static Actor Operator { get; } = Actor.Operator("test");

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        data = DataFolder.TryOwn(folder)!;
        app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0, PacksFolder = Path.Join(AppContext.BaseDirectory, "packs") });
        await app.StartAsync();
        Address = app.Urls.Single(u => u.StartsWith("http://127.0.0.1", StringComparison.Ordinal));
        await GivenAsync("sart", "Commune de Sart");
        await InSartAsync(async sart =>
        {
            foreach (var subject in Subjects)
            {
                Letter = await LetterAsync(sart, subject);
            }

            return true;
        });
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CARTULAIRE_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A page of its own, with nothing remembered.</summary>
    public async Task<IPage> OpenAsync(bool script = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await Browser.NewContextAsync(new()
        {
            JavaScriptEnabled = script,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            BaseURL = Address,
            Locale = "fr-BE",
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A page of somebody who is signed in.</summary>
    public async Task<IPage> SignedInAsync(string name, bool script = true, int width = 1280, ColorScheme scheme = ColorScheme.Light, string administration = "sart")
    {
        var page = await OpenAsync(script, width, scheme);
        await page.GotoAsync($"/{administration}");
        await page.GetByLabel("Nom d'utilisateur").FillAsync(name);
        await page.GetByLabel("Mot de passe").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, NameString = "Bonjour" }).WaitForAsync();
        return page;
    }

    /// <summary>Does something in Sart as its people cannot.</summary>
    public Task<T> InSartAsync<T>(Func<OpenAdministration, Task<T>> work) => InAsync("sart", work);

    /// <summary>Does something in an administration as its people cannot.</summary>
    public async Task<T> InAsync<T>(string administration, Func<OpenAdministration, Task<T>> work)
    {
        var lease = await app.Services.GetRequiredService<Administrations>().LeaseAsync(administration, CancellationToken.None);
        using (lease.Value)
        {
            return await work(lease.Value.Administration);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        await app.DisposeAsync();
        await data.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An administration with the pack, its services and its people.</summary>
    public async Task GivenAsync(string administration, string title)
    {
        await app.Services.GetRequiredService<CreateAdministration.Handler>().HandleAsync(new CreateAdministration.Command(administration, title), CancellationToken.None);
        await InAsync(administration, async sart =>
        {
            var pack = await InstallPack.HandleAsync(sart, Operator, PackFolders.Of(app.Services.GetRequiredService<CartulaireOptions>(), "courrier"), CancellationToken.None);
            Assert.True(pack.Outcome.IsSuccess);
            foreach (var (name, title, parent) in new[] { ("direction", "Direction générale", null), ("finances", "Finances", "direction"), ("travaux", "Travaux", "direction"), ("population", "Population et état civil", (string?)"direction") })
            {
                Must(await AddService.HandleAsync(sart, Operator, new AddService.Command(name, title, parent), CancellationToken.None));
            }

            foreach (var (name, display, roles, functions) in new[]
            {
                ("marie", "Marie Dupont", "mail-clerk", ""),
                ("paul", "Paul Lambert", "", "travaux/editor"),
                ("anne", "Anne Collard", "", "finances/editor,finances/validator-1"),
                ("admin", "Luc Renard", "administrator", ""),
            })
            {
                Must(await AddUser.HandleAsync(
                    sart,
                    Operator,
                    new AddUser.Command(name, $"{name}@sart.example", display, Split(roles), Split(functions), Password),
                    CancellationToken.None));
            }

            foreach (var (name, place) in new[] { ("Fluxys Belgium", "Bruxelles"), ("Ores Assets", "Gosselies"), ("Zone de secours Hesbaye", "Waremme") })
            {
                Must(await SaveContact.MakeAsync(sart, Operator, new ContactValues(ContactKinds.Organisation, name, Locality: place), null, CancellationToken.None));
            }

            return true;
        });
    }

    /// <summary>Registers a letter for the service of works.</summary>
    public static async Task<ItemId> LetterAsync(OpenAdministration sart, string subject)
    {
        await using var db = sart.Store.Read();
        var travaux = db.Services.Single(s => s.Name == "travaux").Id;
        var marie = db.Persons.Single(p => p.Name == "marie").Id;
        var written = await MakeItem.HandleAsync(
            sart, Actor.Of(marie), marie, new MakeItem.Command("incoming-mail", Properties.Parse($$"""{"subject":"{{subject}}","treating-services":["{{travaux}}"]}""")), CancellationToken.None);
        Must(written);
        return written.Outcome.Value.Id;
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static void Must<T>(Written<T> written) => Assert.True(written.Outcome.IsSuccess, string.Join(", ", written.Outcome.Failures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f}"))));
}
