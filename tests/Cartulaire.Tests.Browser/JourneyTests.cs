using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>What people do, in a real browser, with script and without.</summary>
public sealed class JourneyTests(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clerk_registers_a_letter_without_a_file_and_routes_it(bool script)
    {
        var page = await site.SignedInAsync("marie", script);
        await page.GetByRole(AriaRole.Link, new() { Name = "Courrier entrant" }).First.ClickAsync();
        await page.GetByLabel("Objet").FillAsync("Demande de raccordement à l'égout");
        await PickSenderAsync(page, script);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Travaux", Exact = true }).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et numéroter" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("La fiche est enregistrée.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("-E-");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { NameString = "Fluxys" })).ToBeCheckedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Orienter" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("À traiter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Historique", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Enregistrement sous le numéro")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_whole_way_goes_without_a_mouse()
    {
        await site.InSartAsync(sart => Site.LetterAsync(sart, "Sans souris"));
        var page = await site.OpenAsync();
        await page.GotoAsync("/sart");
        await page.Keyboard.TypeAsync("marie");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Site.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, NameString = "Bonjour" }).WaitForAsync();

        await ReachAsync(page, "Indicateur du courrier entrant");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/registers/**");
        await ReachAsync(page, "-E-");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/items/**");
        await ReachAsync(page, "Orienter");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("C'est fait.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_save_that_comes_too_late_shows_the_other_one_and_offers_both()
    {
        var letter = await site.InSartAsync(sart => Site.LetterAsync(sart, "Objet premier"));
        var first = await site.SignedInAsync("marie");
        var second = await site.SignedInAsync("admin", script: false);
        await first.GotoAsync($"/sart/items/{letter}");
        await second.GotoAsync($"/sart/items/{letter}");
        await first.GetByLabel("Objet").FillAsync("Objet de Marie");
        await first.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).First.ClickAsync();
        await Assertions.Expect(first.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Les changements sont enregistrés.");

        await second.GetByLabel("Remarques").FillAsync("Remarque de Luc");
        await second.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).First.ClickAsync();

        await Assertions.Expect(second.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Marie Dupont");
        await Assertions.Expect(second.GetByLabel("Objet")).ToHaveValueAsync("Objet de Marie");
        await Assertions.Expect(second.GetByLabel("Remarques")).ToHaveValueAsync("Remarque de Luc");
        await Shots.TakeAsync(second, "stale");
        await AccessibilityTests.CheckAsync(first, "record");
        await second.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).First.ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Les changements sont enregistrés.");
        await Assertions.Expect(second.GetByLabel("Objet")).ToHaveValueAsync("Objet de Marie");
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_added_by_a_plain_form_and_comes_back_as_it_was(bool script)
    {
        var letter = await site.InSartAsync(sart => Site.LetterAsync(sart, "Avec une pièce"));
        var page = await site.SignedInAsync("marie", script);
        await page.GotoAsync($"/sart/items/{letter}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter…" }).ClickAsync();
        await page.Locator("#add-file input[name=file]").SetInputFilesAsync(new FilePayload { Name = "lettre été.txt", MimeType = "text/plain", Buffer = "Bonjour"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Le document est ajouté.");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Télécharger l'original : lettre été.txt" }).First.ClickAsync());
        Assert.Equal("lettre été.txt", download.SuggestedFilename);
        Assert.Equal("Bonjour", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_administrator_adds_a_service_and_is_told_what_is_wrong(bool script)
    {
        var page = await site.SignedInAsync("admin", script);
        await page.GotoAsync("/sart/services/new");
        await page.GetByLabel("Service").FillAsync("Jeunesse");
        await page.GetByLabel("Nom court").FillAsync("Pas Valable !");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nom court");
        await Assertions.Expect(page.GetByLabel("Service")).ToHaveValueAsync("Jeunesse");

        await page.GetByLabel("Nom court").FillAsync(script ? "jeunesse" : "jeunesse-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Le service est ajouté.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Following_a_link_changes_the_page_and_tells_the_reader()
    {
        var page = await site.SignedInAsync("marie");
        await page.EvaluateAsync("window.same = true");
        await page.GetByRole(AriaRole.Link, new() { Name = "Indicateur du courrier entrant" }).ClickAsync();
        await page.WaitForURLAsync("**/registers/**");

        Assert.True(await page.EvaluateAsync<bool>("window.same === true"), "The page was loaded whole.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    private static async Task PickSenderAsync(IPage page, bool script)
    {
        var ask = page.GetByPlaceholder("Tapez quelques lettres").First;
        await ask.FillAsync("flux");
        if (script)
        {
            await page.GetByRole(AriaRole.Option, new() { NameString = "Fluxys" }).WaitForAsync();
            await ask.PressAsync("Enter");
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).Nth(1).ClickAsync();
            await page.GetByRole(AriaRole.Checkbox, new() { NameString = "Fluxys" }).CheckAsync();
        }
    }

    // Tab until something with these words has the focus: whoever has no mouse does the same.
    private static async Task ReachAsync(IPage page, string words)
    {
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>("document.activeElement.textContent")).Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"« {words} » is not reached by the keyboard.");
    }
}
