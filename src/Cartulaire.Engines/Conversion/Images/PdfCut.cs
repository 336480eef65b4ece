using System.Globalization;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Some pages of a PDF as a PDF of their own, by poppler: the pages keep their pictures and text as they are.</summary>
internal static class PdfCut
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>Writes the pages from <paramref name="first"/> to <paramref name="last"/>.</summary>
    /// <returns>Path of the new file.</returns>
    public static async Task<string> WriteAsync(string pdf, int first, int last, string folder, CancellationToken ct)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, "cut"));
        foreach (var old in place.GetFiles())
        {
            old.Delete();
        }

        var pages = await Tool.RunAsync("pdfseparate", ["-f", Number(first), "-l", Number(last), pdf, Path.Combine(place.FullName, "%d.pdf")], Time, ct);
        var files = Enumerable.Range(first, last - first + 1).Select(n => Path.Combine(place.FullName, $"{Number(n)}.pdf")).ToList();
        if (!pages.Success || !files.TrueForAll(File.Exists))
        {
            throw new RefusedDocumentException("conversion.not-cut", pages.Error.Split('\n')[0]);
        }

        if (files.Count == 1)
        {
            return files[0];
        }

        var target = Path.Combine(place.FullName, "whole.pdf");
        var united = await Tool.RunAsync("pdfunite", [.. files, target], Time, ct);
        return united.Success && File.Exists(target) && await PdfPages.CountAsync(target, ct) == files.Count
            ? target
            : throw new RefusedDocumentException("conversion.not-cut", united.Error.Split('\n')[0]);
    }

    private static string Number(int page) => page.ToString(CultureInfo.InvariantCulture);
}
