using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Cartulaire.App.Workflows;

/// <summary>Transitions over REST.</summary>
internal static class TransitionRoutes
{
    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapPost("/items/{item}/transitions/{transition}", TransitAsync)
            .WithName("MakeTransition")
            .OncePerKey().TakesStamp()
            .WithSummary("Faire avancer une fiche ; If-Match est vérifié quand il est donné")
            .Produces<EditItem.Answer>();

    /// <param name="Comment">What the person says; some transitions ask for it.</param>
    internal sealed record Body(string? Comment = null);

    // A transition overwrites nothing that somebody has typed, and one that the present state does not offer is refused: the stamp is checked when it is brought.
    private static async Task<IResult> TransitAsync(Caller caller, HttpContext context, ItemId item, string transition, Body? body, CancellationToken ct)
    {
        long? stamp = null;
        if (!StringValues.IsNullOrEmpty(context.Request.Headers.IfMatch))
        {
            var read = Stamps.Read(context);
            if (!read.IsSuccess)
            {
                return Problems.Of(context, read.Failures);
            }

            stamp = read.Value;
        }

        var command = new MakeTransition.Command(item, stamp, transition, body?.Comment, AnyStamp: stamp is null);
        var written = await caller.WriteAsync(
            context, body ?? new Body(), (act, token) => MakeTransition.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }
}
