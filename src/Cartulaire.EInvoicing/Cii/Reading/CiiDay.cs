using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Reading;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Cii.Reading;

/// <summary>Days as CII writes them: <c>20261126</c>, format 102.</summary>
internal static class CiiDay
{
    private const string Format = "102";

    /// <summary>The day at the end of a path.</summary>
    public static DateOnly? Day(this Intake take, Element? at, params ReadOnlySpan<Name> path)
    {
        var element = at?.Find(path);
        if (element?.Attribute("format") is { } format && format != Format)
        {
            return null;
        }

        var day = take.Date(element, "yyyyMMdd");
        if (day is not null)
        {
            take.ConstantAttribute(element, "format", Format);
        }

        return day;
    }

    /// <summary>The days of a period; null when it has none.</summary>
    public static Period? Period(this Intake take, Element? period) => Intake.Some(new Period
    {
        StartDate = take.Day(period, Ram.StartDateTime, Udt.DateTimeString),
        EndDate = take.Day(period, Ram.EndDateTime, Udt.DateTimeString),
    });
}
