using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Deadlines;

/// <summary>One holiday, each year between two days.</summary>
/// <param name="Month">Month of a fixed day; null for a day counted from Easter.</param>
/// <param name="Day">Day of the month.</param>
/// <param name="FromEaster">Days after Easter Sunday.</param>
/// <param name="Since">First day on which the rule holds.</param>
/// <param name="Until">Last day on which it holds.</param>
public sealed record Holiday(int? Month, int? Day, int? FromEaster, DateOnly? Since = null, DateOnly? Until = null)
{
    /// <summary>The holiday in a year, or null when the rule does not hold there.</summary>
    public DateOnly? In(int year)
    {
        DateOnly? date = FromEaster is { } offset ? Easter.Sunday(year).AddDays(offset)
            : Day <= DateTime.DaysInMonth(year, Month!.Value) ? new DateOnly(year, Month.Value, Day!.Value) : null;
        return date < Since || date > Until ? null : date;
    }
}

/// <summary>Days on which an authority does not work, as dated data of a pack.</summary>
public sealed record CalendarDefinition : IThing
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

    /// <summary>Its holidays; Saturdays and Sundays are never working days.</summary>
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>Whether the authority works that day.</summary>
    public bool IsWorkingDay(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Any(h => h.In(date.Year) == date);
}

/// <summary>Easter Sunday, which the movable holidays follow.</summary>
public static class Easter
{
    /// <summary>Gregorian Easter by the anonymous (Meeus) algorithm.</summary>
    public static DateOnly Sunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - (b / 4) - g + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
