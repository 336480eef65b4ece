using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Deadlines;

/// <summary>In what a parameter counts.</summary>
public enum ParameterUnit
{
    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Working days of a calendar.</summary>
    WorkingDays,

    /// <summary>Calendar months, the last day of a shorter month included.</summary>
    Months,
}

/// <summary>A value from a day on.</summary>
/// <param name="From">First day on which it holds.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">The text of law, or who decided.</param>
public sealed record DatedValue(DateOnly From, int Value, string? Source);

/// <summary>A figure that the law or the house may change: always dated, resolved at the reference date of the case.</summary>
public sealed record ParameterDefinition : IThing
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required Origin At { get; init; }

    /// <inheritdoc/>
    public int Version { get; init; } = 1;

    /// <inheritdoc/>
    public int? Base { get; init; }

    /// <inheritdoc/>
    public string Fingerprint { get; init; } = "";

    /// <summary>Its name.</summary>
    public required Labels Labels { get; init; }

    /// <summary>In what it counts.</summary>
    public ParameterUnit Unit { get; init; }

    /// <summary>The calendar, for working days and for a last day that must be one.</summary>
    public Ref? Calendar { get; init; }

    /// <summary>Whether a last day that is not a working day moves to the next one (DATE-02, DATE-03).</summary>
    public bool EndsOnWorkingDay { get; init; }

    /// <summary>Its values.</summary>
    public IReadOnlyList<DatedValue> Values { get; init; } = [];

    /// <summary>The value at the reference date, or null before the first.</summary>
    public int? ValueAt(DateOnly reference) => Values.Where(v => v.From <= reference).OrderByDescending(v => v.From).FirstOrDefault()?.Value;
}
