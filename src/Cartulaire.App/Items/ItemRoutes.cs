using System.Text.Json;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Items;

/// <summary>Items over REST: records, folders and documents alike.</summary>
internal static class ItemRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/items", MakeAsync)
            .WithName("MakeItem")
            .OncePerKey()
            .WithSummary("Créer une fiche, avec ou sans fichier ; elle prend son numéro")
            .Produces<MakeItem.Answer>(StatusCodes.Status201Created);
        api.MapGet("/items/{item}", ReadAsync)
            .WithName("ReadItem")
            .WithSummary("Lire une fiche ou un document ; l'ETag est à renvoyer dans If-Match")
            .Produces<ReadItem.Answer>();
        api.MapPatch("/items/{item}", EditAsync)
            .WithName("EditItem")
            .NeedsStamp()
            .WithSummary("Changer des champs ; If-Match est obligatoire")
            .Accepts<EditBody>("application/json", "application/merge-patch+json")
            .Produces<EditItem.Answer>()
            .Produces<StaleProblem>(StatusCodes.Status412PreconditionFailed, "application/problem+json");
        api.MapPost("/items/{item}/type", RetypeAsync)
            .WithName("ChangeType")
            .OncePerKey().NeedsStamp()
            .WithSummary("Dire qu'une fiche sur laquelle personne ne travaille encore est d'un autre type ; elle garde numéro et fichiers")
            .Produces<ChangeType.Answer>();
        api.MapGet("/items/{item}/history", HistoryAsync)
            .WithName("ReadHistory")
            .WithSummary("Lire l'historique d'une fiche")
            .Produces<IReadOnlyList<ItemHistory.Entry>>();
    }

    /// <param name="Type">Id of the type.</param>
    /// <param name="Properties">Values by field id.</param>
    /// <param name="Parent">Folder to file it in.</param>
    internal sealed record MakeBody(string Type, JsonElement? Properties = null, ItemId? Parent = null);

    /// <param name="Properties">Fields to change, by id; null clears a field.</param>
    internal sealed record EditBody(JsonElement Properties);

    /// <param name="Type">Id of the new type.</param>
    internal sealed record RetypeBody(string Type);

    private static async Task<IResult> RetypeAsync(Caller caller, HttpContext context, ItemId item, RetypeBody body, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        var command = new ChangeType.Command(item, stamp.Value, body.Type);
        var written = await caller.WriteAsync(context, body, (act, token) => ChangeType.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, stamp: a => a.Stamp);
    }

    private static async Task<IResult> MakeAsync(Caller caller, HttpContext context, MakeBody body, CancellationToken ct)
    {
        var bag = Bag(body.Properties);
        if (!bag.IsSuccess)
        {
            return Problems.Of(context, bag.Failures);
        }

        var command = new MakeItem.Command(body.Type, bag.Value, body.Parent);
        var written = await caller.WriteAsync(context, body, (act, token) => MakeItem.RunAsync(act, caller.Administration, caller.Id, command, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, a => $"/{caller.Administration.Name}/api/v1/items/{a.Id}", a => a.Stamp);
    }

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
    {
        var read = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (read.IsSuccess)
        {
            Stamps.Show(context, read.Value.Stamp);
        }

        return read.ToHttp(context);
    }

    private static async Task<IResult> HistoryAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
        => (await ItemHistory.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false)).ToHttp(context);

    private static async Task<IResult> EditAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, JsonElement body, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        var bag = Bag(Fields(body));
        if (!stamp.IsSuccess || !bag.IsSuccess)
        {
            return Problems.Of(context, stamp.IsSuccess ? bag.Failures : stamp.Failures);
        }

        var command = new EditItem.Command(item, stamp.Value, bag.Value);
        var written = await EditItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return written.Outcome is { IsSuccess: false, Failure.Kind: Refusal.Stale }
            ? await ExplainAsync(caller, context, command, written.Outcome.Failures, clock.GetUtcNow(), ct).ConfigureAwait(false)
            : written.ToHttp(context, stamp: a => a.Stamp);
    }

    private static async Task<IResult> ExplainAsync(
        Caller caller, HttpContext context, EditItem.Command command, IReadOnlyList<Failure> failures, DateTimeOffset now, CancellationToken ct)
    {
        await using var snapshot = await caller.Administration.Store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, snapshot.Db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(snapshot.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return Problems.Of(context, taken.Failures);
        }

        var stale = await StaleSave.OfAsync(
            snapshot.Db, command.Item, "item.edited", command.Stamp!.Value, taken.Value.Row.Stamp, taken.Value.Facts.Properties,
            seen => command.Properties.Fields.Aggregate(seen, (bag, field) => bag.With(field, command.Properties.Get(field)!.Value)), ct).ConfigureAwait(false);
        Stamps.Show(context, stale.Stamp);
        return Problems.Of(context, failures, stale.ToMembers());
    }

    /// <summary>A patch says its fields under <c>properties</c>, as a read shows them; bare fields are understood too.</summary>
    private static JsonElement Fields(JsonElement body)
        => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("properties", out var fields) && body.EnumerateObject().Count() == 1 ? fields : body;

    private static Outcome<Properties> Bag(JsonElement? body) => body switch
    {
        null or { ValueKind: JsonValueKind.Undefined } => Properties.Empty,
        { ValueKind: JsonValueKind.Object } values => Properties.From(values),
        _ => new Failure(Refusal.Invalid, "request.json", "properties", "$.properties"),
    };
}
