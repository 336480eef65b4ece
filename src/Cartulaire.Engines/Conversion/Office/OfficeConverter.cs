using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Office;

/// <summary>Office files to PDF. The kind was settled by content before, so nothing is "converted" as the text that garbage happens to be.</summary>
internal sealed class OfficeConverter : IDisposable
{
    private readonly Lazy<OfficeThread> thread = new();
    private LibreOfficeKit? kit;

    public string Tool { get; } = LibreOfficeKit.Version();

    /// <summary>Whether LibreOffice makes the pages of this kind.</summary>
    public static bool Converts(FileKind kind) => DocumentType(kind) >= 0;

    /// <summary>Converts.</summary>
    /// <returns>The path of the PDF.</returns>
    /// <exception cref="RefusedDocumentException"><c>conversion.tool-missing</c>, <c>conversion.office-refused</c>.</exception>
    public Task<string> ToPdfAsync(string source, string target, FileKind kind) => thread.Value.RunAsync(() => ToPdf(source, target, kind));

    private string ToPdf(string source, string target, FileKind kind)
    {
        kit ??= LibreOfficeKit.Start(Directory.CreateTempSubdirectory("profile-").FullName) ?? throw new RefusedDocumentException("conversion.tool-missing", "libreoffice-core-nogui");
        if (kit.ToPdf(source, target, DocumentType(kind)) is { } reason)
        {
            throw new RefusedDocumentException("conversion.office-refused", reason);
        }

        return IsWholePdf(target) ? target : throw new RefusedDocumentException("conversion.office-refused", "no whole PDF");
    }

    public void Dispose()
    {
        if (thread.IsValueCreated)
        {
            thread.Value.Dispose();
        }
    }

    private static int DocumentType(FileKind kind) => kind switch
    {
        FileKind.Doc or FileKind.Docx or FileKind.Odt or FileKind.Rtf or FileKind.Text or FileKind.Html => 0,
        FileKind.Xls or FileKind.Xlsx or FileKind.Ods or FileKind.Csv => 1,
        FileKind.Ppt or FileKind.Pptx or FileKind.Odp => 2,
        _ => -1,
    };

    private static bool IsWholePdf(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[5];
        Span<byte> tail = stackalloc byte[64];
        if (file.Length < 128 || file.Read(head) < 5)
        {
            return false;
        }

        file.Seek(-64, SeekOrigin.End);
        var read = file.Read(tail);
        return head.SequenceEqual("%PDF-"u8) && Encoding.Latin1.GetString(tail[..read]).Contains("%%EOF", StringComparison.Ordinal);
    }
}
