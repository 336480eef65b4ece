using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Photographs of telephones (HEIC) as JPEG, by libheif's own tool: no library that we ship decodes them.</summary>
internal static class HeicPhoto
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    /// <summary>Writes the main picture.</summary>
    /// <returns>The path of the JPEG.</returns>
    public static async Task<string> ToJpegAsync(string source, string folder, CancellationToken ct)
    {
        await RefuseGiantAsync(source, ct);
        var name = Path.GetFileNameWithoutExtension(source);
        var target = Path.Combine(folder, $"{name}.jpg");
        var result = await Tool.RunAsync("heif-convert", ["-q", "92", source, target], Time, ct);

        // Of several pictures each gets a number, the first one first.
        var written = File.Exists(target) ? target : Path.Combine(folder, $"{name}-1.jpg");
        return result.Success && File.Exists(written) ? written : throw new RefusedDocumentException("conversion.image-broken", result.Error.Split('\n')[0]);
    }

    /// <summary>Counts what would have to be unpacked before it is (security R-05).</summary>
    private static async Task RefuseGiantAsync(string source, CancellationToken ct)
    {
        var told = await Tool.RunAsync("heif-info", [source], Time, ct);
        foreach (var line in Encoding.UTF8.GetString(told.Output).Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["image:", var size, ..] && size.Split('x') is [var width, var height]
                && long.TryParse(width, CultureInfo.InvariantCulture, out var across) && long.TryParse(height, CultureInfo.InvariantCulture, out var down)
                && across * down > PdfPages.MostPixels)
            {
                throw new RefusedDocumentException("conversion.too-many-pixels", size);
            }
        }
    }
}
