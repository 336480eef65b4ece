using System.Text.Json;
using Cartulaire.App.Assignments;
using Cartulaire.App.Capture;
using Cartulaire.App.Http;
using Cartulaire.App.Registers;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Items;

/// <summary>Items over REST.</summary>
internal static class ItemRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/items", MakeAsync).WithName("MakeItem").WithSummary("Créer un dossier")
            .Produces<MakeItem.Answer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/items/{item}", ReadAsync).WithName("ReadItem").WithSummary("Lire").Produces<ReadItem.Answer>();
        api.MapGet("/items/{item}/history", HistoryAsync).WithName("ReadHistory").WithSummary("Lire l'historique").Produces<IReadOnlyList<ItemHistory.Entry>>();
        api.MapPatch("/items/{item}/properties", EditAsync).WithName("EditItem").WithSummary("Changer des champs")
            .Produces<EditItem.Answer>().ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        api.MapPost("/items/{item}/transitions", TransitAsync).WithName("MakeTransition").WithSummary("Faire avancer").Produces<EditItem.Answer>();
        api.MapPost("/items/{item}/cancellation", CancelAsync).WithName("CancelRegistration").WithSummary("Annuler l'enregistrement").Produces<CancelRegistration.Answer>();
        api.MapPost("/items/{item}/documents", AddDocumentAsync).WithName("AddDocument").WithSummary("Ajouter un document")
            .Produces<AddDocument.Answer>(StatusCodes.Status201Created);
        api.MapPost("/items/{item}/versions", AddVersionAsync).WithName("AddVersion").WithSummary("Ajouter une version")
            .Produces<AddVersion.Answer>(StatusCodes.Status201Created);
        api.MapGet("/versions/{version}/content", (Caller caller, HttpContext context, TimeProvider clock, VersionId version, CancellationToken ct)
            => Content.SendAsync(caller, context, version, clock.GetUtcNow(), ct)).WithName("ReadContent").WithSummary("Télécharger une version");
        api.MapPost("/assignments/{assignment}", AssignAsync).WithName("ChangeAssignment").WithSummary("Faire avancer un travail").Produces<ChangeAssignment.Answer>();
        api.MapGet("/registers/{register}/entries", RegisterAsync).WithName("ReadRegister").WithSummary("Lire un registre").Produces<ReadRegister.Answer>();
    }

    /// <param name="Type">Id of the type.</param>
    /// <param name="Properties">Values by field id.</param>
    /// <param name="Parent">Folder to file it in.</param>
    internal sealed record MakeBody(string Type, JsonElement? Properties = null, ItemId? Parent = null);

    /// <param name="Transition">Id of the transition.</param>
    /// <param name="Comment">What the person says.</param>
    internal sealed record TransitionBody(string Transition, string? Comment = null);

    /// <param name="Reason">Why.</param>
    internal sealed record CancelBody(string Reason);

    /// <param name="Act">Step, or <c>assign</c>, <c>transfer</c>, <c>cancel</c>.</param>
    /// <param name="Person">To whom.</param>
    /// <param name="Service">Where to.</param>
    /// <param name="Comment">What the person says.</param>
    /// <param name="Outcome">What came of it.</param>
    internal sealed record AssignmentBody(string Act, PersonId? Person = null, ServiceId? Service = null, string? Comment = null, string? Outcome = null);

    private static async Task<IResult> MakeAsync(Caller caller, HttpContext context, MakeBody body, CancellationToken ct)
    {
        var key = Idempotency.Read(context, body);
        var bag = Bag(body.Properties);
        if (!key.IsSuccess || !bag.IsSuccess)
        {
            return Problems.Of(context, key.IsSuccess ? bag.Failures : key.Failures);
        }

        var command = new MakeItem.Command(body.Type, bag.Value, body.Parent);
        var written = await caller.Administration.Store.Writer.RunAsync(
            caller.Actor,
            (act, token) => Idempotency.RunAsync(act, key.Value, (a, t) => MakeItem.RunAsync(a, caller.Administration, caller.Id, command, t), token),
            ct).ConfigureAwait(false);
        return Stamped(written, context, a => a.Stamp, a => $"/{caller.Administration.Name}/api/v1/items/{a.Id}");
    }

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
    {
        var read = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (read.IsSuccess)
        {
            Http.Stamps.Show(context, read.Value.Stamp);
        }

        return read.ToHttp(context);
    }

    private static async Task<IResult> HistoryAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
        => (await ItemHistory.HandleAsync(caller.Administration, caller.Id, caller.Language, item, clock.GetUtcNow(), ct).ConfigureAwait(false)).ToHttp(context);

    private static async Task<IResult> EditAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, JsonElement body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        var bag = Bag(body);
        if (!stamp.IsSuccess || !bag.IsSuccess)
        {
            return Problems.Of(context, stamp.IsSuccess ? bag.Failures : stamp.Failures);
        }

        var command = new EditItem.Command(item, stamp.Value, bag.Value);
        var written = await EditItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return written.Outcome is { IsSuccess: false, Failure.Kind: Refusal.Stale }
            ? await ExplainAsync(caller, context, command, written.Outcome.Failures, clock.GetUtcNow(), ct).ConfigureAwait(false)
            : Stamped(written, context, a => a.Stamp);
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
        Http.Stamps.Show(context, stale.Stamp);
        return Problems.Of(context, failures, stale.ToMembers());
    }

    private static async Task<IResult> TransitAsync(Caller caller, HttpContext context, ItemId item, TransitionBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Stamped(
                await MakeTransition.HandleAsync(
                    caller.Administration, caller.Actor, caller.Id, new MakeTransition.Command(item, stamp.Value, body.Transition, body.Comment), ct).ConfigureAwait(false),
                context,
                a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static async Task<IResult> CancelAsync(Caller caller, HttpContext context, ItemId item, CancelBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Stamped(
                await CancelRegistration.HandleAsync(
                    caller.Administration, caller.Actor, caller.Id, new CancelRegistration.Command(item, stamp.Value, body.Reason), ct).ConfigureAwait(false),
                context,
                a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static async Task<IResult> AddDocumentAsync(
        Caller caller, HttpContext context, CartulaireOptions options, ItemId item, string? name, string? type, CancellationToken ct)
    {
        var piece = await PieceAsync(caller, context, options, name, ct).ConfigureAwait(false);
        return piece.IsSuccess
            ? (await AddDocument.HandleAsync(
                caller.Administration, caller.Actor, caller.Id, new AddDocument.Command(item, name ?? string.Empty, type), piece.Value, ct).ConfigureAwait(false))
                .ToHttp(context, a => $"/{caller.Administration.Name}/api/v1/items/{a.Id}")
            : Problems.Of(context, piece.Failures);
    }

    private static async Task<IResult> AddVersionAsync(Caller caller, HttpContext context, CartulaireOptions options, ItemId item, string? name, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        var piece = await PieceAsync(caller, context, options, name, ct).ConfigureAwait(false);
        return piece.IsSuccess
            ? Stamped(
                await AddVersion.HandleAsync(
                    caller.Administration, caller.Actor, caller.Id, new AddVersion.Command(item, stamp.Value, name ?? string.Empty), piece.Value, ct).ConfigureAwait(false),
                context,
                a => a.Stamp,
                a => $"/{caller.Administration.Name}/api/v1/versions/{a.Version}/content")
            : Problems.Of(context, piece.Failures);
    }

    private static async Task<IResult> AssignAsync(Caller caller, HttpContext context, AssignmentId assignment, AssignmentBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Stamped(
                await ChangeAssignment.HandleAsync(
                    caller.Administration,
                    caller.Actor,
                    caller.Id,
                    new ChangeAssignment.Command(assignment, stamp.Value, body.Act, body.Person, body.Service, body.Comment, body.Outcome),
                    ct).ConfigureAwait(false),
                context,
                a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static async Task<IResult> RegisterAsync(
        Caller caller, HttpContext context, TimeProvider clock, string register, string? period, long? before, int? size, CancellationToken ct)
        => (await ReadRegister.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new ReadRegister.Query(register, period, before, size ?? 50), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context);

    private static Task<Outcome<Receive.Piece>> PieceAsync(Caller caller, HttpContext context, CartulaireOptions options, string? name, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxReceptionBytes;
        }

        var command = new Receive.Command(BatchId.New(), 0, name ?? string.Empty, context.Request.ContentType, "api", null, false, context.Request.ContentLength ?? 0);
        return Receive.StoreAsync(caller.Administration, context.Request.Body, command, options.MaxReceptionBytes, ct);
    }

    private static Outcome<Properties> Bag(JsonElement? body) => body switch
    {
        null or { ValueKind: JsonValueKind.Undefined } => Properties.Empty,
        { ValueKind: JsonValueKind.Object } values => Properties.From(values),
        _ => new Failure(Refusal.Invalid, "request.malformed", "properties", "properties"),
    };

    private static IResult Stamped<T>(Written<T> written, HttpContext context, Func<T, long> stamp, Func<T, string>? created = null)
    {
        if (written.Outcome.IsSuccess)
        {
            Http.Stamps.Show(context, stamp(written.Outcome.Value));
        }

        return written.ToHttp(context, created);
    }
}
