using Cartulaire.App.Http;
using Cartulaire.App.Organisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Erasure;

/// <summary>Erasure over REST, for those who administer.</summary>
internal static class ErasureRoutes
{
    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapPost("/erasures", EraseAsync)
            .WithName("ErasePerson")
            .WithSummary("Effacer une personne")
            .Produces<ErasePerson.Answer>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> EraseAsync(Caller caller, HttpContext context, ErasePerson.Handler handler, ErasePerson.Command command, CancellationToken ct)
        => await Administrators.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal
            ? Problems.Of(context, [refusal])
            : (await handler.HandleAsync(caller.Administration, caller.Actor, command, ct).ConfigureAwait(false)).ToHttp(context);
}
