namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>What the lines of a reading mean: noise is dropped, the cells of a table stand in their rows.</summary>
internal static class ReadLines
{
    /// <summary>Mean confidence under which a line is no text: a pencil note, a rule, the grain of the paper.</summary>
    private const double Noise = 20;

    /// <summary>Share of the words in rows of three pieces or more from which the page is a table.</summary>
    private const double Table = 0.25;

    /// <summary>Words of a cell at most, on the mean: longer pieces side by side are columns of running text.</summary>
    private const double Cell = 3.5;

    public static double Confidence(IReadOnlyList<PageWord> words)
    {
        var length = words.Sum(word => word.Text.Length);
        return length == 0 ? 0 : words.Sum(word => (double)word.Confidence * word.Text.Length) / length;
    }

    /// <summary>Without frames and without lines that are noise; a single doubtful word is kept, it may be a name.</summary>
    public static List<IReadOnlyList<PageWord>> WithoutNoise(IReadOnlyList<IReadOnlyList<PageWord>> lines)
        => [.. lines.Select(line => line.Where(word => !word.Text.All(c => c is '|' or '\\' or '/' or '_' or '~')).ToList())
            .Where(line => line.Count > 0 && (line.Count == 1 || Confidence(line) >= Noise))];

    /// <summary>Tesseract takes the columns of a table for columns of text; read so, what stands in one row is torn apart.</summary>
    public static IReadOnlyList<IReadOnlyList<PageWord>> InRows(IReadOnlyList<IReadOnlyList<PageWord>> lines)
        => lines.Count > 0 && lines.Average(line => line.Count) <= Cell && SideBySide(lines, 3) >= Table ? Rows(lines) : lines;

    /// <summary>Share of the words that stand in rows of so many lines or more.</summary>
    public static double SideBySide(IReadOnlyList<IReadOnlyList<PageWord>> lines, int pieces)
    {
        var bands = lines.Select(line => (Top: line.Min(w => w.Y), Bottom: line.Max(w => w.Y + w.Height), line.Count)).ToList();
        var all = bands.Sum(band => band.Count);
        return all == 0 ? 0 : (double)bands.Where(one => bands.Count(other => Holds(other.Top, other.Bottom, (one.Top + one.Bottom) / 2)) >= pieces).Sum(one => one.Count) / all;
    }

    private static List<IReadOnlyList<PageWord>> Rows(IReadOnlyList<IReadOnlyList<PageWord>> lines)
    {
        List<(float Top, float Bottom, List<PageWord> Words)> rows = [];
        foreach (var line in lines.OrderBy(line => line.Min(w => w.Y)))
        {
            var (top, bottom) = (line.Min(w => w.Y), line.Max(w => w.Y + w.Height));
            var row = rows.FindIndex(r => Holds(r.Top, r.Bottom, (top + bottom) / 2) || Holds(top, bottom, (r.Top + r.Bottom) / 2));
            if (row < 0)
            {
                rows.Add((top, bottom, [.. line]));
            }
            else
            {
                rows[row].Words.AddRange(line);
            }
        }

        return [.. rows.OrderBy(row => row.Top).Select(row => (IReadOnlyList<PageWord>)[.. row.Words.OrderBy(word => word.X)])];
    }

    private static bool Holds(float top, float bottom, float middle) => top <= middle && middle <= bottom;
}
