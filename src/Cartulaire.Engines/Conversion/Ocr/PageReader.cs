using Cartulaire.Engines.Conversion.Images;
using NetVips;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>Reads one page: first language alone on the page as it is, straightened from one degree on; more only where the first reading is doubtful, keeping the better.</summary>
/// <remarks>Measured in docs/benchmarks.md, "Reading": cleaning every page makes good pages worse.</remarks>
internal sealed class PageReader : IDisposable
{
    /// <summary>Mean confidence under which the page is tried again.</summary>
    private const double Doubtful = 78;

    /// <summary>Mean confidence under which it may stand on its head, or be in another language.</summary>
    private const double Bad = 65;

    /// <summary>Mean confidence of a page that was read upside down or sideways; the worst upright typewritten page has 56.</summary>
    private const double Hopeless = 45;

    /// <summary>Characters under which a page is a title, an envelope, a card.</summary>
    private const int Sparse = 60;

    /// <summary>Skew from which straightening pays (proof.md §9).</summary>
    private const double LeastSkew = 0.9;

    /// <summary>By how much another attempt must be worth more: below that the difference is chance, and the plain reading keeps the order of columns.</summary>
    private const double Clearly = 1.1;

    private readonly List<Image> made = [];

    public void Dispose() => made.ForEach(image => image.Dispose());

    public async Task<PageText> ReadAsync(string path, int page, IReadOnlyList<string> wished, CancellationToken ct)
    {
        var languages = await Tesseract.UsableAsync(wished, ct);
        using var opened = ImagePages.Open(path, 1);
        using var image = ImagePages.ToShown(opened);
        var best = await AttemptAsync(new(Keep(image.CopyMemory()), 0), languages[0], ct);
        if (best.Blank)
        {
            return await AnswerAsync(best, page, ct);
        }

        if (best.Raw.Confidence < Doubtful && best.Raw.Words.Sum(word => word.Text.Length) < Sparse)
        {
            // So few letters lie sideways as convincingly as upright, and what shows through decides: their ink alone is looked at.
            var bare = await AttemptAsync(best.Sheet with { Image = Keep(Ink.Of(best.Sheet.Image)), Inked = true }, languages[0], ct);
            best = await TurnAsync(Better(best, bare), languages[0], ct);
        }
        else if (best.Raw.Confidence < Bad || best.Raw.LooksTurned)
        {
            best = await TurnAsync(best, languages[0], ct);
        }

        if (best.Raw.Confidence < Bad && languages.Count > 1 && best.Raw.Words.Count > 0)
        {
            best = Better(best, best with { Raw = await best.ReadAsync(string.Join('+', languages), 3, ct) });
        }

        if (best.Reading.Confidence < Doubtful)
        {
            best = await AgainAsync(best, ct);
        }

        return await AnswerAsync(best, page, ct);
    }

    /// <summary>Straightens from about a degree on, then reads.</summary>
    private async Task<Attempt> AttemptAsync(Sheet sheet, string language, CancellationToken ct)
    {
        using var grey = sheet.Image.Colourspace(Enums.Interpretation.Bw);
        var skew = Skew.Find(grey);
        if (skew is not { } angle || Math.Abs(angle) < LeastSkew)
        {
            var plain = new Attempt(sheet, 0, sheet.Image, new([], language)) { Blank = skew is null };
            return plain with { Raw = await plain.ReadAsync(language, 3, ct) };
        }

        using var straight = grey.Similarity(angle: angle, background: [255]);
        var attempt = new Attempt(sheet, angle, Keep(straight.CopyMemory()), new([], language));
        return attempt with { Raw = await attempt.ReadAsync(language, 3, ct) };
    }

    private async Task<Attempt> TurnAsync(Attempt first, string language, CancellationToken ct)
    {
        var (rotation, sure) = await Tesseract.OrientationAsync(first.Image, first.Sheet.Dpi, ct);
        var best = first;
        foreach (var degrees in Candidates(sure || first.Sheet.Inked ? rotation : 0, first.Raw))
        {
            if (best.Raw.Confidence >= Bad && !best.Raw.LooksTurned)
            {
                break;
            }

            // The tall boxes of an unturned page never win over upright ones: they would not match the page shown.
            var turned = await AttemptAsync(Turned(first.Sheet, degrees), language, ct);
            best = best.Raw.LooksTurned && turned.Raw.Confidence > Bad ? turned : Better(best, turned);
        }

        return best;
    }

    /// <summary>The orientation that tesseract is sure of first; then what the boxes suggest; and when hardly anything was read, every other one.</summary>
    private static IEnumerable<int> Candidates(int rotation, Reading reading)
    {
        int[] others = reading.LooksTurned ? [90, 270] : reading.Confidence < Hopeless ? [180, 90, 270] : [];
        return rotation == 0 ? others : others.Where(degrees => degrees != rotation).Prepend(rotation);
    }

