using System.Globalization;

namespace Cartulaire.Kernel.Registers;

/// <summary>When a register begins again at 1 (MAIL-10).</summary>
public enum ResetPolicy
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Each year.</summary>
    Yearly,

    /// <summary>Each month.</summary>
    Monthly,

    /// <summary>Each day.</summary>
    Daily,
}

/// <summary>How a register writes its numbers: <c>{year}</c>, <c>{month}</c>, <c>{day}</c>, <c>{service}</c>, <c>{number}</c>, <c>{number:00000}</c>.</summary>
public sealed class NumberFormat
{
    private static readonly string[] Known = ["year", "month", "day", "number", "service"];
    private readonly IReadOnlyList<FormatPart> parts;

    private NumberFormat(string text, IReadOnlyList<FormatPart> parts) => (Text, this.parts) = (text, parts);

    /// <summary>The format as written.</summary>
    public string Text { get; }

    /// <summary>Whether it quotes the service.</summary>
    public bool NeedsService => Has("service");

    /// <summary>Reads a format.</summary>
    /// <param name="text">The format.</param>
    /// <param name="reset">The policy: what tells two periods apart must be written, or two entries would read alike.</param>
    /// <param name="faults">Everything wrong with it.</param>
    public static NumberFormat? Parse(string text, ResetPolicy reset, out IReadOnlyList<FormatFault> faults)
    {
        var (parts, found) = Placeholders.Parse(text, name => Known.Contains(name, StringComparer.Ordinal));
        List<FormatFault> all = [.. found];
        if (all.Count == 0)
        {
            string[] needed = reset switch
            {
                ResetPolicy.Yearly => ["year", "number"],
                ResetPolicy.Monthly => ["year", "month", "number"],
                ResetPolicy.Daily => ["year", "month", "day", "number"],
                _ => ["number"],
            };
            all.AddRange(needed.Where(n => !parts.Any(p => p.IsPlaceholder && string.Equals(p.Text, n, StringComparison.Ordinal))).Select(n => new FormatFault("format.missing", text.Length, n)));
        }

        faults = all;
        return all.Count == 0 ? new NumberFormat(text, parts) : null;
    }

    /// <summary>Writes a number.</summary>
    /// <param name="number">From 1; longer than the zeros it is written whole.</param>
    /// <param name="registered">Day of registration, in the administration's time zone.</param>
    /// <param name="service">Short name of the service, when the format quotes it.</param>
    public string Format(long number, DateOnly registered, string? service = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return Placeholders.Write(parts, part => part.Text switch
        {
            "number" => number.ToString(CultureInfo.InvariantCulture).PadLeft(part.Width, '0'),
            "service" => service ?? throw new ArgumentException("This register quotes the service.", nameof(service)),
            _ => Placeholders.OfDate(part.Text, registered)!,
        });
    }

    /// <summary>The day of registration in a time zone: the period follows it, never UTC (MAIL-12).</summary>
    public static DateOnly DayOf(DateTimeOffset registered, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(registered, zone).DateTime);

    /// <summary>The period in which a number counts: <c>all</c>, <c>2026</c>, <c>2026-11</c> or <c>2026-11-23</c>.</summary>
    public static string PeriodKey(ResetPolicy reset, DateOnly registered) => reset switch
    {
        ResetPolicy.Yearly => registered.ToString("yyyy", CultureInfo.InvariantCulture),
        ResetPolicy.Monthly => registered.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        ResetPolicy.Daily => registered.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "all",
    };

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Has(string name) => parts.Any(p => p.IsPlaceholder && string.Equals(p.Text, name, StringComparison.Ordinal));
}
