using System.Globalization;
using System.Text;

namespace Cartulaire.Engines.Conversion.Barcodes;

/// <summary>A small PDF of rectangles and one standard font: all that a sheet to print needs. Lengths in millimetres from the top left corner.</summary>
internal sealed class PrintPdf(double width, double height)
{
    private const double Point = 72 / 25.4;
    private readonly List<StringBuilder> pages = [];

    public int Pages => pages.Count;

    public void NewPage() => pages.Add(new());

    public void Box(double x, double y, double wide, double high)
        => Page.Append(CultureInfo.InvariantCulture, $"{x * Point:0.###} {(height - y - high) * Point:0.###} {wide * Point:0.###} {high * Point:0.###} re f\n");

    /// <summary>Writes one line; characters outside Windows-1252 become question marks.</summary>
    public void Text(double x, double y, double size, string text, bool bold = false)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encode(text))
        {
            escaped.Append(octet is (byte)'(' or (byte)')' or (byte)'\\' ? "\\" : "").Append((char)octet);
        }

        Page.Append(CultureInfo.InvariantCulture, $"BT /{(bold ? "F2" : "F1")} {size:0.###} Tf {x * Point:0.###} {(height - y) * Point:0.###} Td ({escaped}) Tj ET\n");
    }

    public void Qr(double x, double y, double side, string content)
    {
        using var data = QRCoder.QRCodeGenerator.GenerateQrCode(content, QRCoder.QRCodeGenerator.ECCLevel.Q);
        var rows = data.ModuleMatrix;
        const int quiet = 4;
        var count = rows.Count - (2 * quiet);
        var module = side / count;
        for (var row = 0; row < count; row++)
        {
            // One box per run: single modules leave hairlines between them in some printers.
            for (var column = 0; column < count; column++)
            {
                var start = column;
                while (column < count && rows[row + quiet][column + quiet])
                {
                    column++;
                }

                if (column > start)
                {
                    Box(x + (start * module), y + (row * module), (column - start) * module, module);
                }
            }
        }
    }

    public void Bars(double x, double y, double module, double high, string content)
    {
        var bars = Code128.Encode(content);
        for (var i = 0; i < bars.Length; i++)
        {
            var start = i;
            while (i < bars.Length && bars[i])
            {
                i++;
            }

            if (i > start)
            {
                Box(x + (start * module), y, (i - start) * module, high);
            }
        }
    }

    public byte[] ToBytes()
    {
        var file = new StringBuilder("%PDF-1.4\n");
        List<int> places = [];
        var kids = string.Join(' ', Enumerable.Range(0, pages.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{5 + (2 * i)} 0 R")));
        Add(file, places, "<< /Type /Catalog /Pages 2 0 R >>");
        Add(file, places, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>"));
        Add(file, places, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Add(file, places, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        for (var i = 0; i < pages.Count; i++)
        {
            Add(file, places, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width * Point:0.###} {height * Point:0.###}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + (2 * i)} 0 R >>"));
            Add(file, places, string.Create(CultureInfo.InvariantCulture, $"<< /Length {pages[i].Length} >>\nstream\n{pages[i]}\nendstream"));
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private StringBuilder Page => pages[^1];

    private static byte[] Encode(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetBytes(text);
    }

    private static void Add(StringBuilder file, List<int> places, string body)
    {
        places.Add(file.Length);
        file.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{body}\nendobj\n");
    }
}
