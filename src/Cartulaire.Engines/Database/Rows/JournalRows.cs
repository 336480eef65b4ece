namespace Cartulaire.Engines.Database.Rows;

/// <summary>One link of the journal's chain.</summary>
public sealed class JournalRow
{
    public long Number { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Actor { get; set; }

    public required string Kind { get; set; }

    public string? Subject { get; set; }

    public required byte[] Canon { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>The words behind a journal entry; the chain holds only their HMAC.</summary>
public sealed class JournalDetailRow
{
    public long Number { get; set; }

    public required byte[] Salt { get; set; }

    public required string Details { get; set; }
}

/// <summary>Where the chain stands.</summary>
public sealed class JournalHeadRow
{
    public int Id { get; set; }

    public long Number { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>A counter of the record itself.</summary>
public sealed class CounterRow
{
    public required string Name { get; set; }

    public long Last { get; set; }
}

/// <summary>One link of the consultations' chain.</summary>
public sealed class ConsultationRow
{
    public long Number { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Actor { get; set; }

    public required string Kind { get; set; }

    public string? Subject { get; set; }

    public required byte[] Canon { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>Where the consultations stand, and in which month.</summary>
public sealed class ConsultationHeadRow
{
    public int Id { get; set; }

    public long Number { get; set; }

    public required byte[] Hash { get; set; }

    public required string Month { get; set; }
}
