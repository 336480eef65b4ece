using System.Globalization;
using System.IO.Compression;
using System.Text;
using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Pages of an image file as a PDF: black and white stays as it was, bit for bit; the rest becomes JPEG.</summary>
internal static class ImagePdf
{
    private const double UnknownDpi = 300;

    /// <summary>Writes some pages.</summary>
    /// <param name="source">The image file.</param>
    /// <param name="first">First page, from 1.</param>
    /// <param name="last">Last page.</param>
    /// <param name="target">The PDF to write.</param>
    public static void Write(string source, int first, int last, string target)
    {
        using var file = File.Create(target);
        List<long> places = [];
        Text(file, "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var count = last - first + 1;
        Begin(file, places);
        Text(file, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin(file, places);
        var kids = string.Join(' ', Enumerable.Range(0, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{3 + (n * 3)} 0 R")));
        Text(file, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Pages /Kids [{kids}] /Count {count} >>\nendobj\n"));
        for (var page = first; page <= last; page++)
        {
            try
            {
                Page(file, places, source, page);
            }
            catch (VipsException fault)
            {
                throw new RefusedDocumentException("conversion.image-broken", fault.Message.Split('\n')[0]);
            }
        }

        var table = file.Position;
        var lines = string.Concat(places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p:0000000000} 00000 n \n")));
        Text(file, string.Create(
            CultureInfo.InvariantCulture,
            $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{lines}trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    }

    private static void Page(FileStream file, List<long> places, string source, int page)
    {
        using var opened = ImagePages.Open(source, page);
        using var shown = ImagePages.ToShown(opened);
        var bilevel = opened.Contains("bits-per-sample") && (int)opened.Get("bits-per-sample") == 1 && shown.Bands == 1;
        var (wide, high) = (Points(shown.Width, shown.Xres), Points(shown.Height, shown.Yres));
        var number = places.Count + 1;
        Begin(file, places);
        Text(file, string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:0.##} {high:0.##}] /Resources << /XObject << /I {number + 2} 0 R >> >> /Contents {number + 1} 0 R >>\nendobj\n"));
        Begin(file, places);
        var content = string.Create(CultureInfo.InvariantCulture, $"q {wide:0.##} 0 0 {high:0.##} 0 0 cm /I Do Q");
        Text(file, string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"));
        Begin(file, places);
        var bytes = bilevel ? Bits(shown) : shown.JpegsaveBuffer(q: 90, keep: Enums.ForeignKeep.None);
        var colours = shown.Bands == 1 ? "DeviceGray" : "DeviceRGB";
        var (bits, filter) = bilevel ? (1, "FlateDecode") : (8, "DCTDecode");
        Text(file, string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /XObject /Subtype /Image /Width {shown.Width} /Height {shown.Height} /ColorSpace /{colours} /BitsPerComponent {bits} /Filter /{filter} /Length {bytes.Length} >>\nstream\n"));
        file.Write(bytes);
        Text(file, "\nendstream\nendobj\n");
    }

    private static double Points(int pixels, double perMillimetre) => pixels * 72 / (perMillimetre > 1.5 ? perMillimetre * 25.4 : UnknownDpi);

    private static byte[] Bits(Image image)
    {
        var grey = image.WriteToMemory<byte>();
        var stride = (image.Width + 7) / 8;
        var row = new byte[stride];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var y = 0; y < image.Height; y++)
            {
                Array.Clear(row);
                for (var x = 0; x < image.Width; x++)
                {
                    if (grey[(y * image.Width) + x] >= 128)
                    {
                        row[x >> 3] |= (byte)(0x80 >> (x & 7));
                    }
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Begin(FileStream file, List<long> places)
    {
        places.Add(file.Position);
        Text(file, string.Create(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n"));
    }

    private static void Text(FileStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
