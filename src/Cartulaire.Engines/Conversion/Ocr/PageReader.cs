using Cartulaire.Engines.Conversion.Images;
using NetVips;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>Reads one page: first language alone on the page as it is, straightened from one degree on; more only where the first reading is doubtful, keeping the better.</summary>
/// <remarks>Measured in docs/benchmarks.md, "Reading": cleaning every page makes good pages worse.</remarks>
internal static class PageReader
{
    /// <summary>Mean confidence under which the page is tried again.</summary>
    private const double Doubtful = 78;

    /// <summary>Mean confidence under which it may stand on its head, or be in another language.</summary>
    private const double Bad = 65;

    /// <summary>Mean confidence of a page that was read upside down or sideways; the worst upright typewritten page has 56.</summary>
    private const double Hopeless = 45;

    /// <summary>Skew from which straightening pays (proof.md §9).</summary>
    private const double LeastSkew = 0.9;

    public static async Task<PageText> ReadAsync(string path, int page, IReadOnlyList<string> wished, string folder, CancellationToken ct)
    {
        var languages = await Tesseract.UsableAsync(wished, ct);
        using var opened = ImagePages.Open(path, 1);
        using var image = ImagePages.ToShown(opened);
        var sheet = new Sheet(image, path, folder, 0);
        var best = await AttemptAsync(sheet, languages[0], ct);
        if (best.Reading.Confidence < Bad || best.Reading.LooksTurned)
        {
            best = await TurnAsync(best, languages[0], ct);
        }

        if (best.Reading.Confidence < Bad && languages.Count > 1 && best.Reading.Words.Count > 0)
        {
            best = Better(best, best with { Reading = await Tesseract.ReadAsync(best.Path, string.Join('+', languages), 3, ct) });
        }

        if (best.Reading.Confidence < Doubtful)
        {
            best = Better(best, await Cleaning.AttemptAsync(best, ct));
        }

        return await AnswerAsync(best, page, ct);
    }

    /// <summary>Straightens from about a degree on, then reads.</summary>
    private static async Task<Attempt> AttemptAsync(Sheet sheet, string language, CancellationToken ct)
    {
        using var grey = sheet.Image.Colourspace(Enums.Interpretation.Bw);
        var skew = Skew.Find(grey);
        if (Math.Abs(skew) < LeastSkew)
        {
            var path = sheet.Path ?? sheet.Write(sheet.Image, "turned");
            return new(sheet, 0, path, await Tesseract.ReadAsync(path, language, 3, ct));
        }

        using var straight = grey.Similarity(angle: skew, background: [255]);
        var written = sheet.Write(straight, "straight");
        return new(sheet, skew, written, await Tesseract.ReadAsync(written, language, 3, ct));
    }

    private static async Task<Attempt> TurnAsync(Attempt first, string language, CancellationToken ct)
    {
        var rotation = await Tesseract.OrientationAsync(first.Path, ct);
        var best = first;
        foreach (var degrees in Candidates(rotation, first.Reading))
        {
            if (best.Reading.Confidence >= Bad && !best.Reading.LooksTurned)
            {
                break;
            }

            // The tall boxes of an unturned page never win over upright ones: they would not match the page shown.
            var turned = await AttemptAsync(first.Sheet.Turned(degrees), language, ct);
            best = best.Reading.LooksTurned && turned.Reading.Confidence > Bad ? turned : Better(best, turned);
        }

        return best;
    }

    /// <summary>The orientation that tesseract is sure of; else what the boxes suggest; else, when hardly anything was read, every other one.</summary>
    private static int[] Candidates(int rotation, Reading reading) => rotation != 0 ? [rotation]
        : reading.LooksTurned ? [90, 270]
        : reading.Confidence < Hopeless ? [180, 90, 270]
        : [];

    private static Attempt Better(Attempt one, Attempt other) => other.Reading.Worth > one.Reading.Worth ? other : one;

