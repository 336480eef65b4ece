namespace Cartulaire.Engines.Database.Rows;

/// <summary>One installed version of a pack.</summary>
public sealed class PackRow
{
    public long Revision { get; set; }

    public required string PackId { get; set; }

    public required string PackVersion { get; set; }

    public required string Files { get; set; }

    public required string State { get; set; }

    public string? Accepted { get; set; }

    public DateTimeOffset InstalledAt { get; set; }

    public required string InstalledBy { get; set; }
}
