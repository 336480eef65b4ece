using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.App.SignIn;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Cartulaire.App.Http;

/// <summary>The browser session of a request; absent for programs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FormKey">Key of the tokens in its forms.</param>
internal sealed record Session(SessionId Id, byte[] FormKey);

/// <summary>Marks endpoints that answer people with pages: nobody signed in leads to the sign-in page, refusals are pages.</summary>
internal sealed class PageEndpoint
{
    /// <summary>The one mark.</summary>
    public static readonly PageEndpoint Mark = new();

    /// <summary>Whether the request is for a page.</summary>
    public static bool Is(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PageEndpoint>() is not null;
}

/// <summary>Finds out who asks: a bearer token, or the cookie of a session.</summary>
internal static class WhoAsks
{
    private const string Scheme = "Bearer ";

    /// <summary>The person, or null; sets <see cref="Session"/> for a browser.</summary>
    public static async Task<PersonRow?> FindAsync(HttpContext context, OpenAdministration administration, TimeProvider clock)
    {
        var header = context.Request.Headers.Authorization;
        if (header is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return await Tokens.AuthenticateAsync(administration, text[Scheme.Length..].Trim(), clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false);
        }

        // Beyond pages, a cookie counts only with the header that a form of another site cannot send.
        if (!StringValues.IsNullOrEmpty(header)
            || !(PageEndpoint.Is(context) || context.Request.Headers.ContainsKey(SameOrigin.ScriptHeader))
            || !SameOrigin.Holds(context)
            || SessionCookie.Read(context, administration.Name) is not { } secret
            || await Sessions.FindAsync(administration, secret, clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false) is not { } session)
        {
            return null;
        }

        context.Features.Set(new Session(session.Id, session.FormKey));
        return session.Person;
    }
}
