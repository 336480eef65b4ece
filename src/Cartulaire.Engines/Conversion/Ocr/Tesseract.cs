using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>One reading of one image, line by line.</summary>
internal sealed record Reading(IReadOnlyList<IReadOnlyList<PageWord>> Lines, string Language)
{
    public IReadOnlyList<PageWord> Words { get; } = [.. Lines.SelectMany(line => line)];

    public string Text => string.Join('\n', Lines.Select(line => string.Join(' ', line.Select(word => word.Text))));

    /// <summary>Mean confidence weighted by length; 0 without words.</summary>
    public double Confidence => ReadLines.Confidence(Words);

    /// <summary>Characters read with some certainty, weighed by it: neither an emptied page nor a page full of noise wins.</summary>
    public double Worth => Words.Sum(word => word.Text.Length * (word.Confidence - 45));

    /// <summary>Whether most of the longer words stand upright on their side: the page lies turned by a quarter.</summary>
    public bool LooksTurned
    {
        get
        {
            var longer = Words.Where(word => word.Text.Length >= 4).ToList();
            return longer.Count >= 3 && longer.Count(word => word.Height > word.Width) * 2 > longer.Count;
        }
    }
}

/// <summary>Tesseract, called per page.</summary>
internal static class Tesseract
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(110);
    private static (string Version, HashSet<string> Languages)? installed;

    public static async Task<string> VersionAsync(CancellationToken ct) => (await InstalledAsync(ct)).Version;

    /// <summary>The wished languages that are installed, in order.</summary>
    /// <exception cref="RefusedDocumentException"><c>conversion.language-missing</c>: none is.</exception>
    public static async Task<IReadOnlyList<string>> UsableAsync(IReadOnlyList<string> wished, CancellationToken ct)
    {
        var (_, languages) = await InstalledAsync(ct);
        var usable = wished.Where(languages.Contains).Distinct(StringComparer.Ordinal).ToList();
        return usable.Count > 0 ? usable : throw new RefusedDocumentException("conversion.language-missing", string.Join('+', wished));
    }

    public static async Task<Reading> ReadAsync(string image, int dpi, string languages, int segmentation, CancellationToken ct)
    {
        string[] arguments = [image, "stdout", "-l", languages, "--psm", Number(segmentation), "--dpi", Number(dpi), "tsv"];
        var result = await Tool.RunAsync("tesseract", arguments, Time, ct);
        return result.Success && result.Output.Length > 0
            ? Parse(Encoding.UTF8.GetString(result.Output), languages)
            : throw new RefusedDocumentException("conversion.ocr-failed", result.Error.Split('\n')[0]);
    }

    /// <summary>Degrees clockwise by which to turn the image, and whether tesseract is sure of it (its own confidence above 3).</summary>
    public static async Task<(int Rotation, bool Sure)> OrientationAsync(string image, CancellationToken ct)
    {
        var result = await Tool.RunAsync("tesseract", [image, "stdout", "-l", "osd", "--psm", "0"], Time, ct);
        int rotate = 0;
        double confidence = 0;
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            if (line.StartsWith("Rotate: ", StringComparison.Ordinal))
            {
                rotate = int.Parse(line.AsSpan(8), CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("Orientation confidence: ", StringComparison.Ordinal))
            {
                confidence = double.Parse(line.AsSpan(24), CultureInfo.InvariantCulture);
            }
        }

        return result.Success ? (rotate, confidence > 3) : (0, false);
    }

    /// <summary>Reads tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.</summary>
    internal static Reading Parse(string table, string languages)
    {
        List<IReadOnlyList<PageWord>> lines = [];
        List<PageWord> words = [];
        var line = "";
        foreach (var row in table.Split('\n'))
        {
            var cells = row.Split('\t');
            if (cells.Length < 12 || cells[0] != "5" || string.IsNullOrWhiteSpace(cells[11]))
            {
                continue;
            }

            var place = $"{cells[2]}.{cells[3]}.{cells[4]}";
            if (place != line)
            {
                (line, words) = (place, []);
                lines.Add(words);
            }

            words.Add(new(cells[11], Number(cells[6]), Number(cells[7]), Number(cells[8]), Number(cells[9]), Number(cells[10])));
        }

        return new(lines, languages);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private static async Task<(string Version, HashSet<string> Languages)> InstalledAsync(CancellationToken ct)
    {
        if (installed is { } known)
        {
            return known;
        }

        var version = await Tool.RunAsync("tesseract", ["--version"], TimeSpan.FromSeconds(5), ct);
        var list = await Tool.RunAsync("tesseract", ["--list-langs"], TimeSpan.FromSeconds(5), ct);
        var lines = Encoding.UTF8.GetString(list.Output).Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0);
        installed = (Encoding.UTF8.GetString(version.Output).Split('\n')[0], lines.ToHashSet(StringComparer.Ordinal));
        return installed.Value;
    }
}
