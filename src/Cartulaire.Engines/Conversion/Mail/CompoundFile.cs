using System.Buffers.Binary;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Mail;

/// <summary>One stream or storage of a compound file, with its path from the root.</summary>
internal sealed record CompoundEntry(string Path, bool IsStream, uint Start, long Length);

/// <summary>Reads OLE compound files ([MS-CFB]): every chain is bounded by the number of sectors, so that no loop is endless.</summary>
internal sealed class CompoundFile
{
    private const uint LastRegular = 0xFFFFFFFA;
    private const int MostBytes = 512 * 1024 * 1024;
    private readonly byte[] file;
    private readonly int sector;
    private readonly uint[] table;
    private readonly uint[] miniTable;
    private readonly byte[] miniStream;
    private readonly uint miniCutoff;

    private CompoundFile(byte[] file)
    {
        this.file = file;
        sector = 1 << Math.Clamp(Short(30), (ushort)7, (ushort)16);
        miniCutoff = Int(56);
        table = ReadTable();
        var directory = Chain(Int(48));
        miniTable = ToInts(Chain(Int(60)));
        miniStream = directory.Length >= 128 ? Chain(BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(116))) : [];
        Entries = Walk(directory);
    }

    public IReadOnlyList<CompoundEntry> Entries { get; }

    public static CompoundFile Read(string path)
    {
        if (new FileInfo(path).Length is < 1536 or > MostBytes)
        {
            throw new RefusedDocumentException("conversion.ole-broken");
        }

        try
        {
            return new(File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new RefusedDocumentException("conversion.ole-broken", fault.GetType().Name);
        }
    }

    public byte[]? Stream(string path)
    {
        if (Entries.FirstOrDefault(entry => entry.IsStream && string.Equals(entry.Path, path, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return null;
        }

        var bytes = found.Length < miniCutoff ? MiniChain(found.Start) : Chain(found.Start);
        return bytes[..(int)Math.Min(bytes.Length, found.Length)];
    }

    private uint[] ReadTable()
    {
        List<uint> sectors = [];
        for (var i = 0; i < 109; i++)
        {
            sectors.Add(Int(76 + (4 * i)));
        }

        var next = Int(68);
        for (var i = 0; i < Count && next < LastRegular; i++)
        {
            var ints = ToInts(Sector(next).ToArray());
            sectors.AddRange(ints[..^1]);
            next = ints[^1];
        }

        return [.. sectors.Where(number => number < LastRegular).Take(Count).SelectMany(number => ToInts(Sector(number).ToArray()))];
    }

    private int Count => (file.Length / sector) + 1;

    private ReadOnlySpan<byte> Sector(uint number)
    {
        var start = (number + 1L) * sector;
        return start + sector <= file.Length ? file.AsSpan((int)start, sector)
            : start < file.Length ? file.AsSpan((int)start)
            : throw new RefusedDocumentException("conversion.ole-broken", "sector");
    }

    private byte[] Chain(uint start)
    {
        using var bytes = new MemoryStream();
        for (var (number, steps) = (start, 0); number < LastRegular; number = table[number])
        {
            if (++steps > Count)
            {
                throw new RefusedDocumentException("conversion.ole-broken", "loop");
            }

            bytes.Write(Sector(number));
        }

        return bytes.ToArray();
    }

    private byte[] MiniChain(uint start)
    {
        using var bytes = new MemoryStream();
        for (var (number, steps) = (start, 0); number < LastRegular; number = miniTable[number])
        {
            if (++steps > miniTable.Length)
            {
                throw new RefusedDocumentException("conversion.ole-broken", "loop");
            }

            bytes.Write(miniStream, (int)number * 64, 64);
        }

        return bytes.ToArray();
    }

    private static List<CompoundEntry> Walk(byte[] directory)
    {
        List<CompoundEntry> found = [];
        var visited = new HashSet<uint>();
        var open = new Stack<(uint Number, string Parent)>();
        open.Push((0, ""));
        while (open.TryPop(out var at))
        {
            if (at.Number >= directory.Length / 128 || !visited.Add(at.Number))
            {
                continue;
            }

            var row = directory.AsSpan((int)at.Number * 128, 128);
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(row[64..]) - 2, 0, 62);
            var name = Encoding.Unicode.GetString(row[..length]);
            var path = at.Number == 0 ? "" : at.Parent.Length == 0 ? name : $"{at.Parent}/{name}";
            if (at.Number != 0)
            {
                found.Add(new(path, row[66] == 2, BinaryPrimitives.ReadUInt32LittleEndian(row[116..]), BinaryPrimitives.ReadUInt32LittleEndian(row[120..])));
                open.Push((BinaryPrimitives.ReadUInt32LittleEndian(row[72..]), at.Parent));
                open.Push((BinaryPrimitives.ReadUInt32LittleEndian(row[68..]), at.Parent));
            }

            open.Push((BinaryPrimitives.ReadUInt32LittleEndian(row[76..]), path));
        }

        return found;
    }

    private static uint[] ToInts(byte[] bytes)
    {
        var ints = new uint[bytes.Length / 4];
        for (var i = 0; i < ints.Length; i++)
        {
            ints[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
        }

        return ints;
    }

    private ushort Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private uint Int(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
}

/// <summary>Settles what a compound file is by its directory.</summary>
internal static class OleContainer
{
    public static FileKind KindOf(string path)
    {
        try
        {
            var names = CompoundFile.Read(path).Entries.Select(entry => entry.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return names.Contains("WordDocument") ? FileKind.Doc
                : names.Contains("Workbook") || names.Contains("Book") ? FileKind.Xls
                : names.Contains("PowerPoint Document") ? FileKind.Ppt
                : names.Contains("__properties_version1.0") ? FileKind.Msg
                : FileKind.Other;
        }
        catch (RefusedDocumentException)
        {
            return FileKind.Other;
        }
    }
}
