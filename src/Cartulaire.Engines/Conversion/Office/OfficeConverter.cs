using System.Text;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Office;

/// <summary>Office files to PDF. The kind was settled by content before, so nothing is "converted" as the text that garbage happens to be.</summary>
internal sealed class OfficeConverter : IDisposable
{
    private const int Spreadsheet = 1;
    private readonly Lazy<OfficeThread> thread = new();
    private LibreOfficeKit? kit;

    public string Tool { get; } = LibreOfficeKit.Version();

    /// <summary>Whether LibreOffice makes the pages of this kind.</summary>
    public static bool Converts(FileKind kind) => DocumentType(kind) >= 0;

    /// <summary>Whether LibreOffice makes the pages of this kind out of its text.</summary>
    public static bool SetsText(FileKind kind) => kind is FileKind.Xml or FileKind.Eml or FileKind.Msg;

    /// <summary>Converts.</summary>
    /// <returns>The path of the PDF.</returns>
    /// <exception cref="RefusedDocumentException"><c>conversion.tool-missing</c>, <c>conversion.office-refused</c>.</exception>
    public Task<string> ToPdfAsync(string source, string target, FileKind kind, CancellationToken ct)
        => DocumentType(kind) == Spreadsheet ? SpreadsheetToPdfAsync(source, target, kind, ct) : thread.Value.RunAsync(() => ToPdf(source, target, kind));

    /// <summary>Debian's LibreOfficeKit 7.4 refuses or crashes on every spreadsheet, so these go through a process of their own, with the import filter by name.</summary>
    private static async Task<string> SpreadsheetToPdfAsync(string source, string target, FileKind kind, CancellationToken ct)
    {
        var filter = kind switch
        {
            FileKind.Ods when source.EndsWith(".fods", StringComparison.Ordinal) => "OpenDocument Spreadsheet Flat XML",
            FileKind.Ods => "calc8",
            FileKind.Xlsx => "Calc MS Excel 2007 XML",
            FileKind.Xls => "MS Excel 97",
            _ => "Text - txt - csv (StarCalc)",
        };
        string[] arguments = ["-env:UserInstallation=file:///tmp/profile-soffice", "--headless", "--norestore", $"--infilter={filter}", "--convert-to", "pdf", "--outdir", Path.GetDirectoryName(target)!, source];
        var result = await Worker.Tool.RunAsync("soffice", arguments, TimeSpan.FromSeconds(50), ct, SandboxLimits.Worker);
        var written = Path.ChangeExtension(source, ".pdf");
        if (result.ExitCode != 0 || !IsWholePdf(written))
        {
            throw new RefusedDocumentException("conversion.office-refused", result.Error.Split('\n')[0]);
        }

        File.Move(written, target, overwrite: true);
        return target;
    }

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
        FileKind.Xls or FileKind.Xlsx or FileKind.Ods or FileKind.Csv => Spreadsheet,
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
