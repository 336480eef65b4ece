using Cartulaire.App.Http;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Jobs;

/// <summary>Background work over REST, for those who administer.</summary>
internal static class JobRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ListAsync)
            .WithName("ListJobs")
            .WithSummary("Lister le travail de fond")
            .Produces<ListJobs.Answer>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/jobs/{job}/retry", RetryAsync)
            .WithName("RetryJob")
            .WithSummary("Relancer un travail abandonné")
            .Produces<Done>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context, CancellationToken ct)
        => await Administrators.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal
            ? Problems.Of(context, [refusal])
            : Results.Ok(await ListJobs.HandleAsync(caller.Administration, ct).ConfigureAwait(false));

    private static async Task<IResult> RetryAsync(Caller caller, HttpContext context, JobId job, CancellationToken ct)
        => await Administrators.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal
            ? Problems.Of(context, [refusal])
            : (await RetryJob.HandleAsync(caller.Administration, caller.Actor, job, ct).ConfigureAwait(false)).ToHttp(context);
}
