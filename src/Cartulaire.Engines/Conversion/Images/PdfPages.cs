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

    /// <summary>Resolution that is enough to read; a scan that has less is drawn with what it has, which is quicker and not worse.</summary>
    private const int FullDpi = 300;
    private const int LeastDpi = 200;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    /// <summary>Number of pages, without reading any: a long document is looked at before it is read.</summary>
    public static async Task<int> CountAsync(string pdf, CancellationToken ct)
    {
        var result = await Tool.RunAsync("pdfinfo", [pdf], Time, ct);
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Pages:", var count] && int.TryParse(count, CultureInfo.InvariantCulture, out var pages))
            {
                return pages;
            }
        }

        throw Unrendered(result);
    }

    /// <summary>Renders for reading: grey and uncompressed, so that nothing is packed only to be unpacked again; at less than the full resolution on very large sheets.</summary>
    public static async Task<string> RenderAsync(string pdf, int page, string prefix, CancellationToken ct)
    {
        if (PdfScan.Write(pdf, page, LeastDpi, FullDpi, $"{prefix}.tif"))
        {
            return $"{prefix}.tif";
        }

        var (width, height) = await SizeAsync(pdf, page, ct);
        var inches = width / 72.0 * (height / 72.0);
        var scan = await ScannedAtAsync(pdf, page, inches, ct);
        var dpi = scan > 0 ? Math.Clamp(scan, LeastDpi, FullDpi) : FullDpi;
        var fitting = (int)Math.Min(dpi, Math.Floor(Math.Sqrt(EnoughPixels / inches)));
        if (fitting < 10)
        {
            throw new RefusedDocumentException("conversion.too-many-pixels");
        }

        string[] how = ["-gray", "-tiff", "-tiffcompression", "none", "-r", Text(fitting)];
        return await RunAsync(pdf, page, how, $"{prefix}.tif", (width * fitting / 72, height * fitting / 72), ct);
    }

    /// <summary>Renders for the eye, at a width in pixels.</summary>
    public static async Task<string> RenderToWidthAsync(string pdf, int page, int width, string prefix, CancellationToken ct)
    {
        var (points, high) = await SizeAsync(pdf, page, ct);
        var height = Math.Max(1, width * high / points);
        await ScannedAtAsync(pdf, page, 1, ct);
        return width * height > MostPixels
            ? throw new RefusedDocumentException("conversion.too-many-pixels")
            : await RunAsync(pdf, page, ["-jpeg", "-scale-to-x", Text(width), "-scale-to-y", "-1"], $"{prefix}.jpg", (width, height), ct);
    }

    private static async Task<string> RunAsync(string pdf, int page, string[] how, string target, (double Width, double Height) expected, CancellationToken ct)
    {
        File.Delete(target);
        var result = await Tool.RunAsync("pdftoppm", [.. how, "-f", Text(page), "-l", Text(page), "-singlefile", pdf, Path.ChangeExtension(target, null)], Time, ct);
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

        return width < 1 || height < 1 ? throw Unrendered(result) : turned ? (height, width) : (width, height);
    }

    /// <summary>Resolution of a picture that fills at least half of the page, 0 without one.</summary>
    /// <exception cref="RefusedDocumentException"><c>conversion.too-many-pixels</c>: some picture of the page.</exception>
    private static async Task<int> ScannedAtAsync(string pdf, int page, double inches, CancellationToken ct)
    {
        var result = await Tool.RunAsync("pdfimages", ["-list", "-f", Text(page), "-l", Text(page), pdf], Time, ct);
        var scan = 0;
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n').Skip(2))
        {
            // page num type width height … x-ppi y-ppi size ratio
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 12 || !long.TryParse(columns[3], CultureInfo.InvariantCulture, out var width) || !long.TryParse(columns[4], CultureInfo.InvariantCulture, out var height))
            {
                continue;
            }

            if (width * height > MostPixels)
            {
                throw new RefusedDocumentException("conversion.too-many-pixels", $"{columns[3]}x{columns[4]}");
            }

            if (int.TryParse(columns[^4], CultureInfo.InvariantCulture, out var across) && int.TryParse(columns[^3], CultureInfo.InvariantCulture, out var down)
                && across > 0 && down > 0 && width / (double)across * height / down > inches / 2)
            {
                scan = Math.Max(scan, Math.Max(across, down));
            }
        }

        return scan;
    }

    private static RefusedDocumentException Unrendered(ToolResult result)
        => new(result.Error.Contains("password", StringComparison.OrdinalIgnoreCase) ? "conversion.encrypted" : "conversion.page-not-rendered", FirstLine(result.Error));

    private static string FirstLine(string error) => error.Split('\n')[0];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
