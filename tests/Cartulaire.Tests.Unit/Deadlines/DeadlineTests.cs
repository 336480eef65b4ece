using System.Globalization;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel.Deadlines;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Tests.Unit.Deadlines;

public sealed class DeadlineTests
{
    private static readonly CalendarDefinition Wallonia = PackReader.Read(Repository.Path("packs", "courrier")).Pack!.Calendars.Single();

    [Theory]
    [InlineData(7, "2026-12-13")]
    [InlineData(5, "2026-12-15")]
    [InlineData(2, "2026-12-18")]
    public void DATE_01_clear_days_count_neither_end(int days, string latest) => Assert.Equal(D(latest), DateArithmetic.LatestNotice(D("2026-12-21"), days));

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-04-06")]
    [InlineData("2026-05-01")]
    [InlineData("2026-05-14")]
    [InlineData("2026-05-25")]
    [InlineData("2026-07-21")]
    [InlineData("2025-08-15")]
    [InlineData("2027-09-27")]
    [InlineData("2027-11-01")]
    [InlineData("2026-11-02")]
    [InlineData("2026-11-11")]
    [InlineData("2027-11-15")]
    [InlineData("2026-12-25")]
    [InlineData("2025-12-26")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-22")]
    public void DATE_02_nobody_works_on_the_holidays_of_Wallonia(string day) => Assert.False(Wallonia.IsWorkingDay(D(day)));

    [Theory]
    [InlineData("2026-11-01", "2026-11-03")]
    [InlineData("2026-12-25", "2026-12-28")]
    [InlineData("2026-11-23", "2026-11-23")]
    public void DATE_02_a_last_day_that_is_not_worked_moves_to_the_next_that_is(string last, string moved) => Assert.Equal(D(moved), DateArithmetic.NextWorkingDay(D(last), Wallonia));

    [Theory]
    [InlineData("2024-03-31", 20)]
    [InlineData("2024-04-01", 30)]
    public void DATE_03_a_parameter_is_resolved_at_the_reference_date(string deposited, int days)
        => Assert.Equal(days, Parameter(ParameterUnit.Days, [(D("2017-06-01"), 20), (D("2024-04-01"), 30)]).ValueAt(D(deposited)));

    [Fact]
    public void DATE_03_the_first_day_is_out_the_last_is_in_and_moves()
    {
        var parameter = Parameter(ParameterUnit.Days, [(D("2020-01-01"), 30)]) with { EndsOnWorkingDay = true, Calendar = new Ref("wallonia", default) };
        Assert.Equal(D("2026-11-03"), DateArithmetic.Add(D("2026-10-02"), parameter, Wallonia));
    }

    [Theory]
    [InlineData("2026-11-23", 30, "2026-12-23")]
    [InlineData("2026-01-31", 30, "2026-03-02")]
    public void DATE_04_payment_counts_calendar_days(string start, int days, string end)
        => Assert.Equal(D(end), DateArithmetic.Add(D(start), Parameter(ParameterUnit.Days, [(D("2020-01-01"), days)]), null));

    [Theory]
    [InlineData("2026-12-24", 1, "2026-12-28")]
    [InlineData("2026-11-20", 5, "2026-11-27")]
    [InlineData("2026-11-27", -5, "2026-11-20")]
    public void Working_days_skip_what_is_not_worked(string start, int days, string end) => Assert.Equal(D(end), DateArithmetic.AddWorkingDays(D(start), days, Wallonia));

    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_on_its_day(int year, string day) => Assert.Equal(D(day), Easter.Sunday(year));

    [Fact]
    public void Before_its_first_value_a_parameter_says_nothing()
        => Assert.Null(DateArithmetic.Add(D("2019-12-31"), Parameter(ParameterUnit.Days, [(D("2020-01-01"), 5)]), null));

    private static DateOnly D(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ParameterDefinition Parameter(ParameterUnit unit, (DateOnly From, int Value)[] values)
        => new() { Id = "p", At = default, Labels = new Labels("P"), Unit = unit, Values = [.. values.Select(v => new DatedValue(v.From, v.Value, null))] };
}
