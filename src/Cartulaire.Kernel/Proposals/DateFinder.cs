using System.Globalization;
using System.Text.RegularExpressions;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Kernel.Proposals;

/// <summary>A date read in a text.</summary>
/// <param name="Date">The day.</param>
/// <param name="Extract">As it is written.</param>
/// <param name="Start">Where it begins in the text.</param>
public sealed record FoundDate(DateOnly Date, string Extract, int Start);

/// <summary>Finds dates as Belgian letters write them: figures, or the month in French, Dutch or German, in full or abbreviated.</summary>
public static partial class DateFinder
{
    private static readonly string[][] MonthNames =
    [
        ["janvier", "janv", "januari", "januar", "janner", "jan"],
        ["fevrier", "fevr", "fev", "februari", "februar", "feb"],
        ["mars", "maart", "marz", "maerz", "mrt"],
        ["avril", "avr", "april", "apr"],
        ["mai", "mei"],
        ["juin", "juni", "jun"],
        ["juillet", "juil", "juli", "jul"],
        ["aout", "augustus", "august", "aug"],
        ["septembre", "september", "sept", "sep"],
        ["octobre", "oktober", "oct", "okt"],
        ["novembre", "november", "nov"],
        ["decembre", "dezember", "december", "dec", "dez"],
    ];

    private static readonly Dictionary<string, int> ByName = Names(n => n);
    private static readonly Dictionary<string, int> ByShape = Names(Skeleton.Of);

    /// <summary>All dates that exist in the calendar, in the order of the text. Years of two figures are 2000 to 2099.</summary>
    public static IReadOnlyList<FoundDate> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<FoundDate>();
        foreach (var match in FiguresForm().Matches(text).Concat(IsoForm().Matches(text)).Concat(WordsForm().Matches(text)))
        {
            var month = match.Groups["name"].Success ? Month(match.Groups["name"].Value) : Number(match.Groups["m"].Value);
            if (month is { } m && Day(Number(match.Groups["y"].Value), m, Number(match.Groups["d"].Value)) is { } date)
            {
                found.Add(new FoundDate(date, match.Value, match.Index));
            }
        }

        return [.. found.OrderBy(f => f.Start)];
    }

    private static int? Month(string name)
    {
        var folded = Folding.Fold(name);
        if (ByName.TryGetValue(folded, out var month) || ByShape.TryGetValue(Skeleton.Of(name), out month))
        {
            return month == 0 ? null : month;
        }

        // One letter misread in a long name; a short name one letter away is another month.
        return folded.Length < 6 ? null : ByName.Where(n => n.Key.Length >= 6 && Folding.Distance(n.Key, folded) <= 1).Select(n => (int?)n.Value).FirstOrDefault();
    }

    private static DateOnly? Day(int year, int month, int day)
    {
        year = year < 100 ? year + 2000 : year;
        return month is >= 1 and <= 12 && year is >= 1900 and <= 2099 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    // A shape that two months share names neither.
    private static Dictionary<string, int> Names(Func<string, string> form)
        => MonthNames.SelectMany((names, i) => names.Select(n => (Form: form(n), Month: i + 1)))
            .GroupBy(p => p.Form, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(p => p.Month).Distinct().Count() == 1 ? g.First().Month : 0, StringComparer.Ordinal);

    [GeneratedRegex(@"(?<![\d./-])(?<d>[0-3]?[0-9])(?<s>[./-]) ?(?<m>[01]?[0-9])\k<s> ?(?<y>(?:19|20)[0-9]{2}|[0-9]{2})(?![\d/-]|\.\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex FiguresForm();

    [GeneratedRegex(@"(?<![\d./-])(?<y>(?:19|20)[0-9]{2})-(?<m>[01][0-9])-(?<d>[0-3][0-9])(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"(?<![\d./-])(?<d>[0-3]?[0-9])(?:\s?(?:er|cr|°|e))?\.?\s+(?<name>[\p{L}|][\p{L}\p{Nd}|]{2,9})\.?,?\s+(?<y>(?:19|20)[0-9]{2})(?!\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex WordsForm();
}
