using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Http;

/// <summary>Leases the administration named by the address for the time of the request, and finds out who asks.</summary>
/// <remarks>Everything under <c>/{administration}</c> needs a person, unless its endpoint says <c>AllowAnonymous</c>.</remarks>
public static class AdministrationMiddleware
{
    /// <summary>Adds it after routing.</summary>
    public static IApplicationBuilder UseAdministrations(this IApplicationBuilder app, Administrations administrations, TimeProvider clock)
        => app.Use((context, next) => RunAsync(context, next, administrations, clock));

    private static async Task RunAsync(HttpContext context, RequestDelegate next, Administrations administrations, TimeProvider clock)
    {
        if (context.GetRouteValue("administration") is not string name)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var lease = await administrations.LeaseAsync(name, context.RequestAborted).ConfigureAwait(false);
        if (!lease.IsSuccess)
        {
            await Problems.Of(context, lease.Failures).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        using (lease.Value)
        {
            context.Features.Set(lease.Value.Administration);
            context.Response.Headers.CacheControl = "no-store";
            if (await WhoAsync(context, lease.Value.Administration, clock).ConfigureAwait(false) is { } person)
            {
                context.Features.Set(new Caller(lease.Value.Administration, person));
            }
            else if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Of(context, [new Failure(Refusal.Unauthenticated, "request.unauthenticated")]).ExecuteAsync(context).ConfigureAwait(false);
                return;
            }

            await next(context).ConfigureAwait(false);
        }
    }

    private static async Task<PersonRow?> WhoAsync(HttpContext context, OpenAdministration administration, TimeProvider clock)
    {
        const string Scheme = "Bearer ";
        return context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await Tokens.AuthenticateAsync(administration, header[Scheme.Length..].Trim(), clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false)
            : null;
    }
}
