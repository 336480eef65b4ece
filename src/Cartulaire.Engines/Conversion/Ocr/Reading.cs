namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>One reading of one image, line by line.</summary>
internal sealed record Reading(IReadOnlyList<IReadOnlyList<PageWord>> Lines, string Language)
{
    public IReadOnlyList<PageWord> Words { get; } = [.. Lines.SelectMany(line => line)];

    public string Text => string.Join('\n', Lines.Select(line => string.Join(' ', line.Select(word => word.Text))));

    /// <summary>Mean confidence weighted by length; 0 without words.</summary>
    public double Confidence => ReadLines.Confidence(Words);

    /// <summary>Characters read with some certainty, weighed by it: neither an emptied page nor a page full of noise wins.</summary>
    public double Worth => Words.Sum(word => word.Text.Length * (word.Confidence - 45));

    /// <summary>Whether most of the longer words stand upright on their side: the page lies turned by a quarter.</summary>
    public bool LooksTurned
    {
        get
        {
            var longer = Words.Where(word => word.Text.Length >= 4).ToList();
            return longer.Count >= 3 && longer.Count(word => word.Height > word.Width) * 2 > longer.Count;
        }
    }
}
