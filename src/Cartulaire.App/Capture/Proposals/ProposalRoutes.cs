using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>Proposals over REST.</summary>
internal static class ProposalRoutes
{
    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapGet("/items/{item}/proposals", ReadAsync).WithName("ReadProposals").WithSummary("Lire ce qui est proposé pour les champs")
            .Produces<IReadOnlyList<ReadProposals.Proposed>>();

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
        => (await ReadProposals.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false)).ToHttp(context);
}
