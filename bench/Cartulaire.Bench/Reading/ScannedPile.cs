using Cartulaire.App.Demonstration;
using NetVips;

namespace Cartulaire.Bench.Reading;

/// <summary>A morning's pile: letters of the demonstration printed and scanned at 200 and 300 dpi, in grey and as faxes, and one real typewritten page in ten.</summary>
internal sealed class ScannedPile
{
    /// <summary>The two pages of the samples that nobody typed (proof.md §9).</summary>
    public static readonly string[] HandWritten = ["1_14b3a", "FRAN_0150_0001"];

    private readonly List<(string Name, byte[] Content)> files = [];
    private readonly List<(string Name, byte[] Content)> images = [];

    private int typed;

    private ScannedPile()
    {
    }

    /// <summary>The files as they are dropped.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Files => files;

    /// <summary>The same pages as pictures, for the yardstick.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Images => images;

    public int Pages { get; private set; }

    /// <summary>Makes it.</summary>
    /// <param name="samples">Folder of the samples.</param>
    /// <param name="wanted">Pages, about.</param>
    public static ScannedPile Make(string samples, int wanted)
    {
        var pile = new ScannedPile();
        var real = Directory.EnumerateFiles(Path.Combine(samples, "scans"))
            .Where(f => !f.EndsWith(".xml", StringComparison.Ordinal) && !HandWritten.Any(f.Contains)).Order(StringComparer.Ordinal).ToList();
        for (var seed = 1; pile.Pages < wanted; seed++)
        {
            foreach (var letter in LetterBook.Read(new DateOnly(2026, 11, 23), seed).Where(l => l.Format is "pdf" or "scan" or "tiff").TakeWhile(_ => pile.Pages < wanted))
            {
                pile.Add(letter);
                if (pile.Pages / 10 > pile.typed)
                {
                    pile.AddReal(letter, real[pile.typed++ % real.Count]);
                }
            }
        }

        return pile;
    }

    private void Add(Letter letter)
    {
        var pages = PageComposer.Compose(letter);
        var name = $"{letter.Key}-{files.Count}";
        if (files.Count % 4 == 3)
        {
            var tiff = PageImage.Tiff(letter, pages);
            files.Add(($"{name}.tif", tiff));
            images.Add(($"{name}.tif", tiff));
        }
        else
        {
            var scans = pages.Select((marks, page) => PageImage.Scan(letter, marks, page, files.Count % 2 == 0 ? 300 : 200)).ToList();
            files.Add(($"{name}.pdf", PagePdf.Wrap(letter, scans)));
            images.AddRange(scans.Select((scan, page) => ($"{name}-{page}.jpg", scan)));
        }

        Pages += pages.Count;
    }

    private void AddReal(Letter letter, string path)
    {
        using var image = Image.NewFromFile(path);
        using var flat = image.HasAlpha() ? image.Flatten(background: [255]) : image.Copy();
        var jpeg = flat.JpegsaveBuffer(q: 90);
        files.Add(($"tapuscrit-{files.Count}.pdf", PagePdf.Wrap(letter, [jpeg])));
        images.Add(($"tapuscrit-{files.Count}.jpg", jpeg));
        Pages++;
    }
}
