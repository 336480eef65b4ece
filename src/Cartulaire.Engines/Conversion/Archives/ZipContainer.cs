using System.IO.Compression;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Archives;

/// <summary>Settles what a zip container is by its directory.</summary>
internal static class ZipContainer
{
    private const int MostEntries = 10_000;
    private const long MostBytes = 2L * 1024 * 1024 * 1024;

    public static FileKind KindOf(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var names = archive.Entries.Take(MostEntries + 1).Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var kind = ByMimeType(archive) ?? ByContentTypes(names);
            return kind == FileKind.Zip ? kind : Bounded(archive, kind);
        }
        catch (InvalidDataException)
        {
            // The signature of a zip without a directory: cut off, or something else altogether.
            return FileKind.Other;
        }
    }

    /// <summary>Office files go to LibreOffice whole: what they declare is bounded first, the worker's limits bound what they hide.</summary>
    private static FileKind Bounded(ZipArchive archive, FileKind kind)
        => archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > MostBytes
            ? throw new RefusedDocumentException("conversion.archive-bomb")
            : kind;

    private static FileKind? ByMimeType(ZipArchive archive)
    {
        if (archive.GetEntry("mimetype") is not { Length: < 200 } entry || archive.GetEntry("content.xml") is null)
        {
            return null;
        }

        using var reader = new StreamReader(entry.Open());
        var buffer = new char[200];
        var text = new string(buffer, 0, reader.ReadBlock(buffer));
        return text.Contains("opendocument.text", StringComparison.Ordinal) ? FileKind.Odt
            : text.Contains("opendocument.spreadsheet", StringComparison.Ordinal) ? FileKind.Ods
            : text.Contains("opendocument.presentation", StringComparison.Ordinal) ? FileKind.Odp
            : null;
    }

    private static FileKind ByContentTypes(HashSet<string> names) => !names.Contains("[Content_Types].xml") ? FileKind.Zip
        : names.Contains("word/document.xml") ? FileKind.Docx
        : names.Contains("xl/workbook.xml") || names.Contains("xl/workbook.bin") ? FileKind.Xlsx
        : names.Contains("ppt/presentation.xml") ? FileKind.Pptx
        : FileKind.Zip;
}
