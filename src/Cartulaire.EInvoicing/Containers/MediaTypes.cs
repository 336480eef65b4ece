using System.Buffers;
using System.Text;

namespace Cartulaire.EInvoicing.Containers;

/// <summary>What a file is, told by how it begins, whatever it is called.</summary>
internal static class MediaTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Text = "text/plain";
    public const string Zip = "application/zip";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    public const string Unknown = "application/octet-stream";

    /// <summary>Bytes of the beginning that are looked at.</summary>
    public const int HeadSize = 4096;

    // A PDF may have up to 1,024 bytes of something else before its header, so all readers have it.
    private const int PdfWithin = 1024;

    private static readonly (byte[] Bytes, string Type)[] Signatures =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], Png),
        ([0xFF, 0xD8, 0xFF], Jpeg),
        ("GIF8"u8.ToArray(), "image/gif"),
        ([(byte)'I', (byte)'I', 0x2A, 0x00], "image/tiff"),
        ([(byte)'M', (byte)'M', 0x00, 0x2A], "image/tiff"),
        ([(byte)'P', (byte)'K', 3, 4], Zip),
        ([(byte)'P', (byte)'K', 5, 6], Zip),
        ([0x1F, 0x8B], "application/gzip"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        ("Rar!"u8.ToArray(), "application/vnd.rar"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        ("{\\rtf"u8.ToArray(), "application/rtf"),
        ("MZ"u8.ToArray(), "application/vnd.microsoft.portable-executable"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "application/x-elf"),
        ([0xCF, 0xFA, 0xED, 0xFE], "application/x-mach-binary"),
        ([0xCE, 0xFA, 0xED, 0xFE], "application/x-mach-binary"),
        ([0xCA, 0xFE, 0xBA, 0xBE], "application/x-mach-binary"),
        ([0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0], "application/x-ms-shortcut"),
        ("#!"u8.ToArray(), "text/x-shellscript"),
    ];

    private static readonly SearchValues<byte> BeforeMarkup = SearchValues.Create([0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);

    private static readonly HashSet<string> Archives = [Zip, Xlsx, Ods, "application/gzip", "application/x-7z-compressed", "application/vnd.rar"];

    /// <summary>Whether files of a type hold other files.</summary>
    public static bool IsArchive(string type) => Archives.Contains(type);

    /// <summary>What begins so; <see cref="Text"/> for anything without control characters, <see cref="Unknown"/> for the rest.</summary>
    public static string Of(ReadOnlySpan<byte> head)
    {
        if (IsMarkup(head))
        {
            return "application/xml";
        }

        foreach (var (bytes, type) in Signatures)
        {
            if (head.StartsWith(bytes))
            {
                return type == Zip ? OfZip(head) : type;
            }
        }

        return head[..Math.Min(head.Length, PdfWithin)].IndexOf("%PDF-"u8) >= 0 ? Pdf : IsText(head) ? Text : Unknown;
    }

    // After a byte order mark and white space an angle bracket, in any encoding.
    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        var first = head.IndexOfAnyExcept(BeforeMarkup);
        return first >= 0 && head[first] == '<';
    }

    // The entries of an Office file may come in any order; that of an OpenDocument begins with its type, uncompressed (ODF 1.3, part 2, 3.3).
    private static string OfZip(ReadOnlySpan<byte> head)
        => head.Length > 38 && head[30..].StartsWith("mimetype"u8) && head[38..].StartsWith(Encoding.ASCII.GetBytes(Ods)) ? Ods
            : head.IndexOf("xl/"u8) >= 0 || (head.IndexOf("[Content_Types].xml"u8) >= 0 && head.IndexOf("word/"u8) < 0 && head.IndexOf("ppt/"u8) < 0) ? Xlsx
            : Zip;

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        // With the mark of UTF-16 every second byte may be 0.
        var isWide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        foreach (var value in head)
        {
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) && !(isWide && value < 5))
            {
                return false;
            }
        }

        return true;
    }
}
