namespace Cartulaire.Engines.Database.Rows;

/// <summary>An administration that this installation serves.</summary>
public sealed class AdministrationRow
{
    public required string Name { get; set; }

    public required string Title { get; set; }

    public required string TimeZone { get; set; }

    public required string Languages { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? Failure { get; set; }
}

/// <summary>When an administration's next job may run.</summary>
public sealed class DueRow
{
    public required string Administration { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>A setting of the host.</summary>
public sealed class SettingRow
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}
