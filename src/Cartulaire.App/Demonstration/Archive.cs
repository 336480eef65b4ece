using System.IO.Compression;
using System.Text;

namespace Cartulaire.App.Demonstration;

/// <summary>Writes ZIP files that come out the same each time: fixed order, fixed times.</summary>
internal static class Archive
{
    /// <summary>The part named <c>mimetype</c>, when there is one, is first and stored, as OpenDocument asks.</summary>
    public static byte[] Write(DateOnly date, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(date.ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero);
                using var file = entry.Open();
                file.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The same with parts of text, in UTF-8.</summary>
    public static byte[] Write(DateOnly date, params (string Name, string Content)[] entries)
        => Write(date, [.. entries.Select(e => (e.Name, Encoding.UTF8.GetBytes(e.Content)))]);
}
