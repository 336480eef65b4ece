using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Registers;

/// <summary>Registers over REST.</summary>
internal static class RegisterRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/registers/{register}/entries", ReadAsync)
            .WithName("ReadRegister")
            .WithSummary("Lire un registre, le plus grand numéro d'abord")
            .Produces<ReadRegister.Answer>();
        api.MapPost("/items/{item}/cancellation", CancelAsync)
            .WithName("CancelRegistration")
            .OncePerKey().NeedsStamp()
            .WithSummary("Annuler l'enregistrement : la ligne reste, le numéro ne sert plus ; If-Match est obligatoire")
            .Produces<CancelRegistration.Answer>();
    }

    /// <param name="Reason">Why.</param>
    internal sealed record Body(string Reason);

    private static async Task<IResult> ReadAsync(
        Caller caller, HttpContext context, TimeProvider clock, string register, string? period, long? cursor, int? limit, CancellationToken ct)
        => (await ReadRegister.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new ReadRegister.Query(register, period, cursor, limit ?? 50), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context);

    private static async Task<IResult> CancelAsync(Caller caller, HttpContext context, ItemId item, Body body, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        var command = new CancelRegistration.Command(item, stamp.Value, body.Reason);
        var written = await caller.WriteAsync(
            context, body, (act, token) => CancelRegistration.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }
}
