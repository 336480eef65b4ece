using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture;

/// <summary>Receptions over REST: the body is the file, streamed.</summary>
internal static class ReceptionRoutes
{
    private const int Largest = 200;

    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/receptions", ReceiveAsync)
            .WithName("Receive")
            .OncePerKey()
            .WithSummary("Déposer une pièce ; avec « type », elle est enregistrée aussitôt")
            .TakesFile()
            .Produces<Receive.Answer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);
        api.MapGet("/receptions", ListAsync)
            .WithName("ListReceptions")
            .WithSummary("Lister les pièces que l'on a déposées, la dernière d'abord")
            .Produces<List>();
        api.MapGet("/receptions/{reception}", ReadAsync)
            .WithName("ReadReception")
            .WithSummary("Lire ce qu'est devenue une pièce déposée")
            .Produces<Reception>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>What became of a received piece.</summary>
    internal sealed record Reception(ReceptionId Id, BatchId Batch, int Sort, string Blob, string FileName, string MediaType, string State, ItemId? Item, DateTimeOffset ReceivedAt);

    /// <param name="Receptions">This page.</param>
    /// <param name="Cursor">For the next page; null at the end.</param>
    internal sealed record List(IReadOnlyList<Reception> Receptions, int? Cursor);

    // Only who brought a piece in sees it, until it is a record with rights of its own.
    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, ReceptionId reception, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var row = await db.Receptions.SingleOrDefaultAsync(r => r.Id == reception, ct).ConfigureAwait(false);
        return row is null || row.ReceivedBy != caller.Actor.Name
            ? Problems.Of(context, [new Failure(Refusal.NotFound, "reception.unknown", null, reception)])
            : Results.Ok(Of(row));
    }

    private static async Task<IResult> ListAsync(Caller caller, BatchId? batch, string? state, int? cursor, int? limit, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var (after, size) = (Math.Max(cursor ?? 0, 0), Math.Clamp(limit ?? 50, 1, Largest));
        var mine = caller.Actor.Name;
        var rows = await db.Receptions
            .Where(r => r.ReceivedBy == mine && (batch == null || r.BatchId == batch) && (state == null || r.State == state))
            .OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Sort).ThenBy(r => r.Id).Skip(after).Take(size + 1).ToListAsync(ct).ConfigureAwait(false);
        return Results.Ok(new List([.. rows.Take(size).Select(Of)], rows.Count > size ? after + size : null));
    }

    private static async Task<IResult> ReceiveAsync(
        Caller caller, HttpContext context, CartulaireOptions options, string? name, BatchId? batch, int? sort, string? type, bool? separate, CancellationToken ct)
    {
        if (await Members.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        // An empty file has a name; without one, whoever sends has forgotten the file.
        if (context.Request.ContentLength == 0 && name is null)
        {
            return Problems.Of(context, [new Failure(Refusal.Invalid, "reception.nothing")]);
        }

        var command = Received.Described(context, name, type, batch, sort ?? 0);
        var piece = await Received.StoreAsync(caller, context, options, command, ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return Problems.Of(context, piece.Failures);
        }

        var asked = new { name, batch, sort, type, separate, piece.Value.Blob.Address.Hex };
        if (separate == true)
        {
            var pile = await caller.WriteAsync(
                context, asked, (act, token) => ReceivePile.RunAsync(act, caller.Administration, caller.Id, command, piece.Value, token), ct).ConfigureAwait(false);
            return pile.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/receptions/{answer.Id}");
        }

        if (type is not null)
        {
            var registered = await caller.WriteAsync(
                context, asked,
                (act, token) => ReceiveAndRegister.RunAsync(act, caller.Administration, caller.Id, command, Properties.Empty, piece.Value, token), ct).ConfigureAwait(false);
            return registered.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/items/{answer.Item}");
        }

        var written = await caller.WriteAsync(context, asked, (act, token) => Receive.RunAsync(act, command, piece.Value, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, answer => $"/{caller.Administration.Name}/api/v1/receptions/{answer.Id}");
    }

    private static Reception Of(Engines.Database.Rows.ReceptionRow row)
        => new(row.Id, row.BatchId, row.Sort, row.Blob, row.FileName, row.MediaType, row.State, row.ItemId, row.ReceivedAt);
}
