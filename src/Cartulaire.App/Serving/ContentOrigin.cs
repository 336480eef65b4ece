using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.SignIn;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Serving;

/// <summary>The origin on which received content may be looked at: not the one of our pages, so that nothing in it can act as the person (design §7).</summary>
internal static class ContentOrigin
{
    /// <summary>The origin for who asks here; null when there is none: then content is handed out as attachment only.</summary>
    public static Uri? Of(HttpContext context, CartulaireOptions options)
        => options.ContentOrigin ?? (IsPlainLoopback(context) && string.Equals(context.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", context.Request.Host.Port ?? 80).Uri
            : null);

    /// <summary>On the content origin, content is all there is: no page, no door of programs.</summary>
    public static IApplicationBuilder UseContentOrigin(this IApplicationBuilder app, CartulaireOptions options)
        => app.Use((context, next) => options.ContentOrigin is not null && IsHere(context, options) && !IsContent(context.Request.Path)
            ? Problems.Of(context, [new Failure(Refusal.NotFound, "page.unknown")]).ExecuteAsync(context)
            : next(context));

    /// <summary>Maps the address of content.</summary>
    public static void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/{administration}/content/{version}", ServeAsync).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();

    /// <summary>Leads a person to the content of a version, or hands it out as attachment when there is no origin for it.</summary>
    public static Task<IResult> OpenAsync(HttpContext context, Caller caller, CartulaireOptions options, ContentAddresses addresses, TimeProvider clock, VersionId version, CancellationToken ct)
        => Of(context, options) is { } origin
            ? Task.FromResult<IResult>(Results.Redirect(new Uri(origin, addresses.Make(caller.Administration.Name, version, caller.Id)).AbsoluteUri))
            : Content.SendAsync(caller, context, version, clock.GetUtcNow(), ct);

    private static async Task<IResult> ServeAsync(
        HttpContext context, CartulaireOptions options, ContentAddresses addresses, TimeProvider clock, VersionId version, string? person, string? until, string? signature, CancellationToken ct)
    {
        var administration = context.Features.Get<OpenAdministration>()!;
        if (!IsHere(context, options)
            || !Identifier.TryRead<PersonId>(person, out var reader)
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            || !addresses.Holds(administration.Name, version, reader, limit, signature)
            || !await IsActiveAsync(administration, reader, ct).ConfigureAwait(false))
        {
            return Problems.Of(context, [new Failure(Refusal.Forbidden, "content.address-void")]);
        }

        return await Content.SendAsync(administration, reader, context, version, clock.GetUtcNow(), mayShow: true, ct).ConfigureAwait(false);
    }

    private static async Task<bool> IsActiveAsync(OpenAdministration administration, PersonId person, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        return await db.Persons.AnyAsync(p => p.Id == person && p.Active, ct).ConfigureAwait(false);
    }

    private static bool IsHere(HttpContext context, CartulaireOptions options)
    {
        var host = context.Request.Host;
        return options.ContentOrigin is { } origin
            ? string.Equals(host.Host, origin.IdnHost, StringComparison.OrdinalIgnoreCase) && (host.Port ?? (context.Request.IsHttps ? 443 : 80)) == origin.Port
            : IsPlainLoopback(context) && host.Host == "127.0.0.1";
    }

    private static bool IsPlainLoopback(HttpContext context) => !context.Request.IsHttps && SessionCookie.IsSafe(context);

    private static bool IsContent(PathString path) => path.Value!.Split('/') is [_, _, "content", _];
}
