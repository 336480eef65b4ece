using System.Text.RegularExpressions;
using Cartulaire.App;
using Cartulaire.App.Demonstration;
using Cartulaire.Engines.Storage;
using Cartulaire.Server.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Every screen with the demonstration in it, on a server of its own: nothing sticks out of the window, no text is missing. Its pictures are those of the guides.</summary>
public sealed class ShotsTests(Site site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_screen_fits_its_window_and_has_all_its_texts()
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-shots").FullName;
        try
        {
            await using var data = DataFolder.TryOwn(folder)!;
            await using var app = WebServer.Build(data, "http://127.0.0.1:0", new CartulaireOptions { ReserveBytes = 0, PacksFolder = Path.Join(AppContext.BaseDirectory, "packs") });
            await app.StartAsync(Ct);
            var made = await app.Services.GetRequiredService<MakeDemonstration>().HandleAsync(Site.Password, (_, _) => { }, Ct);
            Assert.True(made.IsSuccess);
            var address = app.Urls.Single(u => u.StartsWith("http://127.0.0.1", StringComparison.Ordinal));
            await GivenPileAsync(address);
            foreach (var width in new[] { 1280, 390 })
            {
                await WalkAsync(new Walk(await OpenAsync(address, width)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WalkAsync(Walk walk)
    {
        var page = walk.Page;
        await page.GotoAsync("/sart");
        await walk.LookAsync("sign-in");
        await SignInAsync(page, "marie");
        await walk.LookAsync("home");
        await walk.AtAsync("capture", "drop");
        await walk.AtAsync("new/incoming-mail", "new");
        await walk.AtAsync("list", "list");
        await walk.AtAsync("list?q=permis", "search");
        await walk.AtAsync("list/to-register", "to-register");
        await walk.AtAsync("registers/incoming", "register");
        await walk.AtAsync("services", "services");
        await walk.AtAsync("services/new", "service");
        await walk.AtAsync("users", "users");
        await walk.AtAsync("users/new", "user");
        await walk.AtAsync("nowhere", "nowhere");
        await DeskAsync(walk);
        await RecordsAsync(walk);
        await page.Context.CloseAsync();
    }

    // One letter that was scanned and read, with what is proposed for it; then its pages.
    private static async Task DeskAsync(Walk walk)
    {
        var page = walk.Page;
        await walk.AtAsync("capture/desk", "desk-list");
        await page.Locator("table a").Last.ClickAsync();
        await Piles.ReadyAsync(page);
        await page.Locator(".viewer-frame img").First.WaitForAsync();
        await walk.LookAsync("desk-letter", fullPage: false);
        await page.Locator(".desk-keys > summary").ClickAsync();
        await walk.LookAsync("desk-keys", fullPage: false);
    }

    private static async Task RecordsAsync(Walk walk)
    {
        var page = walk.Page;
        foreach (var (subject, name) in new[] { ("véranda, rue des Tilleuls", "record"), ("Haie débordant", "record-routed") })
        {
            await page.GotoAsync("/sart/registers/incoming");
            await page.Locator("tbody tr", new() { HasText = subject }).Locator("a").First.ClickAsync();
            await page.WaitForURLAsync("**/items/**");
            await page.Locator(".viewer").WaitForAsync();
            await walk.LookAsync(name, fullPage: page.ViewportSize!.Width < 1000);
        }

        await page.GotoAsync(new Uri(page.Url).AbsolutePath + "/history");
        await walk.LookAsync("history");
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.GetByLabel("Nom d'utilisateur").FillAsync(name);
        await page.GetByLabel("Mot de passe").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, NameString = "Bonjour" }).WaitForAsync();
    }

    private async Task<IPage> OpenAsync(string address, int width)
    {
        var context = await site.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 800 }, BaseURL = address, Locale = "fr-BE", TimezoneId = "Europe/Brussels" });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    // A pile as it comes from the scanner: three letters between separator sheets, the second with a blank page.
    private async Task GivenPileAsync(string address)
    {
        var page = await OpenAsync(address, 1280);
        await page.GotoAsync("/sart");
        await SignInAsync(page, "marie");
        var all = Piles.Scans();
        var pile = Piles.Pile(
            Piles.Separator("sart", "travaux"), all[0].Content.ToArray(), Piles.Separator("sart"), all[1].Content.ToArray(), Piles.Blank(), Piles.Separator("sart"), all[2].Content.ToArray(), Piles.Blank(), all[2].Content.ToArray());
        Assert.Equal(201, await Piles.DropAsync(page, "sart", "pile-du-matin.pdf", pile));
        await page.GotoAsync("/sart/capture/desk");
        for (var n = 0; n < 600 && await page.Locator("tbody tr", new() { HasText = "pile-du-matin" }).CountAsync() < 3; n++)
        {
            await Task.Delay(500, Ct);
            await page.ReloadAsync();
        }

        // What is proposed for the last one comes with its reading.
        await page.Locator("table a").Last.ClickAsync();
        for (var n = 0; n < 600 && await page.Locator("[data-accept]").CountAsync() == 0; n++)
        {
            await Task.Delay(500, Ct);
            await page.ReloadAsync();
        }

        await page.Context.CloseAsync();
    }

    /// <summary>A walk through the screens of one window.</summary>
    private sealed class Walk(IPage page)
    {
        public IPage Page => page;

        public async Task AtAsync(string path, string name)
        {
            await page.GotoAsync("/sart/" + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await LookAsync(name);
        }

        public async Task LookAsync(string name, bool fullPage = true)
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var wide = await page.EvaluateAsync<string[]>(
                """
                () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
                  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))
                """);
            Assert.True(wide.Length == 0, $"{name} {page.ViewportSize!.Width}: {string.Join(" | ", wide.Take(5))}");
            var said = await page.Locator("body").InnerTextAsync();
            Assert.DoesNotMatch(Code(), said);
            await Shots.TakeAsync(page, name, fullPage);
        }
    }

    // A sentence that is missing shows its code: desk.title.
    private static Regex Code() => new(@"(?m)^(desk|ui|nav|record|register|drop|list|home|proposal|item|field|user|service|viewer)\.[a-z.-]+$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
