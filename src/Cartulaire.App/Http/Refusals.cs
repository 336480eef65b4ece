using Cartulaire.App.Administration;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Frame;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cartulaire.App.Http;

/// <summary>Refuses a request in the form that its sender understands: a page for people, problem+json for programs.</summary>
internal static class Refusals
{
    /// <summary>Answers with the refusals.</summary>
    public static async Task AnswerAsync(HttpContext context, IReadOnlyList<Failure> failures)
    {
        var answer = IsForPeople(context)
            ? await Pages.ShowAsync<ErrorPage>(context, failures[0], Problems.Status(failures[0].Kind)).ConfigureAwait(false)
            : Problems.Of(context, failures);
        await answer.ExecuteAsync(context).ConfigureAwait(false);
    }

    /// <summary>Nobody is signed in: people are led to the sign-in page, programs are told.</summary>
    public static async Task AskWhoAsync(HttpContext context, OpenAdministration administration)
    {
        if (!PageEndpoint.Is(context))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await AnswerAsync(context, [new Failure(Refusal.Unauthenticated, "request.unauthenticated")]).ConfigureAwait(false);
            return;
        }

        // A link in a mail comes from another site, so the browser kept the cookie back: asked again from here, it sends it.
        if (HttpMethods.IsGet(context.Request.Method) && string.Equals(context.Request.Headers["Sec-Fetch-Site"], "cross-site", StringComparison.Ordinal))
        {
            await (await Pages.ShowAsync<ContinuePage>(context, context.Request.GetEncodedPathAndQuery()).ConfigureAwait(false)).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.GetEncodedPathAndQuery() : $"/{administration.Name}";
        context.Response.Redirect($"/{administration.Name}/sign-in?return={Uri.EscapeDataString(back)}");
    }

    private static bool IsForPeople(HttpContext context)
        => PageEndpoint.Is(context)
            || (HttpMethods.IsGet(context.Request.Method)
                && !context.Request.Path.Value!.Contains("/api/", StringComparison.Ordinal)
                && context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)));
}
