using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.Tests.Integration.Conversion;

namespace Cartulaire.Tests.Integration.Hostile;

/// <summary>Files made to do harm, by the tests themselves.</summary>
internal static class MadeBombs
{
    private const uint LocalHeader = 0x04034B50;
    private const uint DirectoryHeader = 0x02014B50;

    /// <summary>One megabyte that unfolds to one gibibyte.</summary>
    public static byte[] GibibyteZip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("rapport.txt", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var n = 0; n < 1024; n++)
            {
                entry.Write(zeros);
            }
        }

        return stream.ToArray();
    }

    /// <summary>An entry whose headers say ten bytes.</summary>
    public static byte[] LyingZip()
    {
        var zip = MadeFiles.Zip(("lettre.txt", new byte[100_000]));
        Patch(zip, LocalHeader, 22, 10);
        Patch(zip, DirectoryHeader, 24, 10);
        return zip;
    }

    /// <summary>An entry that says it needs a password.</summary>
    public static byte[] LockedZip()
    {
        var zip = MadeFiles.Zip(("secret.txt", "illisible"u8.ToArray()));
        zip[zip.AsSpan().IndexOf(BitConverter.GetBytes(LocalHeader)) + 6] |= 1;
        zip[zip.AsSpan().IndexOf(BitConverter.GetBytes(DirectoryHeader)) + 8] |= 1;
        return zip;
    }

    /// <summary>A workbook that declares three gibibytes.</summary>
    public static byte[] BoastingWorkbook()
    {
        var zip = MadeFiles.Xlsx("petit");
        Patch(zip, DirectoryHeader, 24, 3u << 30);
        return zip;
    }

    /// <summary>Ten thousand entries over the same bytes: half a megabyte that unfolds to 42 gigabytes.</summary>
    public static byte[] OverlappingZip()
    {
        const int count = 10_000;
        var one = MadeFiles.Zip(("a", new byte[4_200_000]));
        var directory = one.AsSpan().LastIndexOf(BitConverter.GetBytes(DirectoryHeader));
        var end = one.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 5, 6]);
        var row = one.AsSpan(directory, end - directory).ToArray();
        using var file = new MemoryStream();
        file.Write(one.AsSpan(0, directory));
        for (var n = 0; n < count; n++)
        {
            file.Write(row);
        }

        var tail = one.AsSpan(end).ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(8), count);
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(10), count);
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(12), (uint)(row.Length * count));
        file.Write(tail);
        return file.ToArray();
    }

    /// <summary>Archives in archives.</summary>
    public static byte[] NestedZip(int depth)
    {
        var zip = MadeFiles.Zip(("fond.txt", "au fond"u8.ToArray()));
        for (var n = depth; n > 1; n--)
        {
            zip = MadeFiles.Zip(($"niveau-{n}.zip", zip));
        }

        return zip;
    }

    /// <summary>A PDF whose password nobody knows: no user password gives these check values.</summary>
    public static byte[] LockedPdf()
    {
        const string key = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
        var pdf = Encoding.Latin1.GetString(MadeFiles.Pdf("illisible"));
        var trailer = pdf.LastIndexOf("/Root", StringComparison.Ordinal);
        var locked = pdf.Insert(trailer, $"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{key}> /U <{key}> >> /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] ");
        return Encoding.Latin1.GetBytes(locked);
    }

    /// <summary>A picture that declares 900 million pixels.</summary>
    public static byte[] GiantPng()
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, 30_000);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), 30_000);
        (head[8], head[9]) = (8, 2);
        Chunk(file, "IHDR", head);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(new byte[90_001]);
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static byte[] DeepXml(int depth) => Encoding.ASCII.GetBytes("<?xml version=\"1.0\"?>" + Repeat("<a>", depth) + Repeat("</a>", depth));

    public static byte[] DeepHtml(int depth) => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>{Repeat("<div>", depth)}au fond{Repeat("</div>", depth)}</body></html>");

    public static byte[] DeepMail(int depth)
    {
        var mail = new StringBuilder("From: a@b.be\r\nTo: c@d.be\r\nSubject: fond\r\nMIME-Version: 1.0\r\n");
        for (var n = 0; n < depth; n++)
        {
            mail.Append("Content-Type: multipart/mixed; boundary=b").Append(n).Append("\r\n\r\n--b").Append(n).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(mail.Append("Content-Type: text/plain\r\n\r\nau fond\r\n").ToString());
    }

    /// <summary>Each entity eight of the one before: a gigabyte of laughter.</summary>
    public static byte[] BillionLaughs()
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY e0 \"ha\">");
        for (var n = 1; n < 10; n++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<!ENTITY e{n} \"{Repeat($"&e{n - 1};", 8)}\">");
        }

        return Encoding.UTF8.GetBytes(xml.Append("]><l>&e9;</l>").ToString());
    }

    /// <summary>Bytes that are nothing, always the same.</summary>
    public static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static void Patch(byte[] zip, uint signature, int offset, uint value)
        => BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.AsSpan().IndexOf(BitConverter.GetBytes(signature)) + offset), value);

    private static void Chunk(MemoryStream file, string kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. content];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var state = uint.MaxValue;
        foreach (var octet in bytes)
        {
            state ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state & 1) == 1 ? (state >> 1) ^ 0xEDB88320 : state >> 1;
            }
        }

        return ~state;
    }
}