    /// <summary>Once more as one block of lines, unless it has columns; and once more with its ink alone.</summary>
    private async Task<Attempt> AgainAsync(Attempt best, CancellationToken ct)
    {
        var first = best;
        if (first.Raw.Confidence >= Hopeless && ReadLines.SideBySide(first.Reading.Lines, 2) < 0.3)
        {
            best = Better(best, first with { Raw = await first.ReadAsync(first.Raw.Language, 6, ct) }, Clearly);
        }

        if (first.Sheet.Inked)
        {
            return best;
        }

        var ink = first with { Image = Keep(Ink.Of(first.Image)) };
        return Better(best, ink with { Raw = await ink.ReadAsync(first.Raw.Language, 3, ct) }, Clearly);
    }

    private Sheet Turned(Sheet sheet, int degrees)
    {
        using var turned = sheet.Image.Rot(degrees switch { 90 => Enums.Angle.D90, 180 => Enums.Angle.D180, _ => Enums.Angle.D270 });
        return sheet with { Image = Keep(turned.CopyMemory()), Rotation = (sheet.Rotation + degrees) % 360 };
    }

    /// <summary>Pixels of a whole page are freed with the page, not when the collector comes round.</summary>
    private Image Keep(Image image)
    {
        made.Add(image);
        return image;
    }

    private static Attempt Better(Attempt one, Attempt other, double factor = 1) => other.Reading.Worth > Math.Max(0, one.Reading.Worth * factor) ? other : one;

    private static async Task<PageText> AnswerAsync(Attempt best, int page, CancellationToken ct)
    {
        var (image, reading) = (best.Sheet.Image, best.Reading);
        var words = reading.Words.Select(word => best.ToPage(word)).ToList();
        return new(page, image.Width, image.Height, reading.Text, words, reading.Language, best.Sheet.Rotation, (float)best.Skew, (float)reading.Confidence, await Tesseract.VersionAsync(ct));
    }
}

/// <summary>The page as shown, perhaps turned by quarters.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Rotation">Degrees clockwise by which it was turned.</param>
/// <param name="Inked">Whether its ink alone is left.</param>
internal sealed record Sheet(Image Image, int Rotation, bool Inked = false)
{
    private const int LeastDpi = 120;
    private const double LongSideOfA4 = 11.69;

    /// <summary>Dots per inch: as the file says, unless that is what cameras and screens write for want of better; then as if it were an A4 sheet, scanned as offices do.</summary>
    /// <remarks>Tesseract parts columns by it: told too little, it tears lines with wide gaps into pieces.</remarks>
    public int Dpi => Image.Xres * 25.4 is >= LeastDpi and < 1200 and var said
        ? (int)Math.Round(said)
        : (int)Math.Clamp(Math.Max(Image.Width, Image.Height) / LongSideOfA4, 200, 600);
}

/// <summary>One reading and what was done to the page before.</summary>
internal sealed record Attempt(Sheet Sheet, double Skew, Image Image, Reading Raw)
{
    /// <summary>Whether the sheet carries no ink at all.</summary>
    public bool Blank { get; init; }

    /// <summary>What tesseract read, as it is kept.</summary>
    public Reading Reading => new(ReadLines.InRows(ReadLines.WithoutNoise(Raw.Lines)), Raw.Language);

    public Task<Reading> ReadAsync(string languages, int segmentation, CancellationToken ct) => Tesseract.ReadAsync(Image, Sheet.Dpi, languages, segmentation, ct);

    /// <summary>Puts a box of the straightened image back onto the page as shown: both turn about their centres.</summary>
    public PageWord ToPage(PageWord word)
    {
        if (Skew == 0)
        {
            return word;
        }

        var (sin, cos) = Math.SinCos(Skew * Math.PI / 180);
        var (width, height) = (Sheet.Image.Width, Sheet.Image.Height);
        var wide = (width * Math.Abs(cos)) + (height * Math.Abs(sin));
        var high = (width * Math.Abs(sin)) + (height * Math.Abs(cos));
        var x = word.X + (word.Width / 2) - (wide / 2);
        var y = word.Y + (word.Height / 2) - (high / 2);
        return word with
        {
            X = (float)((x * cos) + (y * sin) + (width / 2.0)) - (word.Width / 2),
            Y = (float)((y * cos) - (x * sin) + (height / 2.0)) - (word.Height / 2),
        };
    }
}

/// <summary>The ink alone: paper, its shadows and what shows through from the other side become white.</summary>
internal static class Ink
{
    /// <summary>Brightness relative to the paper from which it is ink as black as any, and from which it is none.</summary>
    private const double Black = 0.3;
    private const double White = 0.75;

    public static Image Of(Image shown)
    {
        using var grey = shown.Colourspace(Enums.Interpretation.Bw);

        // The paper's own brightness: the lighter pixels of a small copy, strongly blurred.
        using var small = grey.Resize(0.125);
        using var lighter = small.Rank(9, 9, 72);
        using var soft = lighter.Gaussblur(4);
        using var paper = soft.Resize(grey.Width / (double)soft.Width, vscale: grey.Height / (double)soft.Height);
        using var ratio = grey / (paper + 1);
        return ((ratio - Black) * (255 / (White - Black))).Cast(Enums.BandFormat.Uchar);
    }
}
