using System.Reflection;
using Cartulaire.Engines.Conversion.Worker;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Cartulaire.Engines.Conversion.Text;

/// <summary>Text layers of PDF pages, with word boxes in points from the top left corner of the page as shown.</summary>
internal static class PdfText
{
    /// <summary>How PDFs of others are opened: what can be made out of a faulty one is taken.</summary>
    public static readonly ParsingOptions Lenient = new() { UseLenientParsing = true, SkipMissingFonts = true };

    public static readonly string Tool = $"PdfPig {typeof(PdfDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private const int MostPages = 20_000;

    /// <summary>Reads some pages. The answer counts all of them, and lists only those from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static DocumentText Read(string path, FileKind kind, int first, int last)
    {
        try
        {
            using var document = PdfDocument.Open(path, Lenient);
            List<PageText> pages = [];
            List<int> toRead = [];
            var count = Math.Min(document.NumberOfPages, MostPages);
            for (var number = Math.Max(1, first); number <= Math.Min(last, count); number++)
            {
                Take(document, number, pages, toRead);
            }

            // What opens without a password is readable, however its author locked printing or copying.
            return new(kind, document.NumberOfPages, false, pages, toRead, count < document.NumberOfPages ? "conversion.too-many-pages" : "", Tool);
        }
        catch (PdfDocumentEncryptedException)
        {
            return new(kind, 0, true, [], [], "conversion.encrypted", Tool);
        }
        catch (Exception fault) when (fault is not RefusedDocumentException and not OutOfMemoryException)
        {
            throw new RefusedDocumentException("conversion.pdf-broken", fault.GetType().Name);
        }
    }

    private static void Take(PdfDocument document, int number, List<PageText> pages, List<int> toRead)
    {
        try
        {
            var page = document.GetPage(number);
            var text = ContentOrderTextExtractor.GetText(page, addDoubleNewline: false);
            if (TextQuality.IsUsable(text) && !IsCaptionOfScan(page, text))
            {
                pages.Add(Of(page, number, text.Replace("\r\n", "\n", StringComparison.Ordinal)));
            }
            else if (!IsBlank(page))
            {
                toRead.Add(number);
            }
            else
            {
                pages.Add(Of(page, number, ""));
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // PdfPig throws many kinds on broken content; poppler often still renders such a page, so it is read from its image.
            toRead.Add(number);
        }
    }

    private static bool IsBlank(Page page) => page.Letters.Count == 0 && page.NumberOfImages == 0 && page.Paths.Count < 20;

    /// <summary>A scan with a stamp line in a text layer ("received on…", a producer's name) is a scan.</summary>
    private static bool IsCaptionOfScan(Page page, string text)
    {
        if (text.Length > 120 || page.NumberOfImages == 0)
        {
            return false;
        }

        var surface = page.Width * page.Height;
        return page.GetImages().Any(image => Math.Abs(image.BoundingBox.Width * image.BoundingBox.Height) > surface / 2);
    }

    private static PageText Of(Page page, int number, string text)
    {
        var height = page.Height;
        var words = page.GetWords().Select(word => new PageWord(
            word.Text,
            (float)word.BoundingBox.Left,
            (float)(height - word.BoundingBox.Top),
            (float)word.BoundingBox.Width,
            (float)word.BoundingBox.Height,
            100));
        return new(number, (float)page.Width, (float)height, text, [.. words], "", 0, 0, 100, Tool);
    }
}
