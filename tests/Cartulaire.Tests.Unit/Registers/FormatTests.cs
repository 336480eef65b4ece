using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Tests.Unit.Registers;

public sealed class FormatTests
{
    private static readonly DateOnly Day = new(2026, 3, 7);

    [Theory]
    [InlineData("{year}-E-{number:00000}", ResetPolicy.Yearly, 42, "2026-E-00042")]
    [InlineData("E{number:0000}", ResetPolicy.Never, 12, "E0012")]
    [InlineData("{year}/{number:0000}", ResetPolicy.Yearly, 123, "2026/0123")]
    [InlineData("{number}", ResetPolicy.Never, 340611, "340611")]
    [InlineData("{number:00}", ResetPolicy.Never, 12345, "12345")]
    [InlineData("{year}{month}{day}-{number:000}", ResetPolicy.Daily, 1, "20260307-001")]
    [InlineData("{service}/{year}/{number}", ResetPolicy.Yearly, 5, "TRAVAUX/2026/5")]
    public void MAIL_10_conventions_of_the_field_are_written(string format, ResetPolicy reset, long number, string written)
        => Assert.Equal(written, NumberFormat.Parse(format, reset, out _)!.Format(number, Day, "TRAVAUX"));

    [Theory]
    [InlineData("", ResetPolicy.Never, "format.empty", 1)]
    [InlineData("E{number", ResetPolicy.Never, "format.brace", 2)]
    [InlineData("E}number{number}", ResetPolicy.Never, "format.brace", 2)]
    [InlineData("{{number}}", ResetPolicy.Never, "format.brace", 1)]
    [InlineData("{numero}", ResetPolicy.Never, "format.placeholder", 1)]
    [InlineData("A{year}{Number}", ResetPolicy.Never, "format.placeholder", 8)]
    [InlineData("{number:abc}", ResetPolicy.Never, "format.width", 1)]
    [InlineData("{number:}", ResetPolicy.Never, "format.width", 1)]
    [InlineData("{year:00}{number}", ResetPolicy.Never, "format.width", 1)]
    [InlineData("{number:0000000000000}", ResetPolicy.Never, "format.width", 1)]
    [InlineData("{number}{1+1}", ResetPolicy.Never, "format.placeholder", 9)]
    [InlineData("{year}", ResetPolicy.Never, "format.missing", 6)]
    [InlineData("E{number}", ResetPolicy.Yearly, "format.missing", 9)]
    [InlineData("{year}-{number}", ResetPolicy.Monthly, "format.missing", 15)]
    [InlineData("{year}-{month}-{number}", ResetPolicy.Daily, "format.missing", 23)]
    public void A_wrong_format_is_told_with_its_position(string format, ResetPolicy reset, string code, int position)
    {
        Assert.Null(NumberFormat.Parse(format, reset, out var faults));
        Assert.Contains(faults, f => (f.Code, f.Position) == (code, position));
    }

    [Theory]
    [InlineData(ResetPolicy.Never, "all")]
    [InlineData(ResetPolicy.Yearly, "2026")]
    [InlineData(ResetPolicy.Monthly, "2026-03")]
    [InlineData(ResetPolicy.Daily, "2026-03-07")]
    public void MAIL_11_a_number_is_unique_in_its_period(ResetPolicy reset, string key) => Assert.Equal(key, NumberFormat.PeriodKey(reset, Day));

    [Theory]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01")]
    public void MAIL_12_the_period_follows_the_time_zone_of_the_administration(string instant, string day)
        => Assert.Equal(day, NumberFormat.DayOf(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Numbers_of_one_period_never_read_alike()
    {
        var format = NumberFormat.Parse("{year}-{number:00}", ResetPolicy.Yearly, out _)!;
        Assert.Equal(2000, Enumerable.Range(1, 2000).Select(n => format.Format(n, Day)).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("""{"subject":"Objet"}""", "2026-1", "2026-1 - Objet")]
    [InlineData("""{"subject":"  A   B "}""", "1", "1 - A B")]
    [InlineData("""{}""", "1", "1")]
    [InlineData("""{"subject":"{number}"}""", "1", "1 - {number}")]
    [InlineData("""{"subject":"Objet"}""", null, "Objet")]
    public void A_title_leaves_nothing_dangling_and_never_reads_a_value_as_a_format(string json, string? number, string title)
        => Assert.Equal(title, TitleFormat.Parse("{number} - {subject}", f => f is "subject", out _)!.Format(Properties.Parse(json), number));

    [Fact]
    public void A_title_is_cut_at_its_cap_without_breaking_a_character()
    {
        var title = TitleFormat.Parse("{subject}", _ => true, out _)!.Format(Properties.Empty.With("subject", JsonValues.Of(string.Concat(Enumerable.Repeat("😀", 200)))), null);
        Assert.True(title.Length <= TitleFormat.MaxLength);
        Assert.False(char.IsHighSurrogate(title[^2]));
    }

    [Theory]
    [InlineData("/Courrier/{year}/{month}", "Courrier|2026|03")]
    [InlineData("/{service}/{year}", "Cadre de vie - Voirie|2026")]
    public void Records_are_filed_by_their_day(string path, string segments)
        => Assert.Equal(segments.Split('|'), FilingPath.Parse(path, out _)!.Segments(Day, "Cadre de vie / Voirie".Replace(" / ", " - ", StringComparison.Ordinal)));

    [Theory]
    [InlineData("/{service}", "a/../../etc", "a-..-..-etc")]
    [InlineData("/{service}", "..", "-")]
    [InlineData("/{service}", null, "-")]
    public void A_service_never_climbs_out_of_its_folder(string path, string? service, string segment)
        => Assert.Equal([segment], FilingPath.Parse(path, out _)!.Segments(Day, service));

    [Theory]
    [InlineData("Courrier")]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/a/./b")]
    [InlineData("/a/ b")]
    [InlineData("/{number}")]
    public void A_wrong_path_is_refused(string path)
    {
        Assert.Null(FilingPath.Parse(path, out var faults));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void No_organising_folder_holds_more_than_a_thousand_records()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 3500; i++)
        {
            var folder = string.Join('/', FilingPath.WithRoom(["Courrier", "2026"], f => counts.GetValueOrDefault(string.Join('/', f))));
            counts[folder] = counts.GetValueOrDefault(folder) + 1;
        }

        Assert.Equal(["Courrier/2026", "Courrier/2026/02", "Courrier/2026/03", "Courrier/2026/04"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, count => Assert.InRange(count, 1, FilingPath.Most));
    }
}
