namespace Cartulaire.Engines.Database.Rows;

/// <summary>Extracted text of one page, with word boxes, compressed.</summary>
public sealed class PageTextRow
{
    public required string Blob { get; set; }

    public int Page { get; set; }

    public required byte[] Text { get; set; }

    public required byte[] Words { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }

    public int Rotation { get; set; }

    public double Confidence { get; set; }

    public required string Language { get; set; }
}
