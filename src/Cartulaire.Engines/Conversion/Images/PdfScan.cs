using Cartulaire.Engines.Conversion.Text;
using NetVips;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Tokens;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>A page that is one JPEG from edge to edge and nothing else, as scanners make them: its picture is taken as it is, which costs a fifth of drawing it.</summary>
internal static class PdfScan
{
    /// <summary>Points by which the picture may miss an edge of the page.</summary>
    private const double Slack = 1;

    /// <summary>Entries of a picture that change what is shown of it (ISO 32000-1, 8.9.5).</summary>
    private static readonly string[] Altering = ["Decode", "SMask", "Mask", "ImageMask", "SMaskInData", "OC"];

    /// <summary>Writes the picture grey, with its resolution.</summary>
    /// <param name="pdf">The document.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="least">Dots per inch under which it is drawn larger instead.</param>
    /// <param name="most">Dots per inch over which it is drawn smaller instead.</param>
    /// <param name="target">Where to write it.</param>
    /// <returns>Whether it was written; if not, the page is something else, or broken, and has to be drawn.</returns>
    public static bool Write(string pdf, int number, int least, int most, string target)
    {
        try
        {
            using var document = PdfDocument.Open(pdf, PdfText.Lenient);
            var page = document.GetPage(number);
            if (Only(page) is not { } picture)
            {
                return false;
            }

            var (across, down) = (picture.WidthInSamples * 72 / page.CropBox.Bounds.Width, picture.HeightInSamples * 72 / page.CropBox.Bounds.Height);
            return across >= least && across <= most && Math.Abs((across / down) - 1) < 0.02 && Grey(picture, across, target);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // PdfPig throws many kinds on broken content, libvips on a broken picture; poppler says what there is to say of either.
            return false;
        }
    }

    private static IPdfImage? Only(Page page)
        => page.Rotation.Value == 0 && page.NumberOfImages == 1 && page.Letters.Count == 0 && page.Paths.Count == 0 && !page.Dictionary.ContainsKey(NameToken.Annots) && !page.Dictionary.ContainsKey(NameToken.Create("UserUnit"))
            && page.GetImages().Single() is var picture && IsPlainJpeg(picture) && Fills(picture.BoundingBox, page.CropBox.Bounds)
            ? picture
            : null;

    private static bool IsPlainJpeg(IPdfImage picture)
        => picture.ImageDictionary.TryGet(NameToken.Filter, out var filter)
            && (filter is ArrayToken { Length: 1 } list ? list.Data[0] : filter) is NameToken { Data: "DCTDecode" }
            && picture.ColorSpaceDetails?.Type is ColorSpace.DeviceGray or ColorSpace.DeviceRGB or ColorSpace.ICCBased or ColorSpace.CalGray or ColorSpace.CalRGB
            && !Altering.Any(entry => picture.ImageDictionary.ContainsKey(NameToken.Create(entry)));

    /// <summary>Its corners are those of the page: not turned, mirrored or cut.</summary>
    private static bool Fills(PdfRectangle picture, PdfRectangle page)
        => Math.Abs(picture.TopLeft.X - page.Left) <= Slack && Math.Abs(picture.TopLeft.Y - page.Top) <= Slack
            && Math.Abs(picture.BottomRight.X - page.Right) <= Slack && Math.Abs(picture.BottomRight.Y - page.Bottom) <= Slack;

    private static bool Grey(IPdfImage picture, double dpi, string target)
    {
        using var image = Image.JpegloadBuffer(picture.RawBytes.ToArray(), failOn: Enums.FailOn.Error);
        if (image.Width != picture.WidthInSamples || image.Height != picture.HeightInSamples || image.Bands is not (1 or 3) || (image.Contains("orientation") && (int)image.Get("orientation") != 1)
            || (long)image.Width * image.Height > PdfPages.MostPixels)
        {
            return false;
        }

        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        grey.Tiffsave(target, xres: dpi / 25.4, yres: dpi / 25.4);
        return true;
    }
}
