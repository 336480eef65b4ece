namespace Cartulaire.Engines.Conversion.Barcodes;

/// <summary>What a label shows.</summary>
/// <param name="Number">The number in the register.</param>
/// <param name="Date">The date as people read it.</param>
/// <param name="Code">The code that files a scan into the record.</param>
public sealed record LabelText(string Number, string Date, SeparatorCode Code);

/// <summary>The grid of a sheet of labels, in millimetres on A4.</summary>
/// <param name="Columns">Labels side by side.</param>
/// <param name="Rows">Labels one below the other.</param>
/// <param name="Width">Width of one.</param>
/// <param name="Height">Height of one.</param>
/// <param name="Left">Left margin.</param>
/// <param name="Top">Top margin.</param>
public sealed record LabelGrid(int Columns, int Rows, double Width, double Height, double Left, double Top)
{
    /// <summary>3 × 8 labels of 70 × 37 mm.</summary>
    public static LabelGrid ThreeByEight { get; } = new(3, 8, 70, 37, 0, 0.5);
}

/// <summary>Prints separator sheets and labels as PDF, without any outside tool.</summary>
public static class Separators
{
    /// <summary>One A4 sheet per code, QR twice (a corner may be folded) and Code 128.</summary>
    /// <param name="sheets">For each: what it says to people, two lines at most, and its code.</param>
    public static byte[] Sheets(IReadOnlyList<(string Title, string Subtitle, SeparatorCode Code)> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var pdf = new PrintPdf(210, 297);
        foreach (var (title, subtitle, code) in sheets)
        {
            var content = code.Format();
            pdf.NewPage();
            pdf.Text(20, 40, 34, title, bold: true);
            pdf.Text(20, 56, 22, subtitle);
            pdf.Qr(20, 75, 45, content);
            pdf.Qr(145, 225, 45, content);
            var module = Math.Min(0.5, 165.0 / Code128.Encode(content).Length);
            pdf.Bars(20, 150, module, 25, content);
            pdf.Text(20, 182, 10, content);
            pdf.Text(20, 265, 10, "Cartulaire");
        }

        return pdf.ToBytes();
    }

    /// <summary>Labels on A4 sheets.</summary>
    /// <param name="labels">The labels, in order.</param>
    /// <param name="grid">The sheet.</param>
    /// <param name="skip">Places of the first sheet that are used up.</param>
    public static byte[] LabelSheets(IReadOnlyList<LabelText> labels, LabelGrid grid, int skip)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(grid);
        var pdf = new PrintPdf(210, 297);
        var places = grid.Columns * grid.Rows;
        for (var i = 0; i < labels.Count; i++)
        {
            var place = (skip + i) % places;
            if (i == 0 || place == 0)
            {
                pdf.NewPage();
            }

            Draw(pdf, labels[i], grid.Left + (place % grid.Columns * grid.Width), grid.Top + (place / grid.Columns * grid.Height), grid.Height);
        }

        return pdf.ToBytes();
    }

    /// <summary>Labels for a label printer, one a page.</summary>
    /// <param name="labels">The labels, in order.</param>
    /// <param name="width">Width in millimetres, 50 at least.</param>
    /// <param name="height">Height in millimetres, 22 at least.</param>
    public static byte[] SingleLabels(IReadOnlyList<LabelText> labels, double width, double height)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var pdf = new PrintPdf(width, height);
        foreach (var label in labels)
        {
            pdf.NewPage();
            Draw(pdf, label, 0, 0, height);
        }

        return pdf.ToBytes();
    }

    private static void Draw(PrintPdf pdf, LabelText label, double x, double y, double height)
    {
        const double margin = 4;
        var side = Math.Min(25, height - (2 * margin));
        pdf.Qr(x + margin, y + margin, side, label.Code.Format());
        pdf.Text(x + margin + side + 3, y + margin + 6, 11, label.Number, bold: true);
        pdf.Text(x + margin + side + 3, y + margin + 12, 9, label.Date);
        pdf.Text(x + margin + side + 3, y + margin + 18, 7, label.Code.Administration);
    }
}
