using System.Globalization;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Cartulaire.App.Demonstration;

/// <summary>Writes pages as PDF, with text or as pictures.</summary>
internal static class PagePdf
{
    /// <summary>Text that can be selected, faces embedded.</summary>
    public static byte[] Write(Letter letter, IReadOnlyList<IReadOnlyList<Mark>> pages)
    {
        using var document = New(letter);
        var faces = new Dictionary<(bool Serif, bool Bold), PdfDocumentBuilder.AddedFont>();
        foreach (var marks in pages)
        {
            var page = document.AddPage(PageComposer.Width, PageComposer.Height);
            foreach (var mark in marks)
            {
                Draw(document, page, faces, mark);
            }
        }

        return document.Build();
    }

    /// <summary>One JPEG a page, as a scanner leaves it: no text at all.</summary>
    public static byte[] Wrap(Letter letter, IEnumerable<byte[]> pictures)
    {
        using var document = New(letter);
        foreach (var picture in pictures)
        {
            document.AddPage(PageComposer.Width, PageComposer.Height).AddJpeg(picture, new PdfRectangle(0, 0, PageComposer.Width, PageComposer.Height));
        }

        return document.Build();
    }

    private static void Draw(PdfDocumentBuilder document, PdfPageBuilder page, Dictionary<(bool Serif, bool Bold), PdfDocumentBuilder.AddedFont> faces, Mark mark)
    {
        switch (mark)
        {
            case Words { Text.Length: > 0 } words:
                // PdfPig 0.1.16 fails to cut down Liberation Sans Bold around these composed capitals: such a line is set in the regular face.
                var bold = words.Bold && (words.Serif || !words.Text.AsSpan().ContainsAny("ÉÂÊÔ"));
                if (!faces.TryGetValue((words.Serif, bold), out var face))
                {
                    faces[(words.Serif, bold)] = face = document.AddTrueTypeFont(PageFonts.Face(words.Serif, bold));
                }

                Ink(words.Color, page.SetTextAndFillColor);
                page.AddText(words.Text, words.Size, At(words.X, words.Y), face);
                break;
            case Box box:
                Ink(box.Color, page.SetStrokeColor);
                Ink(box.Color, page.SetTextAndFillColor);
                page.DrawRectangle(At(box.X, box.Y + box.Height), box.Width, box.Height, box.Frame ? 0.8 : 0.1, fill: !box.Frame);
                break;
            case Stroke stroke:
                Ink(stroke.Color, page.SetStrokeColor);
                var points = stroke.Smooth().ToList();
                foreach (var (from, to) in points.Zip(points.Skip(1)))
                {
                    page.DrawLine(At(from.X, from.Y), At(to.X, to.Y), stroke.Width);
                }

                break;
        }
    }

    private static PdfDocumentBuilder New(Letter letter)
    {
        var document = new PdfDocumentBuilder { IncludeDocumentInformation = true };
        document.DocumentInformation.Title = letter.Subject;
        document.DocumentInformation.Author = letter.Sender.Name;
        document.DocumentInformation.Producer = "Cartulaire";
        document.DocumentInformation.CreationDate = letter.Date.ToString("'D:'yyyyMMdd'093000Z'", CultureInfo.InvariantCulture);
        return document;
    }

    /// <summary>Pages are laid out from the top, PDF counts from the bottom.</summary>
    private static PdfPoint At(double x, double y) => new(x, PageComposer.Height - y);

    private static void Ink(string color, Func<byte, byte, byte, PdfPageBuilder> set)
    {
        var rgb = Convert.FromHexString(color.AsSpan(1));
        _ = set(rgb[0], rgb[1], rgb[2]);
    }
}
