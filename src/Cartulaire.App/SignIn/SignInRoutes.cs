using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.SignIn;

/// <summary>Signing in and out.</summary>
internal static class SignInRoutes
{
    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", AskAsync).WithMetadata(new AllowAnonymousAttribute());
        pages.MapPost("/sign-in", SignInAsync).WithMetadata(new AllowAnonymousAttribute());
        pages.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, string? @return)
    {
        var administration = context.Features.Need<OpenAdministration>();
        var back = Back(administration, @return);
        return context.Features.Get<Caller>() is not null
            ? Results.LocalRedirect(back)
            : await Pages.ShowAsync<SignInPage>(context, new SignInPage.Question(
                back, null, SessionCookie.IsSafe(context) ? null : new Failure(Refusal.Forbidden, "sign-in.unsafe"))).ConfigureAwait(false);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, PasswordSignIn.Handler handler, CancellationToken ct)
    {
        var administration = context.Features.Need<OpenAdministration>();
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var back = Back(administration, form["return"]);
        if (!SessionCookie.IsSafe(context))
        {
            return await AgainAsync(context, back, form["name"], new Failure(Refusal.Forbidden, "sign-in.unsafe")).ConfigureAwait(false);
        }

        var begun = await handler.HandleAsync(
            administration, new PasswordSignIn.Command(form["name"].ToString(), form["password"].ToString(), SessionCookie.Network(context)), ct).ConfigureAwait(false);
        if (!begun.IsSuccess)
        {
            return await AgainAsync(context, back, form["name"], begun.Failure).ConfigureAwait(false);
        }

        SessionCookie.Write(context, administration.Name, begun.Value);
        return Pages.GoTo(back);
    }

    private static Task<IResult> AgainAsync(HttpContext context, string back, string? name, Failure failure)
    {
        if (failure.Kind == Refusal.TooMany)
        {
            context.Response.Headers.RetryAfter = SignInLimits.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return Pages.ShowAsync<SignInPage>(context, new SignInPage.Question(back, name, failure), Problems.Status(failure.Kind));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Caller caller, CancellationToken ct)
    {
        if (context.Features.Get<Session>() is { } session)
        {
            var ended = await Sessions.EndAsync(caller.Administration, caller.Actor, session.Id, ct).ConfigureAwait(false);
            if (!ended.Outcome.IsSuccess)
            {
                return await Pages.ShowAsync<Ui.Frame.ErrorPage>(context, ended.Outcome.Failure, Problems.Status(ended.Outcome.Failure.Kind)).ConfigureAwait(false);
            }
        }

        SessionCookie.Erase(context, caller.Administration.Name);
        return Pages.GoTo($"/{caller.Administration.Name}/sign-in", "signed-out");
    }

    // Nowhere else than into the very administration (security X-04).
    private static string Back(OpenAdministration administration, string? address)
        => SameOrigin.IsLocal(address) && (address == $"/{administration.Name}" || address!.StartsWith($"/{administration.Name}/", StringComparison.Ordinal))
            ? address
            : $"/{administration.Name}";
}

/// <summary>Features that a middleware has set.</summary>
internal static class RequestFeatures
{
    /// <summary>A feature that is there.</summary>
    /// <exception cref="InvalidOperationException">It is not: the endpoint is mapped in the wrong place.</exception>
    public static T Need<T>(this Microsoft.AspNetCore.Http.Features.IFeatureCollection features)
        where T : class
        => features.Get<T>() ?? throw new InvalidOperationException($"The endpoint has no {typeof(T).Name}.");
}
