using System.Buffers.Binary;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Archives;

/// <summary>One entry as the central directory describes it.</summary>
internal sealed record ZipEntry(string Name, ushort Flags, ushort Method, uint Crc, long Packed, long Length, long Header)
{
    public bool IsFolder => Name.EndsWith('/');

    public bool IsEncrypted => (Flags & 1) != 0;
}

/// <summary>The central directory of a zip. Ours, because .NET's reader ends an entry at its declared length without a word (security P-03 b).</summary>
internal static class ZipDirectory
{
    private const int MostEntries = 10_000;
    private const int MostDirectory = 32 * 1024 * 1024;

    /// <summary>Reads the directory.</summary>
    /// <exception cref="RefusedDocumentException"><c>conversion.archive-broken</c>, <c>conversion.archive-bomb</c>.</exception>
    public static IReadOnlyList<ZipEntry> Read(FileStream file)
    {
        var (count, offset, size) = FindEnd(file);
        if (count > MostEntries)
        {
            throw new RefusedDocumentException("conversion.archive-bomb", $"{count} entries");
        }

        if (offset < 0 || size < 0 || size > MostDirectory || offset + size > file.Length)
        {
            throw Broken("directory");
        }

        var directory = new byte[size];
        file.Position = offset;
        file.ReadExactly(directory);
        var entries = new List<ZipEntry>();
        var at = 0;
        while (at + 46 <= directory.Length && BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at)) == 0x02014B50)
        {
            at = Take(directory, at, entries);
        }

        return entries.Count == count ? entries : throw Broken("count");
    }

    /// <summary>Where the packed bytes of an entry begin.</summary>
    public static long DataOf(FileStream file, ZipEntry entry)
    {
        Span<byte> head = stackalloc byte[30];
        file.Position = entry.Header;
        if (entry.Header < 0 || entry.Header + 30 > file.Length || file.ReadAtLeast(head, 30, throwOnEndOfStream: false) < 30 || BinaryPrimitives.ReadUInt32LittleEndian(head) != 0x04034B50)
        {
            throw Broken("local header");
        }

        return entry.Header + 30 + BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
    }

    private static int Take(byte[] directory, int at, List<ZipEntry> entries)
    {
        var row = directory.AsSpan(at);
        int name = Short(row, 28), extra = Short(row, 30), comment = Short(row, 32);
        if (at + 46 + name + extra + comment > directory.Length)
        {
            throw Broken("entry");
        }

        long packed = Int(row, 20), length = Int(row, 24), header = Int(row, 42);
        (length, packed, header) = Zip64(row.Slice(46 + name, extra), length, packed, header);
        var flags = Short(row, 8);
        var encoding = (flags & 0x800) != 0 ? Encoding.UTF8 : Encoding.Latin1;
        entries.Add(new(encoding.GetString(row.Slice(46, name)), flags, Short(row, 10), Int(row, 16), packed, length, header));
        return at + 46 + name + extra + comment;
    }

    /// <summary>Sizes beyond 4 GB stand in an extra field, each only where the old place says so.</summary>
    private static (long Length, long Packed, long Header) Zip64(ReadOnlySpan<byte> extra, long length, long packed, long header)
    {
        while (extra.Length >= 4)
        {
            int tag = Short(extra, 0), size = Math.Min(Short(extra, 2), extra.Length - 4);
            var field = extra.Slice(4, size);
            if (tag == 1)
            {
                length = Wide(ref field, length);
                packed = Wide(ref field, packed);
                header = Wide(ref field, header);
            }

            extra = extra[(4 + size)..];
        }

        return (length, packed, header);
    }

    private static long Wide(ref ReadOnlySpan<byte> field, long value)
    {
        if (value != uint.MaxValue || field.Length < 8)
        {
            return value;
        }

        var wide = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return wide;
    }

    private static (long Count, long Offset, long Size) FindEnd(FileStream file)
    {
        var length = (int)Math.Min(file.Length, 65_557 + 20);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        for (var at = length - 22; at >= 0; at--)
        {
            if (Int(tail.AsSpan(at), 0) == 0x06054B50)
            {
                var end = tail.AsSpan(at);
                return Short(end, 10) == ushort.MaxValue || Int(end, 16) == uint.MaxValue ? FindWideEnd(file, tail, at) : (Short(end, 10), Int(end, 16), Int(end, 12));
            }
        }

        throw Broken("end");
    }

    private static (long Count, long Offset, long Size) FindWideEnd(FileStream file, byte[] tail, int at)
    {
        if (at < 20 || Int(tail.AsSpan(at - 20), 0) != 0x07064B50)
        {
            throw Broken("end");
        }

        Span<byte> wide = stackalloc byte[56];
        file.Position = Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - 12)));
        return file.ReadAtLeast(wide, 56, throwOnEndOfStream: false) == 56 && Int(wide, 0) == 0x06064B50
            ? (BinaryPrimitives.ReadInt64LittleEndian(wide[32..]), BinaryPrimitives.ReadInt64LittleEndian(wide[48..]), BinaryPrimitives.ReadInt64LittleEndian(wide[40..]))
            : throw Broken("end");
    }

    private static RefusedDocumentException Broken(string what) => new("conversion.archive-broken", what);

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
