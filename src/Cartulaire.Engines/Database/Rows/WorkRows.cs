using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>A piece of work on an item.</summary>
public sealed class AssignmentRow
{
    public AssignmentId Id { get; set; }

    public ItemId ItemId { get; set; }

    public required string Kind { get; set; }

    public ServiceId? ServiceId { get; set; }

    public PersonId? PersonId { get; set; }

    public required string State { get; set; }

    public bool Open { get; set; }

    public DateOnly? Due { get; set; }

    public int Sort { get; set; }

    public string? Outcome { get; set; }

    public string? Comment { get; set; }

    public long Stamp { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>That a person has opened an item.</summary>
public sealed class ReadMarkRow
{
    public PersonId PersonId { get; set; }

    public ItemId ItemId { get; set; }

    public DateTimeOffset ReadAt { get; set; }
}

/// <summary>A search that a person keeps.</summary>
public sealed class SavedSearchRow
{
    public Guid Id { get; set; }

    public PersonId PersonId { get; set; }

    public required string Title { get; set; }

    public required string Query { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A piece of background work.</summary>
public sealed class JobRow
{
    public JobId Id { get; set; }

    public required string Kind { get; set; }

    public string? UniqueKey { get; set; }

    public ItemId? ItemId { get; set; }

    public required string Args { get; set; }

    public required string State { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public int Deaths { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
