using System.Text.Json;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Desk;

/// <summary>The capture desk over REST.</summary>
internal static class LetterRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/capture/waiting", WaitingAsync).WithName("ReadWaiting").WithSummary("Lire ce qui attend d'être confirmé").Produces<Waiting>();
        api.MapPost("/items/{item}/confirmation", ConfirmAsync).WithName("ConfirmLetter").WithSummary("Enregistrer des champs et confirmer, d'un seul geste")
            .Produces<EditItem.Answer>().ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        api.MapPost("/items/{item}/undo", UndoAsync).WithName("UndoLast").WithSummary("Défaire sa dernière action")
            .Produces<UndoLast.Answer>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    /// <param name="Total">Letters that wait.</param>
    /// <param name="Letters">The first of them, in the order of the pile.</param>
    /// <param name="Receptions">What was received and is not a record yet, with the reason.</param>
    internal sealed record Waiting(int Total, IReadOnlyList<WaitingLetters.Line> Letters, IReadOnlyList<WaitingReceptions.Line> Receptions);

    private static async Task<IResult> WaitingAsync(Caller caller, HttpContext context, TimeProvider clock, CancellationToken ct)
    {
        var letters = await WaitingLetters.HandleAsync(caller.Administration, caller.Id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!letters.IsSuccess)
        {
            return Problems.Of(context, letters.Failures);
        }

        var receptions = await WaitingReceptions.HandleAsync(caller.Administration, caller.Id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return Results.Ok(new Waiting(letters.Value.Total, letters.Value.Letters, receptions));
    }

    private static async Task<IResult> ConfirmAsync(Caller caller, HttpContext context, ItemId item, JsonElement body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        return body.ValueKind == JsonValueKind.Object
            ? Shown(
                await ConfirmLetter.HandleAsync(caller.Administration, caller.Actor, caller.Id, new ConfirmLetter.Command(item, stamp.Value, Properties.From(body)), ct).ConfigureAwait(false),
                context,
                a => a.Stamp)
            : Problems.Of(context, [new Failure(Refusal.Invalid, "request.malformed", "properties", "properties")]);
    }

    private static async Task<IResult> UndoAsync(Caller caller, HttpContext context, ItemId item, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Shown(await UndoLast.HandleAsync(caller.Administration, caller.Actor, caller.Id, new UndoLast.Command(item, stamp.Value), ct).ConfigureAwait(false), context, a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static IResult Shown<T>(Written<T> written, HttpContext context, Func<T, long> stamp)
    {
        if (written.Outcome.IsSuccess)
        {
            Http.Stamps.Show(context, stamp(written.Outcome.Value));
        }

        return written.ToHttp(context);
    }
}
