using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>Anything filed: a folder or a document.</summary>
public sealed class ItemRow
{
    public ItemId Id { get; set; }

    public int Serial { get; set; }

    public bool IsFolder { get; set; }

    public required string Type { get; set; }

    public required string Title { get; set; }

    public string? State { get; set; }

    public ItemId? ParentId { get; set; }

    public ItemId? MainDocumentId { get; set; }

    public required string Properties { get; set; }

    public long PackRevision { get; set; }

    public string? ConversionTrace { get; set; }

    public long Stamp { get; set; }

    public long AccessSet { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public long ChangedNumber { get; set; }

    public long RightsNumber { get; set; }
}

/// <summary>One version of a document's content.</summary>
public sealed class VersionRow
{
    public VersionId Id { get; set; }

    public ItemId ItemId { get; set; }

    public int Number { get; set; }

    public required string Blob { get; set; }

    public required string FileName { get; set; }

    public required string MediaType { get; set; }

    public string? DeclaredMediaType { get; set; }

    public required string Properties { get; set; }

    public string? Comment { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }
}

/// <summary>Bytes as received, by their SHA-256.</summary>
public sealed class BlobRow
{
    public required string Address { get; set; }

    public long Size { get; set; }

    public required string MediaType { get; set; }

    public required string Encoding { get; set; }

    public string? KeyId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>Something derived from a blob, and by which tool.</summary>
public sealed class RenditionRow
{
    public required string Blob { get; set; }

    public required string Kind { get; set; }

    public required string State { get; set; }

    public string? Derived { get; set; }

    public int? Pages { get; set; }

    public required string Tool { get; set; }

    public required string ToolVersion { get; set; }

    public string? Detail { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A unique look-up key of an item.</summary>
public sealed class ItemKeyRow
{
    public required string Register { get; set; }

    public required string Key { get; set; }

    public ItemId ItemId { get; set; }
}

/// <summary>A directed link between two items.</summary>
public sealed class RelationRow
{
    public required string Kind { get; set; }

    public ItemId SourceId { get; set; }

    public ItemId TargetId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }
}

/// <summary>What another system calls an item.</summary>
public sealed class ExternalReferenceRow
{
    public required string System { get; set; }

    public required string Value { get; set; }

    public ItemId ItemId { get; set; }
}
