using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Outcomes as HTTP: values as JSON, refusals as problem+json (RFC 9457) in the reader's language.</summary>
public static class Problems
{
    /// <summary>Header that carries the journal number of a write; a reader sends it back to be sure to see it.</summary>
    public const string JournalHeader = "Cartulaire-Journal";

    /// <summary>The HTTP status of a refusal.</summary>
    public static int Status(Refusal kind) => kind switch
    {
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        Refusal.Unauthenticated => StatusCodes.Status401Unauthorized,
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.Stale => StatusCodes.Status412PreconditionFailed,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        Refusal.Damaged => 460,
        Refusal.StampRequired => StatusCodes.Status428PreconditionRequired,
        Refusal.TooMany => StatusCodes.Status429TooManyRequests,
        Refusal.Unavailable => StatusCodes.Status503ServiceUnavailable,
        Refusal.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Answers a refusal.</summary>
    /// <param name="context">The request, whose language decides the sentences.</param>
    /// <param name="failures">At least one.</param>
    /// <param name="more">Further members of the problem.</param>
    /// <param name="status">The HTTP status, when it is not that of the first refusal's kind.</param>
    public static IResult Of(HttpContext context, IReadOnlyList<Failure> failures, IDictionary<string, object?>? more = null, int? status = null)
    {
        ArgumentNullException.ThrowIfNull(failures);
        var language = RequestLanguage.Of(context);
        var first = failures[0];
        var members = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = first.Code,
            ["errors"] = Told.Of(failures, language),
        };
        foreach (var (name, value) in more ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            members[name] = value;
        }

        return Results.Problem(
            detail: Sentences.Of(first, language), statusCode: status ?? Status(first.Kind), type: $"urn:cartulaire:{first.Code}", extensions: members);
    }

    /// <summary>Answers a read.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome, HttpContext context)
        => outcome.IsSuccess ? Results.Ok(outcome.Value) : Of(context, outcome.Failures);

    /// <summary>Answers a write, with its journal number.</summary>
    /// <param name="written">What the writer answered.</param>
    /// <param name="context">The request.</param>
    /// <param name="created">Address of what was made: then the status is 201.</param>
    /// <param name="stamp">The stamp it has now, shown as ETag.</param>
    public static IResult ToHttp<T>(this Written<T> written, HttpContext context, Func<T, string>? created = null, Func<T, long>? stamp = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!written.Outcome.IsSuccess)
        {
            return Of(context, written.Outcome.Failures);
        }

        if (stamp is not null)
        {
            Stamps.Show(context, stamp(written.Outcome.Value));
        }

        context.Response.Headers[JournalHeader] = written.Journal.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return created is null ? Results.Ok(written.Outcome.Value) : Results.Created(created(written.Outcome.Value), written.Outcome.Value);
    }
}

/// <summary>The language in which a request wants its sentences.</summary>
internal static class RequestLanguage
{
    private static readonly string[] Known = ["fr", "nl", "de", "en"];

    /// <summary>First known language of Accept-Language, else French.</summary>
    public static string Of(HttpContext context)
        => context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0])
            .FirstOrDefault(l => Known.Contains(l, StringComparer.OrdinalIgnoreCase)) ?? Sentences.First;
}
