using System.Globalization;
using System.Text;
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
        var place = Fresh(folder, "cut");
        return await UniteAsync(await SeparateAsync(pdf, first, last, place, ct), Path.Combine(place, "whole.pdf"), ct);
    }

    /// <summary>Writes each page as a file of its own.</summary>
    /// <returns>Paths of the files, in the order of the pages.</returns>
    public static async Task<IReadOnlyList<string>> SeparateAsync(string pdf, int first, int last, string place, CancellationToken ct)
    {
        var pages = await Tool.RunAsync("pdfseparate", ["-f", Number(first), "-l", Number(last), pdf, Path.Combine(place, "%d.pdf")], Time, ct);
        var files = Enumerable.Range(first, last - first + 1).Select(n => Path.Combine(place, $"{Number(n)}.pdf")).ToList();
        return pages.Success && files.TrueForAll(File.Exists) ? files : throw new RefusedDocumentException("conversion.not-cut", pages.Error.Split('\n')[0]);
    }

    /// <summary>Makes one file of several; one alone is itself.</summary>
    public static async Task<string> UniteAsync(IReadOnlyList<string> files, string target, CancellationToken ct)
    {
        if (files.Count == 1)
        {
            return files[0];
        }

        var united = await Tool.RunAsync("pdfunite", [.. files, target], Time, ct);
        return united.Success && File.Exists(target) && await PdfPages.CountAsync(target, ct) == files.Count
            ? target
            : throw new RefusedDocumentException("conversion.not-cut", united.Error.Split('\n')[0]);
    }

    /// <summary>Which poppler does it.</summary>
    public static async Task<string> ToolAsync(CancellationToken ct)
    {
        var said = await Tool.RunAsync("pdfunite", ["-v"], Time, ct);
        var line = (said.Error + Encoding.UTF8.GetString(said.Output)).Split('\n')[0];
        return $"poppler {line.Split(' ')[^1]}";
    }

    /// <summary>An empty folder.</summary>
    public static string Fresh(string folder, string name)
    {
        var place = new DirectoryInfo(Path.Combine(folder, name));
        if (place.Exists)
        {
            place.Delete(recursive: true);
        }

        place.Create();
        return place.FullName;
    }

    private static string Number(int page) => page.ToString(CultureInfo.InvariantCulture);
}
