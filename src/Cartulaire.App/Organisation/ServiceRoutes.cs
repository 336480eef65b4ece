using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Organisation;

/// <summary>The services over REST, for programs that send them work: they are made on screen or by the operator.</summary>
internal static class ServiceRoutes
{
    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapGet("/services", ListAsync)
            .AddEndpointFilter(Members.OnlyAsync)
            .WithName("ListServices").WithSummary("Lister les services, ceux qui ne servent plus compris").Produces<IReadOnlyList<Service>>();

    /// <param name="Id">What properties and assignments name.</param>
    /// <param name="Name">Short name.</param>
    /// <param name="Title">Name for people.</param>
    /// <param name="Parent">The service that it belongs to.</param>
    /// <param name="Active">Whether it still takes work.</param>
    internal sealed record Service(ServiceId Id, string Name, string Title, ServiceId? Parent, bool Active);

    private static async Task<IResult> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var organisation = await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        return Results.Ok(organisation.Services.Values.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new Service(s.Id, s.Name, s.Title, s.ParentId, s.Active)).ToList());
    }
}