    private static async Task<PageText> AnswerAsync(Attempt best, int page, CancellationToken ct)
    {
        var image = best.Sheet.Image;
        var words = best.Reading.Words.Select(word => best.ToPage(word)).ToList();
        return new(page, image.Width, image.Height, best.Reading.Text, words, best.Reading.Language, best.Sheet.Rotation, (float)best.Skew, (float)best.Reading.Confidence, await Tesseract.VersionAsync(ct));
    }
}

/// <summary>The page as shown, perhaps turned by quarters.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Path">A file that holds exactly these pixels; null when it must be written first.</param>
/// <param name="Folder">Where to write.</param>
/// <param name="Rotation">Degrees clockwise by which it was turned.</param>
internal sealed record Sheet(Image Image, string? Path, string Folder, int Rotation)
{
    public Sheet Turned(int degrees) => new(
        Image.Rot(degrees switch { 90 => Enums.Angle.D90, 180 => Enums.Angle.D180, _ => Enums.Angle.D270 }), null, Folder, (Rotation + degrees) % 360);

    public string Write(Image image, string name)
    {
        var path = System.IO.Path.Combine(Folder, $"{name}.tif");
        image.Tiffsave(path);
        return path;
    }
}

/// <summary>One reading and what was done to the page before.</summary>
internal sealed record Attempt(Sheet Sheet, double Skew, string Path, Reading Reading)
{
    /// <summary>Factor by which the read image was larger than the sheet.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Puts a box of the straightened image back onto the page as shown: both turn about their centres.</summary>
    public PageWord ToPage(PageWord word)
    {
        if (Skew == 0 && Scale == 1)
        {
            return word;
        }

        var (sin, cos) = Math.SinCos(Skew * Math.PI / 180);
        var (width, height) = (Sheet.Image.Width, Sheet.Image.Height);
        var wide = (width * Math.Abs(cos)) + (height * Math.Abs(sin));
        var high = (width * Math.Abs(sin)) + (height * Math.Abs(cos));
        var x = ((word.X + (word.Width / 2)) / Scale) - (wide / 2);
        var y = ((word.Y + (word.Height / 2)) / Scale) - (high / 2);
        var (w, h) = ((float)(word.Width / Scale), (float)(word.Height / Scale));
        return word with
        {
            X = (float)((x * cos) + (y * sin) + (width / 2.0)) - (w / 2),
            Y = (float)((y * cos) - (x * sin) + (height / 2.0)) - (h / 2),
            Width = w,
            Height = h,
        };
    }
}

/// <summary>The second attempt on a doubtful page: its background made even, its letters brought to a readable size.</summary>
internal static class Cleaning
{
    private const int ReadableWidth = 2400;

    public static async Task<Attempt> AttemptAsync(Attempt first, CancellationToken ct)
    {
        using var source = Image.NewFromFile(first.Path);
        using var grey = source.Colourspace(Enums.Interpretation.Bw);
        var scale = Math.Clamp(ReadableWidth / (double)grey.Width, 1, 2.5);
        using var large = scale > 1.1 ? grey.Resize(scale, kernel: Enums.Kernel.Cubic) : grey.Copy();
        using var even = Even(large);
        var path = first.Sheet.Write(even, "even");
        var reading = await Tesseract.ReadAsync(path, first.Reading.Language, 3, ct);
        return first with { Path = path, Reading = reading, Scale = scale > 1.1 ? scale : 1 };
    }

    /// <summary>Divides by the paper's own brightness, taken from a small, strongly blurred copy of its lighter pixels.</summary>
    private static Image Even(Image grey)
    {
        using var small = grey.Resize(0.125);
        using var paper = small.Rank(9, 9, 72);
        using var soft = paper.Gaussblur(4);
        using var full = soft.Resize(grey.Width / (double)soft.Width, vscale: grey.Height / (double)soft.Height);
        using var paperPlusOne = full + 1;
        using var ratio = grey / paperPlusOne;
        return ((ratio * 265) - 10).Cast(Enums.BandFormat.Uchar);
    }
}
