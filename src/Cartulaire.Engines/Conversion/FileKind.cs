namespace Cartulaire.Engines.Conversion;

/// <summary>What a file is, by its content. The name and the declared type never decide (security X-05).</summary>
public enum FileKind
{
    /// <summary>Kept and downloadable, not read.</summary>
    Other,

    /// <summary>Nothing at all: zero bytes.</summary>
    Empty,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>TIFF, one or many pages.</summary>
    Tiff,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>GIF.</summary>
    Gif,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>HEIC or HEIF photograph.</summary>
    Heic,

    /// <summary>Word, binary.</summary>
    Doc,

    /// <summary>Word, Office Open XML.</summary>
    Docx,

    /// <summary>OpenDocument text, also flat.</summary>
    Odt,

    /// <summary>Excel, binary.</summary>
    Xls,

    /// <summary>Excel, Office Open XML.</summary>
    Xlsx,

    /// <summary>OpenDocument spreadsheet.</summary>
    Ods,

    /// <summary>PowerPoint, binary.</summary>
    Ppt,

    /// <summary>PowerPoint, Office Open XML.</summary>
    Pptx,

    /// <summary>OpenDocument presentation.</summary>
    Odp,

    /// <summary>Rich Text Format.</summary>
    Rtf,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Comma- or semicolon-separated values.</summary>
    Csv,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>XML of any vocabulary, SVG included.</summary>
    Xml,

    /// <summary>Internet message.</summary>
    Eml,

    /// <summary>Outlook message.</summary>
    Msg,

    /// <summary>ZIP archive that is none of the above.</summary>
    Zip,

    /// <summary>A zip container whose directory must be read in the worker before more is known.</summary>
    ZipContainer,

    /// <summary>An OLE compound file whose directory must be read in the worker before more is known.</summary>
    OleContainer,
}

/// <summary>Names of the kinds.</summary>
public static class FileKinds
{
    private static readonly Dictionary<FileKind, (string Media, string[] Extensions)> Table = new()
    {
        [FileKind.Pdf] = ("application/pdf", ["pdf"]),
        [FileKind.Tiff] = ("image/tiff", ["tif", "tiff"]),
        [FileKind.Jpeg] = ("image/jpeg", ["jpg", "jpeg", "jpe"]),
        [FileKind.Png] = ("image/png", ["png"]),
        [FileKind.Gif] = ("image/gif", ["gif"]),
        [FileKind.WebP] = ("image/webp", ["webp"]),
        [FileKind.Heic] = ("image/heic", ["heic", "heif"]),
        [FileKind.Doc] = ("application/msword", ["doc", "dot"]),
        [FileKind.Docx] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx", "docm", "dotx"]),
        [FileKind.Odt] = ("application/vnd.oasis.opendocument.text", ["odt", "fodt", "ott"]),
        [FileKind.Xls] = ("application/vnd.ms-excel", ["xls", "xlt"]),
        [FileKind.Xlsx] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx", "xlsm", "xltx"]),
        [FileKind.Ods] = ("application/vnd.oasis.opendocument.spreadsheet", ["ods", "fods", "ots"]),
        [FileKind.Ppt] = ("application/vnd.ms-powerpoint", ["ppt", "pps"]),
        [FileKind.Pptx] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx", "pptm", "ppsx"]),
        [FileKind.Odp] = ("application/vnd.oasis.opendocument.presentation", ["odp", "fodp", "otp"]),
        [FileKind.Rtf] = ("application/rtf", ["rtf"]),
        [FileKind.Text] = ("text/plain", ["txt", "text", "log", "md"]),
        [FileKind.Csv] = ("text/csv", ["csv", "tsv"]),
        [FileKind.Html] = ("text/html", ["html", "htm", "xhtml"]),
        [FileKind.Xml] = ("application/xml", ["xml", "svg", "xsd", "xsl"]),
        [FileKind.Eml] = ("message/rfc822", ["eml", "mime"]),
        [FileKind.Msg] = ("application/vnd.ms-outlook", ["msg"]),
        [FileKind.Zip] = ("application/zip", ["zip"]),
    };

    /// <summary>The media type under which the kind is served; <c>application/octet-stream</c> for all that is not recognised.</summary>
    public static string MediaType(FileKind kind) => Table.TryGetValue(kind, out var row) ? row.Media : "application/octet-stream";

    /// <summary>The extension that tools expect, without dot.</summary>
    public static string Extension(FileKind kind) => Table.TryGetValue(kind, out var row) ? row.Extensions[0] : "bin";

    /// <summary>The kind that a file name pretends; null when its extension says nothing.</summary>
    public static FileKind? FromName(string? name)
    {
        var extension = Path.GetExtension(name ?? "").TrimStart('.');
        return Find(row => row.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The kind that a declared media type pretends; null when it says nothing.</summary>
    public static FileKind? FromMediaType(string? mediaType)
    {
        var bare = (mediaType ?? "").Split(';')[0].Trim();
        return Find(row => string.Equals(row.Media, bare, StringComparison.OrdinalIgnoreCase));
    }

    private static FileKind? Find(Func<(string Media, string[] Extensions), bool> test)
    {
        foreach (var (kind, row) in Table)
        {
            if (test(row))
            {
                return kind;
            }
        }

        return null;
    }
}
