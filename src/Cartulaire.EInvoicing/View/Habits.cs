using System.Globalization;

namespace Cartulaire.EInvoicing.View;

/// <summary>How the readers of a language write numbers, amounts and days in Belgium.</summary>
/// <param name="Tag">The language (BCP 47).</param>
/// <param name="Days">Pattern of a day.</param>
/// <param name="Numbers">Signs of numbers.</param>
/// <param name="CurrencyFirst">Whether the currency stands before the number.</param>
internal sealed record Habits(string Tag, string Days, NumberFormatInfo Numbers, bool CurrencyFirst)
{
    // No-break, so that a number is never broken at the end of a line.
    private const string Space = "\u00A0";

    private static readonly Habits[] All =
    [
        new("fr", "dd/MM/yyyy", Signs(",", "\u202F"), CurrencyFirst: false),
        new("nl", "dd/MM/yyyy", Signs(",", "."), CurrencyFirst: true),
        new("de", "dd.MM.yyyy", Signs(",", "."), CurrencyFirst: false),
        new("en", "dd/MM/yyyy", Signs(".", ","), CurrencyFirst: true),
    ];

    public static Habits Of(Language language) => All[(int)language];

    /// <summary>The number that a text holds; null when it holds none, or one of more digits than can be kept exactly.</summary>
    public static decimal? Number(string text)
        => text.Length <= 28 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The day that a text holds, as UBL writes it (a time zone left out) or as CII does.</summary>
    public static DateOnly? Date(string text)
        => DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-dd'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A number with the decimals that it is written with, and no fewer than asked for; zeros beyond these are left out.</summary>
    public string Write(decimal value, int least)
    {
        var decimals = value.Scale;
        for (var rest = value; decimals > least && decimal.Round(rest, decimals - 1) == rest; decimals--)
        {
            rest = decimal.Round(rest, decimals - 1);
        }

        return value.ToString("N" + Math.Max(decimals, least).ToString(CultureInfo.InvariantCulture), Numbers);
    }

    /// <summary>A number and its currency.</summary>
    public string Write(decimal value, int least, string currency)
    {
        var (number, sign) = (Write(value, least), currency == "EUR" ? "€" : currency);
        return sign.Length == 0 ? number : CurrencyFirst ? sign + Space + number : number + Space + sign;
    }

    public string Write(DateOnly day) => day.ToString(Days, CultureInfo.InvariantCulture);

    private static NumberFormatInfo Signs(string point, string group) => new() { NumberDecimalSeparator = point, NumberGroupSeparator = group, NegativeSign = "\u2212", NumberNegativePattern = 1 };
}
