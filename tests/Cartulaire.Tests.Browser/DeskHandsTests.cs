using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Hands that are faster than the network: what they do while the next page is on its way.</summary>
public sealed class DeskHandsTests(Site site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_pressed_while_the_next_letter_is_on_its_way_are_for_that_letter()
    {
        var page = await ThreeAsync("hativement");
        await SlowlyAsync(page);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Le premier");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#desk")).ToHaveAttributeAsync("aria-busy", "true");
        await page.Keyboard.TypeAsync("Suite du dossier : l'été@");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("flux");

        // They came while the first was still there.
        Assert.Equal("1 / 3", await page.Locator(".desk-position").TextContentAsync());
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("2 / 3");
        await Assertions.Expect(Subject(page)).ToHaveValueAsync("Suite du dossier : l'été");
        await page.GetByRole(AriaRole.Option, new() { NameString = "Fluxys" }).WaitForAsync();
        Assert.Equal(["Le premier", "Courrier 1", "Courrier 2"], await SubjectsAsync("hativement"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_letter_that_nobody_has_seen_is_not_confirmed_by_a_second_press()
    {
        var page = await ThreeAsync("doublement");
        await SlowlyAsync(page);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("2 / 3");

        // Held down, it confirms no pile either.
        await page.Keyboard.DownAsync("Control");
        await page.Keyboard.DownAsync("Enter");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("3 / 3");
        await page.Keyboard.DownAsync("Enter");
        await page.Keyboard.UpAsync("Enter");
        await page.Keyboard.UpAsync("Control");
        await page.Keyboard.PressAsync("F4");
        await Assertions.Expect(page.Locator("[data-field=subject] .keep")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("3 / 3");
        await Assertions.Expect(page.Locator("#desk")).Not.ToHaveAttributeAsync("aria-busy", "true");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Undoing_at_once_undoes_what_was_under_way()
    {
        var page = await ThreeAsync("aussitot");
        await SlowlyAsync(page);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.PressAsync("F9");
        await Assertions.Expect(page.Locator(Piles.Done)).ToContainTextAsync("défaite");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("1 / 3");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Saving_leaves_the_hand_where_it_was()
    {
        var page = await ThreeAsync("surplace");
        await SlowlyAsync(page);
        var reference = page.GetByLabel("Référence de l'expéditeur", new() { Exact = true });
        await reference.FocusAsync();
        await page.Keyboard.TypeAsync("REF");
        await page.Keyboard.PressAsync("Control+s");
        await page.Keyboard.TypeAsync("-12");
        await Assertions.Expect(page.Locator(Piles.Done)).ToContainTextAsync("enregistré");
        await Assertions.Expect(reference).ToBeFocusedAsync();
        await Assertions.Expect(reference).ToHaveValueAsync("REF-12");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_an_answer_the_letter_stays_as_it_was_typed_and_goes_at_the_next_try()
    {
        var page = await ThreeAsync("coupure");
        await page.RouteAsync("**/capture/desk/*", route => route.Request.Method == "POST" ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Tapé avant la coupure");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Le serveur ne répond pas");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("1 / 3");
        await Assertions.Expect(Subject(page)).ToHaveValueAsync("Tapé avant la coupure");
        await page.UnrouteAllAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync("2 / 3");
        Assert.Equal("Tapé avant la coupure", (await SubjectsAsync("coupure"))[0]);
        await page.Context.CloseAsync();
    }

    private static ILocator Subject(IPage page) => page.GetByLabel("Objet", new() { Exact = true });

    // Three letters that lack nothing.
    private async Task<IPage> ThreeAsync(string administration)
    {
        await site.GivenAsync(administration, "Commune de Mains");
        var works = await site.InAsync(administration, async open =>
        {
            await using var db = open.Store.Read();
            return (await db.Services.SingleAsync(s => s.Name == "travaux", Ct)).Id;
        });
        for (var n = 0; n < 3; n++)
        {
            await site.FileAsync(administration, $"{n}.txt", "Bonjour"u8.ToArray(), $$"""{"subject":"Courrier {{n}}","treating-services":["{{works}}"]}""");
        }

        return await site.DeskAsync(administration);
    }

    // Long enough for whole sentences, on any machine.
    private static Task SlowlyAsync(IPage page) => page.RouteAsync("**/capture/desk/*", async route =>
    {
        if (route.Request.Method == "POST")
        {
            await Task.Delay(1_500, Ct);
        }

        await route.ContinueAsync();
    });

    private Task<List<string>> SubjectsAsync(string administration) => site.InAsync(administration, async open =>
    {
        await using var db = open.Store.Read();
        var rows = await db.Items.Where(i => i.State != null).OrderBy(i => i.Serial).Select(i => i.Properties).ToListAsync(Ct);
        return rows.Select(r => Kernel.Types.Properties.Parse(r).Get("subject")!.Value.GetString()!).ToList();
    });
}
