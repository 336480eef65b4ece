using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Every page through axe, wide and narrow, light and dark: no violation of WCAG 2.2 A and AA.</summary>
public sealed class AccessibilityTests(Site site)
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    public static TheoryData<string, string> Pages => new()
    {
        { "admin", "" },
        { "admin", "services" },
        { "admin", "services/new" },
        { "admin", "users" },
        { "admin", "users/new" },
        { "marie", "" },
        { "marie", "nowhere" },
        { "marie", "new/incoming-mail" },
        { "marie", "items/{letter}" },
        { "marie", "items/{letter}/history" },
        { "marie", "registers/incoming" },
        { "marie", "capture" },
        { "marie", "list" },
        { "marie", "list/to-register" },
        { "marie", "list?q=urbanisme" },
        { "marie", "list?q=urbanisme+AND" },
        { "marie", "list?q=xyzzy" },
        { "marie", "items/{real}" },
        { "marie", "items/{real}/history" },
        { "paul", "items/{real}" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible(string person, string path)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Light), (1280, ColorScheme.Dark) })
        {
            var page = await site.SignedInAsync(person, width: width, scheme: scheme);
            var real = path.Contains("{real}", StringComparison.Ordinal) ? (await RealLetters.PermitAsync(site)).ToString() : "";
            await page.GotoAsync("/sart/" + path.Replace("{letter}", site.Letter.ToString(), StringComparison.Ordinal).Replace("{real}", real, StringComparison.Ordinal));
            await CheckAsync(page, $"{path} {width} {scheme}");
            await Shots.TakeAsync(page, $"{person}-{path.Replace('/', '-').Replace("{letter}", "one", StringComparison.Ordinal).Replace("{real}", "real", StringComparison.Ordinal).Replace('?', '-')}-{scheme}");
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Signing_in_is_accessible(int width, ColorScheme scheme)
    {
        var page = await site.OpenAsync(width: width, scheme: scheme);
        await page.GotoAsync("/sart");
        await CheckAsync(page, "sign-in");
        await Shots.TakeAsync(page, $"sign-in-{scheme}");
        await page.GetByLabel("Nom d'utilisateur").FillAsync("personne");
        await page.GetByLabel("Mot de passe").FillAsync("mauvais mot de passe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await CheckAsync(page, "sign-in refused");
        await Shots.TakeAsync(page, $"sign-in-refused-{scheme}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_picture_without_a_text_is_found()
    {
        var page = await site.OpenAsync();
        await page.SetContentAsync("<!DOCTYPE html><html lang=\"fr\"><title>x</title><main><img src=\"/x.png\"></main></html>");

        Assert.Contains((await page.RunAxe(Options)).Violations, v => v.Id == "image-alt");
        await page.Context.CloseAsync();
    }

    internal static async Task CheckAsync(IPage page, string what)
    {
        var found = await page.RunAxe(Options);
        Assert.True(found.Passes.Length > 3, $"{what}: axe looked at next to nothing.");
        Assert.True(
            found.Violations.Length == 0,
            $"{what}: " + string.Join("\n", found.Violations.Select(v => $"{v.Id}: {v.Help} — {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
    }
}
