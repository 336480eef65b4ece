using System.Globalization;

namespace Cartulaire.Kernel.Query;

/// <summary>Reads days, periods and figures: <c>2026</c>, <c>2026-01..2026-03</c>, <c>15/01/2026</c>, <c>&gt;=100,50</c>, <c>..100</c>.</summary>
internal static class QueryRanges
{
    public static Outcome<QueryNode> Read(FieldRef field, Token token)
    {
        var text = (token.Kind == TokenKind.Word ? QueryLexer.Unescape(token.Text) : token.Text).Trim();
        var sign = text.StartsWith(">=", StringComparison.Ordinal) || text.StartsWith("<=", StringComparison.Ordinal) ? 2
            : text.StartsWith('>') || text.StartsWith('<') ? 1 : 0;
        if (sign > 0)
        {
            var (above, closed, value) = (text[0] == '>', sign == 2, text[sign..]);
            return field.Kind == FieldKind.Date ? Days(field, token, value, above, closed) : Figures(field, token, value, above, closed);
        }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (left, right) = dots < 0 ? (text, text) : (text[..dots], text[(dots + 2)..]);
        return field.Kind == FieldKind.Date ? DayRange(field, token, left, right) : FigureRange(field, token, left, right);
    }

    private static Outcome<QueryNode> Days(FieldRef field, Token token, string value, bool above, bool closed)
    {
        if (Period(value) is not { } period)
        {
            return BadDate(token, value);
        }

        var (first, last) = period;
        if (above)
        {
            return closed ? new DateNode(field, first, null)
                : last == DateOnly.MaxValue ? BadDate(token, value) : new DateNode(field, last.AddDays(1), null);
        }

        return closed ? new DateNode(field, null, last)
            : first == DateOnly.MinValue ? BadDate(token, value) : new DateNode(field, null, first.AddDays(-1));
    }

    private static Outcome<QueryNode> DayRange(FieldRef field, Token token, string left, string right)
    {
        var from = left.Length == 0 ? null : Period(left);
        var to = right.Length == 0 ? null : Period(right);
        if ((from is null && left.Length > 0) || (to is null && right.Length > 0))
        {
            return BadDate(token, from is null && left.Length > 0 ? left : right);
        }

        return from?.First > to?.Last ? QueryFaults.At("query.range-reversed", token, token.Text) : new DateNode(field, from?.First, to?.Last);
    }

    private static Outcome<QueryNode> Figures(FieldRef field, Token token, string value, bool above, bool closed)
    {
        if (QueryLeaves.Figure(value) is not { } figure)
        {
            return QueryFaults.At("query.bad-number", token, value);
        }

        return above ? new NumberNode(field, figure, null, FromIncluded: closed) : new NumberNode(field, null, figure, ToIncluded: closed);
    }

    private static Outcome<QueryNode> FigureRange(FieldRef field, Token token, string left, string right)
    {
        var from = left.Length == 0 ? null : QueryLeaves.Figure(left);
        var to = right.Length == 0 ? null : QueryLeaves.Figure(right);
        if ((from is null && left.Length > 0) || (to is null && right.Length > 0))
        {
            return QueryFaults.At("query.bad-number", token, from is null && left.Length > 0 ? left : right);
        }

        return from > to ? QueryFaults.At("query.range-reversed", token, token.Text) : new NumberNode(field, from, to);
    }

    private static Failure BadDate(Token token, string value) => QueryFaults.At("query.bad-date", token, value);

    /// <summary>First and last day of a year, month or day.</summary>
    private static (DateOnly First, DateOnly Last)? Period(string text)
    {
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (day, day);
        }

        if (DateOnly.TryParseExact(text, ["yyyy-MM", "MM/yyyy", "M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return (month, new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month)));
        }

        return text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0
            ? (new(year, 1, 1), new(year, 12, 31))
            : null;
    }
}
