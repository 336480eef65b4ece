using System.Buffers.Binary;
using System.Text;

namespace Cartulaire.Engines.Conversion;

/// <summary>What the content says, and whether the name and the declared type agree.</summary>
/// <param name="Kind">The kind by content.</param>
/// <param name="MediaType">The media type to serve; <c>application/octet-stream</c> when the three disagree.</param>
/// <param name="Disagrees">Whether the extension or the declared type says something else.</param>
/// <param name="ClaimedByName">What the extension pretends.</param>
/// <param name="ClaimedByType">What the declared type pretends.</param>
public sealed record SniffedType(FileKind Kind, string MediaType, bool Disagrees, FileKind? ClaimedByName, FileKind? ClaimedByType);

/// <summary>Recognises a file by its first 64 KB. The only parsing of received bytes that the server does itself: comparisons at fixed places, no decompression.</summary>
public static class ContentSniffer
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeadLength = 64 * 1024;

    private static readonly string[] HtmlMarks = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<table", "<title", "<meta "];
    private static readonly string[] MailHeaders = ["from:", "to:", "subject:", "date:", "received:", "return-path:", "message-id:", "mime-version:", "content-type:", "delivered-to:", "x-"];

    /// <summary>Recognises a file.</summary>
    /// <param name="head">Its first bytes, <see cref="HeadLength"/> at most are used.</param>
    /// <param name="name">Its name as received.</param>
    /// <param name="declared">Its media type as received.</param>
    /// <returns>The kind; <see cref="FileKind.ZipContainer"/> and <see cref="FileKind.OleContainer"/> are settled by the worker.</returns>
    public static SniffedType Sniff(ReadOnlySpan<byte> head, string? name, string? declared)
        => Compare(KindOf(head[..Math.Min(head.Length, HeadLength)], name), name, declared);

    /// <summary>Compares a kind, once settled, with what was pretended.</summary>
    public static SniffedType Compare(FileKind kind, string? name, string? declared)
    {
        var byName = FileKinds.FromName(name);
        var byType = FileKinds.FromMediaType(declared);
        var disagrees = !Fits(kind, byName) || !Fits(kind, byType);
        return new(kind, disagrees ? "application/octet-stream" : FileKinds.MediaType(kind), disagrees, byName, byType);
    }

    private static bool Fits(FileKind kind, FileKind? claimed) => claimed is not { } other
        || other == kind
        || (kind, other) switch
        {
            (FileKind.ZipContainer, FileKind.Zip or FileKind.Docx or FileKind.Xlsx or FileKind.Pptx or FileKind.Odt or FileKind.Ods or FileKind.Odp) => true,
            (FileKind.OleContainer, FileKind.Doc or FileKind.Xls or FileKind.Ppt or FileKind.Msg) => true,
            (FileKind.Text, FileKind.Csv) or (FileKind.Csv, FileKind.Text) => true,
            _ => false,
        };

    private static FileKind KindOf(ReadOnlySpan<byte> head, string? name)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }

        return ByMagic(head) is { } kind ? kind : ByText(head, name);
    }

    private static FileKind? ByMagic(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return FileKind.ZipContainer;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return FileKind.OleContainer;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return FileKind.Jpeg;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
        {
            return FileKind.Png;
        }

        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
        {
            return FileKind.Gif;
        }

        if (head.Length >= 4 && (BinaryPrimitives.ReadUInt32BigEndian(head) is 0x49492A00 or 0x4D4D002A or 0x49492B00 or 0x4D4D002B))
        {
            return FileKind.Tiff;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return FileKind.WebP;
        }

        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && Encoding.ASCII.GetString(head.Slice(8, 4)) is "heic" or "heix" or "hevc" or "mif1" or "msf1" or "heim" or "heis")
        {
            return FileKind.Heic;
        }

        if (head.StartsWith("{\\rtf"u8))
        {
            return FileKind.Rtf;
        }

        // The standard allows junk before the header; readers accept it within the first kilobyte.
        return head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? FileKind.Pdf : null;
    }

    private static FileKind ByText(ReadOnlySpan<byte> head, string? name)
    {
        var text = Decode(head);
        if (text is null)
        {
            return FileKind.Other;
        }

        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var lower = start[..Math.Min(start.Length, 4096)].ToLowerInvariant();
        if (lower.StartsWith("<?xml", StringComparison.Ordinal) || (lower.StartsWith('<') && IsMarkupName(lower)))
        {
            return OfMarkup(lower);
        }

        if (HtmlMarks.Any(mark => lower.StartsWith(mark, StringComparison.Ordinal)) || lower.StartsWith("<!--", StringComparison.Ordinal))
        {
            return FileKind.Html;
        }

        if (IsMail(lower))
        {
            return FileKind.Eml;
        }

        return IsTable(start) && FileKinds.FromName(name) is null or FileKind.Csv ? (IsTable(start) ? FileKind.Csv : FileKind.Text) : FileKind.Text;
    }

    private static FileKind OfMarkup(string lower)
    {
        if (HtmlMarks.Any(mark => lower.Contains(mark, StringComparison.Ordinal)))
        {
            return FileKind.Html;
        }

        return lower.Contains("opendocument.text", StringComparison.Ordinal) && lower.Contains("office:document", StringComparison.Ordinal) ? FileKind.Odt
            : lower.Contains("opendocument.spreadsheet", StringComparison.Ordinal) && lower.Contains("office:document", StringComparison.Ordinal) ? FileKind.Ods
            : lower.Contains("opendocument.presentation", StringComparison.Ordinal) && lower.Contains("office:document", StringComparison.Ordinal) ? FileKind.Odp
            : FileKind.Xml;
    }

    private static bool IsMarkupName(string lower) => lower.Length > 2 && (char.IsAsciiLetter(lower[1]) || lower[1] == '!') && lower.Contains('>', StringComparison.Ordinal)
        && !lower.StartsWith("<!--", StringComparison.Ordinal);

    private static bool IsMail(string lower)
    {
        var known = 0;
        foreach (var line in lower.Split('\n').Take(40))
        {
            if (line.Trim().Length == 0)
            {
                break;
            }

            known += MailHeaders.Any(header => line.StartsWith(header, StringComparison.Ordinal)) ? 1 : 0;
            if (line[0] is not (' ' or '\t') && !line.Contains(':', StringComparison.Ordinal) && !line.StartsWith("from ", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return known >= 2;
    }

    private static bool IsTable(string text)
    {
        var lines = text.Split('\n').Take(6).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return lines.Length >= 2 && ";,\t".Any(separator => lines[0].Contains(separator, StringComparison.Ordinal)
            && lines.Take(Math.Max(2, lines.Length - 1)).All(line => line.Count(c => c == separator) == lines[0].Count(c => c == separator)));
    }

    /// <summary>Text of the head, or null when it is binary.</summary>
    private static string? Decode(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(head);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(head);
        }

        var controls = 0;
        foreach (var octet in head)
        {
            if (octet == 0)
            {
                return null;
            }

            controls += octet < 32 && octet is not (9 or 10 or 12 or 13 or 27) ? 1 : 0;
        }

        return controls * 100 > head.Length ? null : Encoding.Latin1.GetString(head);
    }
}
