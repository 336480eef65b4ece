using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Pages of image files by libvips, in the worker only.</summary>
internal static class ImagePages
{
    public static string Tool { get; } = $"libvips {NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}";

    /// <summary>Whether the kind is a picture; HEIC becomes a JPEG before (<see cref="HeicPhoto"/>).</summary>
    public static bool Reads(FileKind kind) => kind is FileKind.Tiff or FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP or FileKind.Heic;

    /// <summary>Pages of a TIFF; a moving picture is one page, its first.</summary>
    public static int Count(string path) => Guarded(() =>
    {
        using var image = Open(path, 1);
        return IsTiff(path) && image.Contains("n-pages") ? Math.Clamp((int)image.Get("n-pages"), 1, 10_000) : 1;
    });

    /// <summary>One page, upright by its EXIF orientation, without transparency, ready for the tools: the file itself when nothing has to change.</summary>
    public static string Extract(string path, int page, string target) => Guarded(() =>
    {
        using var image = Open(path, page);
        var orientation = image.Contains("orientation") ? (int)image.Get("orientation") : 1;
        var plain = orientation <= 1 && page == 1 && image.Bands is 1 or 3 && !path.EndsWith(".gif", StringComparison.Ordinal) && !path.EndsWith(".webp", StringComparison.Ordinal) && Count(path) == 1;
        if (plain)
        {
            return path;
        }

        var written = Path.ChangeExtension(target, ".tif");
        using var shown = ToShown(image);
        shown.Tiffsave(written);
        return written;
    });

    /// <summary>A JPEG of at most the width.</summary>
    public static (byte[] Jpeg, PageSize Size) Shrink(string path, int width) => Guarded(() =>
    {
        using var image = Open(path, 1);
        using var shown = ToShown(image);
        using var small = shown.Width > width ? shown.ThumbnailImage(width, height: 100_000) : shown.Copy();
        return (small.JpegsaveBuffer(q: 82, keep: Enums.ForeignKeep.None), new PageSize(small.Width, small.Height));
    });

    /// <summary>Whether a tool's output exists, decodes to its last line and has the size that was asked for.</summary>
    public static bool IsWhole(string path, (double Width, double Height) expected)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var image = Image.NewFromFile(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            _ = image.Avg();
            return Math.Abs(image.Width - expected.Width) <= 3 + (expected.Width * 0.01) && Math.Abs(image.Height - expected.Height) <= 3 + (expected.Height * 0.01);
        }
        catch (VipsException)
        {
            return false;
        }
    }

    /// <summary>The upright, flattened, at most three-band, eight-bit image.</summary>
    public static Image ToShown(Image image)
    {
        var upright = image.Autorot();
        var coloured = upright.Bands == 1 || upright.Interpretation is Enums.Interpretation.Bw ? upright.Colourspace(Enums.Interpretation.Bw) : upright.Colourspace(Enums.Interpretation.Srgb);
        var flat = coloured.HasAlpha() ? coloured.Flatten(background: [255]) : coloured;
        return flat.Cast(Enums.BandFormat.Uchar);
    }

    public static Image Open(string path, int page)
    {
        var image = IsTiff(path) ? Image.Tiffload(path, page: page - 1) : Image.NewFromFile(path);
        return (long)image.Width * image.Height > PdfPages.MostPixels
            ? throw new RefusedDocumentException("conversion.too-many-pixels", $"{image.Width}x{image.Height}")
            : image;
    }

    private static bool IsTiff(string path) => path.EndsWith(".tif", StringComparison.Ordinal) || path.EndsWith(".tiff", StringComparison.Ordinal);

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (VipsException fault)
        {
            throw new RefusedDocumentException("conversion.image-broken", fault.Message.Split('\n')[0]);
        }
    }
}
