namespace Cartulaire.Engines.Database.Rows;

/// <summary>A distinct list of grants; many items share one.</summary>
public sealed class AccessSetRow
{
    public long Number { get; set; }

    public required string Hash { get; set; }

    public required string Grants { get; set; }
}

/// <summary>One grant of a set.</summary>
public sealed class AccessGrantRow
{
    public long SetNumber { get; set; }

    public required string Principal { get; set; }

    public int Rights { get; set; }
}
