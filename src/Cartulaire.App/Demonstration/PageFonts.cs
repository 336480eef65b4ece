using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.App.Demonstration;

/// <summary>Finds the faces that letters are set in: Liberation where it is installed, else DejaVu. Measures them.</summary>
internal static class PageFonts
{
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Files = new(() => Folders
        .Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, "*.ttf", SearchOption.AllDirectories))
        .GroupBy(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Order(StringComparer.Ordinal).First(), StringComparer.Ordinal));

    private static readonly Lazy<Ruler>[] Rulers = [.. new[] { (false, false), (false, true), (true, false), (true, true) }.Select(k => new Lazy<Ruler>(() => new Ruler(Face(k.Item1, k.Item2))))];

    /// <summary>Whether there is a face to set letters in; without one they become plain text files.</summary>
    public static bool Available => Find(serif: false, bold: false) is not null && Find(serif: true, bold: false) is not null;

    /// <summary>Family name for a viewer that looks faces up by itself.</summary>
    public static string Family(bool serif) => (Files.Value.ContainsKey("LiberationSans-Regular") ? "Liberation " : "DejaVu ") + (serif ? "Serif" : "Sans");

    /// <summary>The bytes of a TrueType face.</summary>
    /// <exception cref="InvalidOperationException">None is installed.</exception>
    public static byte[] Face(bool serif, bool bold)
        => File.ReadAllBytes(Find(serif, bold) ?? throw new InvalidOperationException("No face to set letters in: install fonts-liberation or fonts-dejavu-core."));

    /// <summary>Width of a text in points.</summary>
    public static double Measure(string text, bool serif, bool bold, double size) => Rulers[(serif ? 2 : 0) + (bold ? 1 : 0)].Value.Measure(text) * size;

    private static string? Find(bool serif, bool bold)
    {
        var family = serif ? "Serif" : "Sans";
        return new[] { $"Liberation{family}-{(bold ? "Bold" : "Regular")}", $"DejaVu{family}{(bold ? "-Bold" : "")}", $"DejaVu{family}" }
            .Select(Files.Value.GetValueOrDefault).FirstOrDefault(f => f is not null);
    }

    /// <summary>The advance of each character of one face, asked once.</summary>
    private sealed class Ruler(byte[] face)
    {
        private const double Unit = 100;
        private readonly Dictionary<char, double> advances = [];
        private readonly Lock gate = new();
        private readonly Func<char, double> ask = Asking(face);

        public double Measure(string text)
        {
            lock (gate)
            {
                return text.Sum(c => advances.TryGetValue(c, out var advance) ? advance : advances[c] = ask(c));
            }
        }

        private static Func<char, double> Asking(byte[] face)
        {
            var scratch = new PdfDocumentBuilder();
            var page = scratch.AddPage(PageComposer.Width, PageComposer.Height);
            var font = scratch.AddTrueTypeFont(face);
            return c => page.MeasureText(c.ToString(), Unit, new PdfPoint(0, 0), font)[0].EndBaseLine.X / Unit;
        }
    }
}
