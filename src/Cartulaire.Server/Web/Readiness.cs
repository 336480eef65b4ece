using Cartulaire.App.Jobs;

namespace Cartulaire.Server.Web;

/// <summary>Whether requests may be sent here.</summary>
internal static class Readiness
{
    /// <summary>200 once the host's database is open and it is known which administrations have work; 503 before.</summary>
    public static IResult Answer(JobScheduler scheduler)
        => scheduler.FirstPass.IsCompletedSuccessfully ? Results.Text("ready") : Results.Text("starting", statusCode: StatusCodes.Status503ServiceUnavailable);
}
