using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Pictures of the pages for whoever designs them: made only where <c>CARTULAIRE_SHOTS</c> names a folder.</summary>
internal static class Shots
{
    public static async Task TakeAsync(IPage page, string name, bool fullPage = true)
    {
        if (Environment.GetEnvironmentVariable("CARTULAIRE_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Join(folder, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = fullPage });
        }
    }
}
