using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Assignments;

/// <summary>Work over REST.</summary>
internal static class AssignmentRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/assignments", ListAsync)
            .WithName("ListAssignments")
            .WithSummary("Lister son travail en cours (whose=me) ou celui de ses services (whose=services), le plus pressé d'abord")
            .Produces<ListAssignments.Answer>();
        api.MapGet("/items/{item}/assignments", OfItemAsync)
            .WithName("ListItemAssignments")
            .WithSummary("Lister le travail sur une fiche, avec les étapes ouvertes au lecteur")
            .Produces<IReadOnlyList<ReadItem.Work>>();
        api.MapPost("/assignments/{assignment}", ChangeAsync)
            .WithName("ChangeAssignment")
            .OncePerKey().NeedsStamp()
            .WithSummary("Faire avancer, attribuer, transférer ou retirer un travail ; If-Match : son propre tampon, obligatoire")
            .Produces<ChangeAssignment.Answer>();
    }

    /// <param name="Act">Step, or <c>assign</c>, <c>transfer</c>, <c>cancel</c>.</param>
    /// <param name="Person">To whom.</param>
    /// <param name="Service">Where to.</param>
    /// <param name="Comment">What the person says.</param>
    /// <param name="Outcome">What came of it.</param>
    internal sealed record Body(string Act, PersonId? Person = null, ServiceId? Service = null, string? Comment = null, string? Outcome = null);

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context, TimeProvider clock, string? whose, int? cursor, int? limit, CancellationToken ct)
        => (await ListAssignments.HandleAsync(
            caller.Administration, caller.Id, new ListAssignments.Query(whose ?? ListAssignments.Whose.Me, cursor ?? 0, limit ?? 50), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context);

    private static async Task<IResult> OfItemAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
        => (await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false))
            .Map(read => read.Assignments).ToHttp(context);

    private static async Task<IResult> ChangeAsync(Caller caller, HttpContext context, AssignmentId assignment, Body body, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        var command = new ChangeAssignment.Command(assignment, stamp.Value, body.Act, body.Person, body.Service, body.Comment, body.Outcome);
        var written = await caller.WriteAsync(
            context, body, (act, token) => ChangeAssignment.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }
}
