using System.Globalization;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Stamps over HTTP: an ETag on what is read, If-Match on what is saved (RFC 9110 §13.1.1).</summary>
public static class Stamps
{
    /// <summary>The ETag of a stamp: <c>"7"</c>.</summary>
    public static string Tag(long stamp) => string.Create(CultureInfo.InvariantCulture, $"\"{stamp}\"");

    /// <summary>Puts the stamp on the answer.</summary>
    public static void Show(HttpContext context, long stamp)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.ETag = Tag(stamp);
    }

    /// <summary>The stamp that the request was made on.</summary>
    /// <returns>
    /// The stamp; <c>stamp.required</c> (428) without If-Match or with <c>*</c>, which would save over anything;
    /// <c>stamp.malformed</c> (400) when it is no ETag of ours.
    /// </returns>
    public static Outcome<long> Read(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var given = context.Request.Headers.IfMatch.ToString().Trim();
        if (given.Length == 0 || given == "*")
        {
            return new Failure(Refusal.StampRequired, "stamp.required", "If-Match");
        }

        // Proxies that compress weaken the tags of what they pass on; ours are as good weak as strong.
        var tag = given.StartsWith("W/", StringComparison.Ordinal) ? given[2..] : given;
        return tag.Length is > 2 and <= 21 && tag[0] == '"' && tag[^1] == '"'
            && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            ? stamp
            : new Failure(Refusal.Invalid, "stamp.malformed", "If-Match");
    }

    /// <summary>Refuses a save made on another stamp than the present one.</summary>
    /// <returns><c>stamp.stale</c> (412), or null.</returns>
    public static Failure? Check(long given, long present)
        => given == present ? null : new Failure(Refusal.Stale, "stamp.stale", null, given, present);
}
