using System.Diagnostics;
using System.IO.Compression;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Engines.Conversion.Archives;

/// <summary>Streams the entries of a zip within the limits of security P-03, all of them on counted bytes. An archive that lies is refused whole.</summary>
internal static class ZipParts
{
    /// <summary>How deep zips within zips are opened; the caller counts.</summary>
    public const int MostDepth = 3;
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private const int MostRatio = 100;

    /// <summary>Small entries of one repeated character are innocent.</summary>
    private const long RatioFrom = 4 * 1024 * 1024;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    public static async Task<PartList> SendAsync(string path, Frames frames, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var entries = ZipDirectory.Read(file).Where(entry => !entry.IsFolder).ToList();
        RefuseOverlaps(file, entries);
        var watch = Stopwatch.StartNew();
        long total = 0;
        var (count, left) = (0, 0);
        foreach (var entry in entries)
        {
            if (entry.IsEncrypted || entry.Method is not (0 or 8))
            {
                left++;
                continue;
            }

            await frames.WriteJsonAsync(FrameTag.Part, new PartHeader("entry", entry.Name, ""), ct);
            total = await SendAsync(file, entry, frames, total, watch, ct);
            await frames.WriteAsync(FrameTag.End, ReadOnlyMemory<byte>.Empty, ct);
            count++;
        }

        return new(count, total, new Dictionary<string, string>(), left > 0 ? "conversion.entries-left-out" : "");
    }

    private static async Task<long> SendAsync(FileStream file, ZipEntry entry, Frames frames, long total, Stopwatch watch, CancellationToken ct)
    {
        file.Position = ZipDirectory.DataOf(file, entry);
        using var packed = new Slice(file, entry.Packed);
        await using Stream content = entry.Method == 8 ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed;
        var buffer = new byte[Frames.ChunkLength];
        var crc = new Crc32();
        long length = 0;
        int read;
        while ((read = await ReadAsync(content, buffer, ct)) > 0)
        {
            length += read;
            Guard(entry, length, total + length, watch);
            crc.Add(buffer.AsSpan(0, read));
            await frames.WriteAsync(FrameTag.Data, buffer.AsMemory(0, read), ct);
        }

        return length == entry.Length && crc.Value == entry.Crc ? total + length : throw new RefusedDocumentException("conversion.archive-lies", entry.Name);
    }

    private static void Guard(ZipEntry entry, long length, long total, Stopwatch watch)
    {
        if (length > entry.Length)
        {
            throw new RefusedDocumentException("conversion.archive-lies", entry.Name);
        }

        if (total > MostBytes || watch.Elapsed > Time || (length > RatioFrom && length > MostRatio * Math.Max(1, entry.Packed)))
        {
            throw new RefusedDocumentException("conversion.archive-bomb", entry.Name);
        }
    }

    private static async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken ct)
    {
        try
        {
            return await content.ReadAsync(buffer, ct);
        }
        catch (InvalidDataException)
        {
            throw new RefusedDocumentException("conversion.archive-broken", "entry");
        }
    }

    /// <summary>Entries that share bytes are the third kind of bomb: 514 KB that unfold to 41.9 GB.</summary>
    private static void RefuseOverlaps(FileStream file, List<ZipEntry> entries)
    {
        long end = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Header))
        {
            if (entry.Header < end)
            {
                throw new RefusedDocumentException("conversion.archive-bomb", "overlapping entries");
            }

            end = ZipDirectory.DataOf(file, entry) + entry.Packed;
            if (entry.Packed < 0 || end > file.Length)
            {
                throw new RefusedDocumentException("conversion.archive-broken", "entry");
            }
        }
    }
}

/// <summary>A bounded part of a file, read forward.</summary>
internal sealed class Slice(FileStream file, long length) : Stream
{
    private long left = length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(buffer, offset, (int)Math.Min(count, left));
        left -= read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>CRC-32 of the zip format (polynomial 0xEDB88320).</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = Build();
    private uint state = uint.MaxValue;

    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            state = (state >> 8) ^ Table[(state ^ octet) & 0xFF];
        }
    }

    private static uint[] Build()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
