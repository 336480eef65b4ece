using Microsoft.Playwright;
using NetVips;

namespace Cartulaire.Tests.Browser;

/// <summary>Pictures of the pages, for whoever designs them and for the guides: made only where <c>CARTULAIRE_SHOTS</c> names a folder.</summary>
internal static class Shots
{
    // Of a long list the beginning says enough.
    private const int Tallest = 1_600;

    // The grain of a scan costs colours, and colours bytes.
    private const int Heaviest = 140 << 10;

    public static async Task TakeAsync(IPage page, string name, bool fullPage = true)
    {
        if (Environment.GetEnvironmentVariable("CARTULAIRE_SHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        using var whole = Image.NewFromBuffer(await page.ScreenshotAsync(new() { FullPage = fullPage, Animations = ScreenshotAnimations.Disabled }));
        using var image = whole.Height > Tallest ? whole.Crop(0, 0, whole.Width, Tallest) : whole.Copy();
        var picture = Array.Empty<byte>();
        for (var quality = 90; quality > 0 && (picture.Length == 0 || picture.Length > Heaviest); quality -= 20)
        {
            picture = image.PngsaveBuffer(compression: 9, palette: true, q: quality, dither: 0);
        }

        await File.WriteAllBytesAsync(Path.Join(folder, $"{name}-{page.ViewportSize!.Width}.png"), picture);
    }
}
