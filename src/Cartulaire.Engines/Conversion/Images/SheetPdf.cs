using System.Globalization;
using Cartulaire.Engines.Conversion.Text;
using Cartulaire.Engines.Conversion.Worker;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>A document from which sheets are taken: a PDF, or an image file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Kind">What it is.</param>
internal sealed record SheetSource(string Path, FileKind Kind);

/// <summary>Pages of several documents as one PDF, in any order, turned. Pictures and text are copied as they are, never drawn again.</summary>
internal static class SheetPdf
{
    /// <summary>Writes it.</summary>
    /// <returns>Path of the file, and what made it.</returns>
    public static async Task<(string Path, string Tool)> WriteAsync(IReadOnlyList<SheetSource> sources, IReadOnlyList<Sheet> sheets, string folder, CancellationToken ct)
    {
        if (sheets.Count == 0 || sheets.Any(s => s.Source < 0 || s.Source >= sources.Count || s.Page < 1))
        {
            throw new RefusedDocumentException("conversion.not-cut", "sheets");
        }

        var place = PdfCut.Fresh(folder, "sheets");
        var pages = new Dictionary<(int Source, int Page), string>();
        foreach (var group in sheets.GroupBy(s => s.Source))
        {
            var own = Directory.CreateDirectory(Path.Combine(place, group.Key.ToString(CultureInfo.InvariantCulture))).FullName;
            foreach (var (page, file) in await SeparateAsync(sources[group.Key], [.. group.Select(s => s.Page)], own, ct))
            {
                pages[(group.Key, page)] = file;
            }
        }

        var files = sheets.Select((sheet, n) => Turn(pages[(sheet.Source, sheet.Page)], sheet.Turn, Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{n}.pdf")))).ToList();
        var tool = await PdfCut.ToolAsync(ct);
        return (await PdfCut.UniteAsync(files, Path.Combine(place, "whole.pdf"), ct), sheets.Any(s => s.Turn != 0) ? $"{tool}, {PdfText.Tool}" : tool);
    }

    private static async Task<IEnumerable<(int Page, string File)>> SeparateAsync(SheetSource source, IReadOnlyCollection<int> pages, string place, CancellationToken ct)
    {
        if (!ImagePages.Reads(source.Kind))
        {
            var first = pages.Min();
            return (await PdfCut.SeparateAsync(source.Path, first, pages.Max(), place, ct)).Select((file, n) => (first + n, file));
        }

        return [.. pages.Distinct().Select(page =>
        {
            var file = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{page}.pdf"));
            ImagePdf.Write(source.Path, page, page, file);
            return (page, file);
        })];
    }

    private static string Turn(string file, int degrees, string target)
    {
        if (degrees == 0)
        {
            return file;
        }

        using var document = PdfDocument.Open(file);
        using var builder = new PdfDocumentBuilder();
        builder.AddPage(document, 1).SetRotation(new PageRotationDegrees((document.GetPage(1).Rotation.Value + degrees) % 360));
        File.WriteAllBytes(target, builder.Build());
        return target;
    }
}
