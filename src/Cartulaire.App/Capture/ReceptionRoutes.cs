using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture;

/// <summary>Receptions over REST: the body is the file, streamed.</summary>
internal static class ReceptionRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/receptions", ReceiveAsync)
            .WithName("Receive")
            .WithSummary("Déposer une pièce")
            .Produces<Receive.Answer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);
        api.MapGet("/receptions/{reception}", ReadAsync)
            .WithName("ReadReception")
            .WithSummary("Lire ce qu'est devenue une pièce déposée")
            .Produces<Reception>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>What became of a received piece.</summary>
    internal sealed record Reception(ReceptionId Id, BatchId Batch, int Sort, string Blob, string FileName, string MediaType, string State, ItemId? Item, DateTimeOffset ReceivedAt);

    // Only who brought a piece in sees it, until it is a record with rights of its own.
    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, ReceptionId reception, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var row = await db.Receptions.SingleOrDefaultAsync(r => r.Id == reception, ct).ConfigureAwait(false);
        return row is null || row.ReceivedBy != caller.Actor.Name
            ? Problems.Of(context, [new Failure(Refusal.NotFound, "reception.unknown", null, reception)])
            : Results.Ok(new Reception(row.Id, row.BatchId, row.Sort, row.Blob, row.FileName, row.MediaType, row.State, row.ItemId, row.ReceivedAt));
    }

    private static async Task<IResult> ReceiveAsync(
        Caller caller, HttpContext context, CartulaireOptions options, string? name, BatchId? batch, int? sort, string? type, bool? separate, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxReceptionBytes;
        }

        var command = new Receive.Command(
            batch ?? BatchId.New(), sort ?? 0, name ?? string.Empty, context.Request.ContentType, "api", type, false, context.Request.ContentLength ?? 0);
        var piece = await Receive.StoreAsync(caller.Administration, context.Request.Body, command, options.MaxReceptionBytes, ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return Problems.Of(context, piece.Failures);
        }

        if (separate == true)
        {
            var pile = await ReceivePile.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, piece.Value, ct).ConfigureAwait(false);
            return pile.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/receptions/{answer.Id}");
        }

        if (type is not null)
        {
            var registered = await ReceiveAndRegister.HandleAsync(
                caller.Administration, caller.Actor, caller.Id, command, Properties.Empty, piece.Value, ct).ConfigureAwait(false);
            return registered.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/items/{answer.Item}");
        }

        var written = await caller.Administration.Store.Writer.RunAsync(
            caller.Actor, (act, token) => Receive.RunAsync(act, command, piece.Value, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/receptions/{answer.Id}");
    }
}
