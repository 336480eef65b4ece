using System.IO.Compression;
using System.Text;

namespace Cartulaire.Engines.Database;

/// <summary>How derived text is kept: Brotli of UTF-8.</summary>
public static class Compression
{
    /// <summary>Compresses a text.</summary>
    public static byte[] OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a compressed text.</summary>
    public static string ToText(byte[] compressed) => Encoding.UTF8.GetString(ToBytes(compressed));

    /// <summary>Compresses bytes.</summary>
    public static byte[] OfBytes(ReadOnlySpan<byte> bytes)
    {
        var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>Reads compressed bytes.</summary>
    public static byte[] ToBytes(byte[] compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var target = new MemoryStream();
        brotli.CopyTo(target);
        return target.ToArray();
    }
}
