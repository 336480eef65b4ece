using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Images of PDF pages by poppler. What it would have to unpack is counted before it starts (security R-05); what it wrote is checked after .</summary>
internal static class PdfPages
{
    /// <summary>Pixels of one page or one picture inside it.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Pixels that are enough to read any sheet.</summary>
    private const double EnoughPixels = 40_000_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    /// <summary>Renders for reading, at the wished resolution or less on very large sheets.</summary>
    public static async Task<string> RenderAsync(string pdf, int page, int dpi, bool grey, string prefix, CancellationToken ct)
    {
        var (width, height) = await SizeAsync(pdf, page, ct);
        var inches = width / 72.0 * (height / 72.0);
        var fitting = (int)Math.Min(dpi, Math.Floor(Math.Sqrt(EnoughPixels / inches)));
        if (fitting < 10)
        {
            throw new RefusedDocumentException("conversion.too-many-pixels");
        }

        string[] scale = grey ? ["-gray", "-r", Text(fitting)] : ["-r", Text(fitting)];
        return await RunAsync(pdf, page, scale, prefix, (width * fitting / 72, height * fitting / 72), ct);
    }

    /// <summary>Renders for the eye, at a width in pixels.</summary>
    public static async Task<string> RenderToWidthAsync(string pdf, int page, int width, string prefix, CancellationToken ct)
    {
        var (points, high) = await SizeAsync(pdf, page, ct);
        var height = Math.Max(1, width * high / points);
        return width * height > MostPixels
            ? throw new RefusedDocumentException("conversion.too-many-pixels")
            : await RunAsync(pdf, page, ["-scale-to-x", Text(width), "-scale-to-y", "-1"], prefix, (width, height), ct);
    }

    private static async Task<string> RunAsync(string pdf, int page, string[] scale, string prefix, (double Width, double Height) expected, CancellationToken ct)
    {
        await RefuseGiantPicturesAsync(pdf, page, ct);
        var target = $"{prefix}.jpg";
        File.Delete(target);
        var result = await Tool.RunAsync("pdftoppm", ["-jpeg", .. scale, "-f", Text(page), "-l", Text(page), "-singlefile", pdf, prefix], Time, ct);
        return result.Success && ImagePages.IsWhole(target, expected)
            ? target
            : throw new RefusedDocumentException("conversion.page-not-rendered", FirstLine(result.Error));
    }

    /// <summary>Size in points of the page as shown.</summary>
    private static async Task<(double Width, double Height)> SizeAsync(string pdf, int page, CancellationToken ct)
    {
        var result = await Tool.RunAsync("pdfinfo", ["-f", Text(page), "-l", Text(page), pdf], Time, ct);
        double width = 0, height = 0;
        var turned = false;
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["Page", _, "size:", var wide, "x", var high, ..])
            {
                width = double.Parse(wide, CultureInfo.InvariantCulture);
                height = double.Parse(high, CultureInfo.InvariantCulture);
            }

            turned |= words is ["Page", _, "rot:", "90" or "270"];
        }

        if (width < 1 || height < 1)
        {
            throw new RefusedDocumentException(result.Error.Contains("password", StringComparison.OrdinalIgnoreCase) ? "conversion.encrypted" : "conversion.page-not-rendered", FirstLine(result.Error));
        }

        return turned ? (height, width) : (width, height);
    }

    private static async Task RefuseGiantPicturesAsync(string pdf, int page, CancellationToken ct)
    {
        var result = await Tool.RunAsync("pdfimages", ["-list", "-f", Text(page), "-l", Text(page), pdf], Time, ct);
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n').Skip(2))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 5 && long.TryParse(columns[3], CultureInfo.InvariantCulture, out var width) && long.TryParse(columns[4], CultureInfo.InvariantCulture, out var height) && width * height > MostPixels)
            {
                throw new RefusedDocumentException("conversion.too-many-pixels", $"{columns[3]}x{columns[4]}");
            }
        }
    }

    private static string FirstLine(string error) => error.Split('\n')[0];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
