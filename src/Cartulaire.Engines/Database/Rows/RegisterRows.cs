using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>The last number given in a period of a register.</summary>
public sealed class RegisterCounterRow
{
    public required string Register { get; set; }

    public required string Period { get; set; }

    public long Last { get; set; }
}

/// <summary>One line of a register; never deleted, never renumbered.</summary>
public sealed class RegisterEntryRow
{
    public required string Register { get; set; }

    public required string Period { get; set; }

    public long Number { get; set; }

    public required string Label { get; set; }

    public ItemId ItemId { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public required string RegisteredBy { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public string? CancelledBy { get; set; }

    public string? CancelReason { get; set; }
}
