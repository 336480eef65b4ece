using Cartulaire.App.Administration;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

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
            await Refusals.AnswerAsync(context, lease.Failures).ConfigureAwait(false);
            return;
        }

        using (lease.Value)
        {
            var administration = lease.Value.Administration;
            context.Features.Set(administration);
            context.Response.Headers.CacheControl = "no-store";
            ForgetEmpty(context);
            if (PageEndpoint.Is(context) && !SameOrigin.Holds(context))
            {
                await Refusals.AnswerAsync(context, [new Failure(Refusal.Forbidden, "request.foreign")]).ConfigureAwait(false);
                return;
            }

            if (await WhoAsks.FindAsync(context, administration, clock).ConfigureAwait(false) is { } person)
            {
                context.Features.Set(new Caller(administration, person));
            }
            else if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                await Refusals.AskWhoAsync(context, administration).ConfigureAwait(false);
                return;
            }

            await next(context).ConfigureAwait(false);
        }
    }

    /// <summary>A parameter left empty, as forms and templates leave them, is one that was not given.</summary>
    private static void ForgetEmpty(HttpContext context)
    {
        if (context.Request.Query.Any(p => StringValues.IsNullOrEmpty(p.Value)))
        {
            context.Request.Query = new QueryCollection(
                context.Request.Query.Where(p => !StringValues.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase));
        }
    }
}
