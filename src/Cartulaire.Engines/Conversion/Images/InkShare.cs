using NetVips;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>How much is written on a page.</summary>
internal static class InkShare
{
    private const int Width = 1240;
    private const double Edge = 0.05;
    private const double Darker = 48;

    /// <summary>Share of the page that is clearly darker than its paper. Edges (punch holes, shadows of the scanner) and single specks do not count.</summary>
    public static double On(string path)
    {
        using var opened = Image.NewFromFile(path);
        using var shown = ImagePages.ToShown(opened);
        using var grey = shown.Colourspace(Enums.Interpretation.Bw);
        using var small = grey.Width > Width ? grey.ThumbnailImage(Width, height: 100_000) : grey.Copy();
        var (left, top) = ((int)(small.Width * Edge), (int)(small.Height * Edge));
        using var inner = small.Crop(left, top, Math.Max(1, small.Width - (2 * left)), Math.Max(1, small.Height - (2 * top)));
        using var clean = inner.Median(3);
        using var dark = clean < (clean.Avg() - Darker);
        return dark.Avg() / 255;
    }
}
