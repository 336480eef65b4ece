using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Cartulaire.Tests.EInvoicing.Containers;

/// <summary>Writes the smallest PDF that holds files.</summary>
internal static class SmallPdf
{
    /// <summary>A PDF with files in its tree of names.</summary>
    /// <param name="files">Names, contents, and whether the PDF says that it is made for them.</param>
    /// <param name="deflate">Whether contents are compressed.</param>
    /// <param name="trailer">What more the trailer says.</param>
    public static byte[] With(IReadOnlyList<(string Name, byte[] Content, bool IsRelated)> files, bool deflate = true, string trailer = "")
    {
        var objects = new List<byte[]>
        {
            Ascii($"<< /Type /Catalog /Pages 2 0 R /AF [{string.Concat(files.Select((f, i) => f.IsRelated ? $"{4 + (2 * i)} 0 R " : ""))}] /Names << /EmbeddedFiles << /Names [{string.Concat(files.Select((f, i) => $"({f.Name}) {4 + (2 * i)} 0 R "))}] >> >> >>"),
            Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"),
        };
        for (var i = 0; i < files.Count; i++)
        {
            var data = deflate ? Deflated(files[i].Content) : files[i].Content;
            objects.Add(Ascii($"<< /Type /Filespec /F ({files[i].Name}) /UF ({files[i].Name}) /AFRelationship /Alternative /EF << /F {5 + (2 * i)} 0 R >> >>"));
            objects.Add([.. Ascii($"<< /Type /EmbeddedFile /Length {data.Length}{(deflate ? " /Filter /FlateDecode" : "")} >>\nstream\n"), .. data, .. Ascii("\nendstream")]);
        }

        var pdf = new MemoryStream();
        Write(pdf, "%PDF-1.7\n");
        var offsets = new List<long>();
        foreach (var (content, number) in objects.Select((o, i) => (o, i + 1)))
        {
            offsets.Add(pdf.Position);
            Write(pdf, $"{number} 0 obj\n");
            pdf.Write(content);
            Write(pdf, "\nendobj\n");
        }

        var xref = pdf.Position;
        Write(pdf, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            Write(pdf, offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        Write(pdf, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n");
        return pdf.ToArray();
    }

    public static byte[] Deflated(byte[] content)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return data.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static void Write(MemoryStream pdf, string text) => pdf.Write(Ascii(text));
}
