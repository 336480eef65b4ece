using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>Tesseract inside the worker: a language is loaded once, and pixels do not become a file first.</summary>
/// <remarks>
/// Started for each reading, it spent a sixth of its time on loading the language (docs/benchmarks.md, "Reading").
/// It decodes no file here, libvips did. What it cannot bear ends the worker, and the pool answers for that page, as with LibreOffice.
/// </remarks>
internal static class Tesseract
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(110);
    private static readonly Lock Desk = new();
    private static readonly Dictionary<string, TesseractEngine> Loaded = [];
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

    /// <exception cref="RefusedDocumentException"><c>conversion.ocr-failed</c>.</exception>
    public static Task<Reading> ReadAsync(Image image, int dpi, string languages, int segmentation, CancellationToken ct)
        => WithAsync(languages, engine => Parse(engine.Read(image, dpi, segmentation, Time), languages), ct);

    /// <summary>Degrees clockwise by which to turn the image, and whether tesseract is sure of it (its own confidence above 3).</summary>
    public static Task<(int Rotation, bool Sure)> OrientationAsync(Image image, int dpi, CancellationToken ct)
        => WithAsync("osd", engine => engine.Orientation(image, dpi) is var (rotation, confidence) ? (rotation, confidence > 3) : (0, false), ct);

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

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private static Task<T> WithAsync<T>(string languages, Func<TesseractEngine, T> work, CancellationToken ct)
        => Environment.GetEnvironmentVariable(Tool.Mark) is null
            ? throw new InvalidOperationException("Tesseract was about to read outside the sandbox.")
            : Task.Run(
                () =>
                {
                    lock (Desk)
                    {
                        if (!Loaded.TryGetValue(languages, out var engine))
                        {
                            Loaded.Add(languages, engine = new(languages));
                        }

                        return work(engine);
                    }
                },
                ct);

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
