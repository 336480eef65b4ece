using System.Globalization;
using System.Security;
using System.Text;
using NetVips;

namespace Cartulaire.App.Demonstration;

/// <summary>Draws pages as pictures, with what a scanner or a telephone adds to them.</summary>
internal static class PageImage
{
    /// <summary>Grey levels at so many dots per inch, a little askew, a little noisy.</summary>
    public static byte[] Scan(Letter letter, IReadOnlyList<Mark> marks, int page, int dpi = 200)
    {
        using var clean = Draw(marks, dpi);
        using var worn = Worn(clean, letter, page);
        return worn.JpegsaveBuffer(q: 62);
    }

    /// <summary>All pages in one bilevel TIFF, compressed as a fax (G4): what office scanners make.</summary>
    public static byte[] Tiff(Letter letter, IReadOnlyList<IReadOnlyList<Mark>> pages)
    {
        var sheets = new List<Image>();
        try
        {
            for (var i = 0; i < pages.Count; i++)
            {
                using var clean = Draw(pages[i], 200);
                using var worn = Worn(clean, letter, i);
                sheets.Add((worn > 150).CopyMemory());
            }

            using var joined = Image.Arrayjoin([.. sheets], across: 1);
            using var roll = joined.Mutate(m => m.Set(GValue.GIntType, "page-height", sheets[0].Height));
            return roll.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, pageHeight: sheets[0].Height, xres: 200 / 25.4, yres: 200 / 25.4, resunit: Enums.ForeignTiffResunit.Inch, miniswhite: true);
        }
        finally
        {
            sheets.ForEach(s => s.Dispose());
        }
    }

    /// <summary>A picture of the screen: clean and in colour.</summary>
    public static byte[] Png(IReadOnlyList<Mark> marks)
    {
        using var clean = Draw(marks, 110);
        return clean.PngsaveBuffer(compression: 9);
    }

    /// <summary>A sheet on a table, taken with a telephone: turned, unevenly lit, slightly blurred.</summary>
    public static byte[] Photo(Letter letter, IReadOnlyList<Mark> marks)
    {
        using var page = Draw(marks, 170);
        using var turned = page.Similarity(angle: 1.2 + (letter.Ink % 17 / 10.0), background: [112, 84, 58]);
        using var table = turned.Embed(90, 110, turned.Width + 190, turned.Height + 220, extend: Enums.Extend.Background, background: [112, 84, 58]);
        using var places = Image.Xyz(table.Width, table.Height);
        // The lamp stands at the upper left: about a third of the light is lost towards the other corner.
        using var light = 1.02 - ((places[0] / table.Width * 0.16) + (places[1] / table.Height * 0.2));
        using var noise = Image.Gaussnoise(table.Width, table.Height, mean: 0, sigma: 6, seed: letter.Ink);
        using var lit = (table * light) + noise;
        using var soft = lit.Gaussblur(0.7);
        using var photo = soft.Cast(Enums.BandFormat.Uchar);
        return photo.JpegsaveBuffer(q: 78);
    }

    private static Image Worn(Image clean, Letter letter, int page)
    {
        var angle = ((((letter.Ink + (page * 7)) % 13) - 6) / 6.0 * 0.8) + 0.05;
        using var grey = clean.Colourspace(Enums.Interpretation.Bw);
        using var turned = grey.Similarity(angle: angle, background: [252]);
        using var cut = turned.Crop((turned.Width - grey.Width) / 2, (turned.Height - grey.Height) / 2, grey.Width, grey.Height);
        using var soft = cut.Gaussblur(0.6);
        using var noise = Image.Gaussnoise(soft.Width, soft.Height, mean: -4, sigma: 7, seed: letter.Ink + page);
        using var noisy = soft + noise;
        return noisy.Cast(Enums.BandFormat.Uchar).CopyMemory();
    }

    private static Image Draw(IReadOnlyList<Mark> marks, int dpi)
    {
        using var drawing = Image.SvgloadBuffer(Encoding.UTF8.GetBytes(Svg(marks)), dpi: 72, scale: dpi / 72.0);
        using var flat = drawing.Flatten(background: [255]);
        return flat.CopyMemory();
    }

    private static string Svg(IReadOnlyList<Mark> marks)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{PageComposer.Width}" height="{PageComposer.Height}" viewBox="0 0 {PageComposer.Width} {PageComposer.Height}">""");
        foreach (var mark in marks)
        {
            _ = mark switch
            {
                Words w => svg.Append(CultureInfo.InvariantCulture, $"""<text xml:space="preserve" x="{w.X:0.##}" y="{w.Y:0.##}" font-family="{PageFonts.Family(w.Serif)}" font-size="{w.Size}" font-weight="{(w.Bold ? "bold" : "normal")}" fill="{w.Color}">{SecurityElement.Escape(w.Text)}</text>"""),
                Box { Frame: true } b => svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{b.X:0.##}" y="{b.Y:0.##}" width="{b.Width:0.##}" height="{b.Height:0.##}" fill="none" stroke="{b.Color}" stroke-width="0.8"/>"""),
                Box b => svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{b.X:0.##}" y="{b.Y:0.##}" width="{b.Width:0.##}" height="{b.Height:0.##}" fill="{b.Color}"/>"""),
                Stroke s => svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{Points(s)}" fill="none" stroke="{s.Color}" stroke-width="{s.Width}" stroke-linecap="round"/>"""),
                _ => svg,
            };
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Points(Stroke stroke) => string.Join(' ', stroke.Smooth().Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
}
