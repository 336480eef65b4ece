using System.Text.Json;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Items;
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
        api.MapGet("/capture/waiting", WaitingAsync)
            .WithName("ReadWaiting")
            .WithSummary("Lire ce qui attend d'être confirmé")
            .Produces<Waiting>();
        api.MapPost("/items/{item}/confirmation", ConfirmAsync)
            .WithName("ConfirmLetter")
            .OncePerKey().NeedsStamp()
            .WithSummary("Enregistrer des champs et confirmer un courrier, d'un seul geste")
            .Produces<EditItem.Answer>();
        api.MapPost("/items/{item}/undo", UndoAsync)
            .WithName("UndoLast")
            .OncePerKey().NeedsStamp()
            .WithSummary("Défaire sa dernière action sur une fiche")
            .Produces<UndoLast.Answer>();
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

    /// <param name="Properties">Fields to change, by id; null clears a field.</param>
    internal sealed record ConfirmBody(JsonElement? Properties = null);

    private static async Task<IResult> ConfirmAsync(Caller caller, HttpContext context, ItemId item, ConfirmBody body, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        if (body.Properties is { ValueKind: not JsonValueKind.Object })
        {
            return Problems.Of(context, [new Failure(Refusal.Invalid, "request.json", "properties", "$.properties")]);
        }

        var command = new ConfirmLetter.Command(item, stamp.Value, body.Properties is { } fields ? Properties.From(fields) : Properties.Empty);
        var written = await caller.WriteAsync(context, body, (act, token) => ConfirmLetter.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }

    private static async Task<IResult> UndoAsync(Caller caller, HttpContext context, ItemId item, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        var command = new UndoLast.Command(item, stamp.Value);
        var written = await caller.WriteAsync(context, command, (act, token) => UndoLast.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }
}
