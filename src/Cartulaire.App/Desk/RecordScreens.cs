using System.Globalization;
using Cartulaire.App.Assignments;
using Cartulaire.App.Desk.Records;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.App.Reading;
using Cartulaire.App.Registers;
using Cartulaire.App.Serving;
using Cartulaire.App.Texts;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Parts;
using Cartulaire.App.Workflows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Desk;

/// <summary>The pages of a record: its form, what may be done with it, its history.</summary>
internal static class RecordScreens
{
    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/items/{item}", (HttpContext context, Caller caller, string item) => WithAsync(context, item, id => RecordReading.ShowAsync(context, caller, id)));
        pages.MapPost("/items/{item}", SaveAsync);
        pages.MapPost("/items/{item}/transition", TransitAsync);
        pages.MapPost("/items/{item}/cancellation", CancelAsync);
        pages.MapPost("/items/{item}/documents", Uploading.AddAsync).WithMetadata(StreamedForm.Mark);
        pages.MapGet("/items/{item}/history", HistoryAsync);
        pages.MapPost("/assignments/{assignment}", StepAsync);
        pages.MapGet("/versions/{version}/content", (HttpContext context, Caller caller, TimeProvider clock, VersionId version, CancellationToken ct)
            => Content.SendAsync(caller, context, version, clock.GetUtcNow(), ct));
        pages.MapGet("/versions/{version}/open", ContentOrigin.OpenAsync);
        pages.MapGet("/versions/{version}/print", PrintAsync);
        pages.MapGet("/new/{type}", NewAsync);
        pages.MapPost("/new/{type}", MakeAsync);
        pages.MapGet("/registers/{register}", RegisterAsync);
        pages.MapGet("/pick/{what}", Picking.SuggestAsync).AddEndpointFilter(Members.OnlyAsync);
    }

    /// <summary>Runs with the id of the address, or shows that it leads nowhere.</summary>
    internal static Task<IResult> WithAsync(HttpContext context, string item, Func<ItemId, Task<IResult>> run)
        => Identifier.TryRead<ItemId>(item, out var id) ? run(id) : RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "item.unknown"));

    private static async Task<IResult> NewAsync(HttpContext context, Caller caller, string type, CancellationToken ct)
        => Creatable(caller, type) is not { } known ? await RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "page.unknown")).ConfigureAwait(false)
            : MakeItem.MayMake(caller.Administration.Packs.Catalogue, known, caller.Id, await Pages.PrincipalsAsync(caller, ct).ConfigureAwait(false))
                ? await RecordReading.ShowNewAsync(context, caller, known).ConfigureAwait(false)
                : await RecordReading.RefuseAsync(context, new Failure(Refusal.Forbidden, "item.create-not-allowed", null, known.Labels.In(caller.Language))).ConfigureAwait(false);

    private static TypeDefinition? Creatable(Caller caller, string type)
        => caller.Administration.Packs.Catalogue.FindType(type) is { Kind: ItemKind.Folder } known ? known : null;

    private static Task<IResult> SaveAsync(HttpContext context, Caller caller, TimeProvider clock, string item, CancellationToken ct) => WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var now = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!now.IsSuccess || caller.Administration.Packs.Catalogue.FindType(now.Value.Type) is not { } type)
        {
            return await RecordReading.RefuseAsync(context, now.IsSuccess ? new Failure(Refusal.Conflict, "item.not-editable") : now.Failure).ConfigureAwait(false);
        }

        var entered = FormValues.Read(type, form, isNew: false, Sentences.CultureOf(caller.Language), Properties.From(now.Value.Properties));
        if (await Picking.AskedAsync(context, caller, type, form, ct).ConfigureAwait(false) is { } asked)
        {
            return await RecordReading.ShowAsync(context, caller, id, new Again([], entered, Asked: asked)).ConfigureAwait(false);
        }

        if (await ProposalView.AcceptedAsync(form["_do"], entered, caller, id, clock.GetUtcNow(), ct).ConfigureAwait(false) is { } accepted)
        {
            return await RecordReading.ShowAsync(context, caller, id, new Again([], accepted)).ConfigureAwait(false);
        }

        var command = new EditItem.Command(id, Stamp(form), entered);
        var written = await EditItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return written.Outcome switch
        {
            { IsSuccess: true } => Pages.GoTo(Address(caller, id) + context.Request.QueryString, "item.edited"),
            { Failure.Kind: Refusal.Stale } => await RecordReading.ShowAsync(
                context, caller, id, new Again(written.Outcome.Failures, entered, await RecordReading.StaleAsync(context, caller, command).ConfigureAwait(false))).ConfigureAwait(false),
            var refused => await RecordReading.ShowAsync(context, caller, id, new Again(refused.Failures, entered)).ConfigureAwait(false),
        };
    });

    private static Task<IResult> TransitAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var written = await MakeTransition.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new MakeTransition.Command(id, Stamp(form), form["transition"].ToString(), Said(form, "comment")), ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo(Address(caller, id) + context.Request.QueryString, "item.state")
            : await RecordReading.ShowAsync(context, caller, id, new Again(written.Outcome.Failures)).ConfigureAwait(false);
    });

    private static Task<IResult> CancelAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var written = await CancelRegistration.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new CancelRegistration.Command(id, Stamp(form), Said(form, "reason") ?? string.Empty), ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo(Address(caller, id), "item.cancelled")
            : await RecordReading.ShowAsync(context, caller, id, new Again(written.Outcome.Failures)).ConfigureAwait(false);
    });

    private static async Task<IResult> StepAsync(HttpContext context, Caller caller, string assignment, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        if (!Identifier.TryRead<AssignmentId>(assignment, out var id))
        {
            return await RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "assignment.unknown")).ConfigureAwait(false);
        }

        var written = await ChangeAssignment.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new ChangeAssignment.Command(
            id, Stamp(form), form["act"].ToString(), Id<PersonId>(form, "person"), Id<ServiceId>(form, "service"), Said(form, "comment")), ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo(Address(caller, written.Outcome.Value.Item), "assignment.changed")
            : await RecordReading.RefuseAsync(context, written.Outcome.Failure).ConfigureAwait(false);
    }

    private static async Task<IResult> MakeAsync(HttpContext context, Caller caller, string type, CancellationToken ct)
    {
        if (Creatable(caller, type) is not { } known)
        {
            return await RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "page.unknown")).ConfigureAwait(false);
        }

        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var entered = FormValues.Read(known, form, isNew: true, Sentences.CultureOf(caller.Language));
        if (await Picking.AskedAsync(context, caller, known, form, ct).ConfigureAwait(false) is { } asked)
        {
            return await RecordReading.ShowNewAsync(context, caller, known, new Again([], entered, Asked: asked)).ConfigureAwait(false);
        }

        var written = await MakeItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, new MakeItem.Command(known.Id, entered), ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo(Address(caller, written.Outcome.Value.Id), "item.made")
            : await RecordReading.ShowNewAsync(context, caller, known, new Again(written.Outcome.Failures, entered)).ConfigureAwait(false);
    }

    private static Task<IResult> HistoryAsync(HttpContext context, Caller caller, TimeProvider clock, string item, CancellationToken ct) => WithAsync(context, item, async id =>
    {
        var history = await ItemHistory.HandleAsync(caller.Administration, caller.Id, caller.Language, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        var read = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return history.IsSuccess && read.IsSuccess
            ? await Pages.ShowAsync<HistoryPage>(context, new HistoryPage.Story(
                id, read.Value.Title ?? read.Value.TypeLabel, [.. history.Value.Select(e => new TimelineEntry(e.At, e.Who, e.What, e.Details))])).ConfigureAwait(false)
            : await RecordReading.RefuseAsync(context, history.IsSuccess ? read.Failure : history.Failure).ConfigureAwait(false);
    });

    private static async Task<IResult> PrintAsync(HttpContext context, Caller caller, ReadingState reading, TimeProvider clock, VersionId version, int? from, CancellationToken ct)
    {
        var viewed = await ViewPages.OfAsync(caller, reading, new ViewPages.Query(version, from), clock.GetUtcNow(), ct).ConfigureAwait(false);
        return viewed.IsSuccess ? await Pages.ShowAsync<PrintPage>(context, viewed.Value).ConfigureAwait(false) : await RecordReading.RefuseAsync(context, viewed.Failure).ConfigureAwait(false);
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, Caller caller, TimeProvider clock, string register, string? period, long? before, CancellationToken ct)
    {
        var read = await ReadRegister.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, new ReadRegister.Query(register, period, before), clock.GetUtcNow(), ct).ConfigureAwait(false);
        return read.IsSuccess
            ? await Pages.ShowAsync<RegisterPage>(context, new RegisterPage.Pages(caller.Administration.Packs.Catalogue.Register(register), read.Value)).ConfigureAwait(false)
            : await RecordReading.RefuseAsync(context, read.Failure).ConfigureAwait(false);
    }

    private static string Address(Caller caller, ItemId id) => $"/{caller.Administration.Name}/items/{id}";

    /// <summary>The stamp that a form was shown with.</summary>
    internal static long? Stamp(IFormCollection form) => long.TryParse(form["_stamp"], CultureInfo.InvariantCulture, out var stamp) ? stamp : null;

    private static T? Id<T>(IFormCollection form, string name)
        where T : struct, IIdentifier<T>
        => Identifier.TryRead<T>(form[name], out var id) ? id : null;

    /// <summary>What was typed, or null.</summary>
    internal static string? Said(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
