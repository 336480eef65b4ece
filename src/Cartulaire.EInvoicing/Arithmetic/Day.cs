using System.Globalization;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Arithmetic;

/// <summary>Days as UBL writes them (<c>xs:date</c>), a time zone left out.</summary>
internal static class Day
{
    /// <summary>The day that an element holds; null when it holds none.</summary>
    public static DateOnly? Of(Element? element)
        => element?.Trimmed is { Length: >= 10 } text && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsZone(text.AsSpan(10)) ? day : null;

    private static bool IsZone(ReadOnlySpan<char> rest) => rest is "" or "Z" || (rest.Length == 6 && rest[0] is '+' or '-' && rest[3] == ':');
}
