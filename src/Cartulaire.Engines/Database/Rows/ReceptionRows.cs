using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>Bytes made safe, before or after they became a record.</summary>
public sealed class ReceptionRow
{
    public ReceptionId Id { get; set; }

    public BatchId BatchId { get; set; }

    public int Sort { get; set; }

    public required string Blob { get; set; }

    public required string FileName { get; set; }

    public required string MediaType { get; set; }

    public required string Source { get; set; }

    public string? WantedType { get; set; }

    public bool Separate { get; set; }

    public required string State { get; set; }

    public ItemId? ItemId { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public required string ReceivedBy { get; set; }
}

/// <summary>A file that arrives in pieces: what was announced, and how much of it is safe.</summary>
public sealed class UploadRow
{
    public UploadId Id { get; set; }

    public PersonId PersonId { get; set; }

    public required string FileName { get; set; }

    public string? MediaType { get; set; }

    public long Length { get; set; }

    public long Offset { get; set; }

    public string? WantedType { get; set; }

    public bool Separate { get; set; }

    public BatchId BatchId { get; set; }

    public int Sort { get; set; }

    public ReceptionId? ReceptionId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>The answer already given to a request that may be sent twice.</summary>
public sealed class IdempotencyRow
{
    public required string Actor { get; set; }

    public required string Key { get; set; }

    public required string Request { get; set; }

    public required string Answer { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
