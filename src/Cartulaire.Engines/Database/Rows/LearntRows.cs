namespace Cartulaire.Engines.Database.Rows;

/// <summary>What proposals learnt from one confirmed letter.</summary>
public sealed class LearntLetterRow
{
    public required string Source { get; set; }

    public DateOnly Day { get; set; }

    public string? Sender { get; set; }

    public string? Type { get; set; }

    public string? Service { get; set; }

    public required byte[] Marks { get; set; }

    public required byte[] Edges { get; set; }

    public required byte[] Body { get; set; }
}

/// <summary>How far in the journal learning has come.</summary>
public sealed class LearningProgressRow
{
    public int Id { get; set; }

    public long Number { get; set; }
}
