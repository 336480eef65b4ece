namespace Cartulaire.Kernel.Deadlines;

/// <summary>Date arithmetic of the trade (domain.md §0.2). The first day never counts, the last one does.</summary>
public static class DateArithmetic
{
    /// <summary>Adds a parameter's value.</summary>
    /// <param name="start">The day of the event.</param>
    /// <param name="parameter">What to add; its value is the one at <paramref name="start"/>.</param>
    /// <param name="calendar">Needed for working days.</param>
    /// <returns>Null when the parameter has no value yet at that day.</returns>
    public static DateOnly? Add(DateOnly start, ParameterDefinition parameter, CalendarDefinition? calendar)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.ValueAt(start) is not { } value)
        {
            return null;
        }

        var end = parameter.Unit switch
        {
            ParameterUnit.WorkingDays => AddWorkingDays(start, value, calendar ?? throw new InvalidOperationException($"Parameter '{parameter.Id}' needs a calendar.")),
            ParameterUnit.Months => start.AddMonths(value),
            _ => start.AddDays(value),
        };
        return parameter.EndsOnWorkingDay && calendar is not null ? NextWorkingDay(end, calendar) : end;
    }

    /// <summary>The day after so many working days.</summary>
    public static DateOnly AddWorkingDays(DateOnly start, int days, CalendarDefinition calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var (date, step) = (start, Math.Sign(days));
        for (var left = Math.Abs(days); left > 0;)
        {
            date = date.AddDays(step);
            left -= calendar.IsWorkingDay(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>The day itself when it is worked, else the next that is.</summary>
    public static DateOnly NextWorkingDay(DateOnly date, CalendarDefinition calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        while (!calendar.IsWorkingDay(date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>DATE-01, <c>jours francs</c>: the latest day on which a notice may arrive; neither that day nor the event's counts.</summary>
    public static DateOnly LatestNotice(DateOnly @event, int clearDays) => @event.AddDays(-(clearDays + 1));
}
