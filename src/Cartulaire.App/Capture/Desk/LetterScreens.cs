using System.Globalization;
using Cartulaire.App.Assignments;
using Cartulaire.App.Desk;
using Cartulaire.App.Desk.Records;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Jobs;
using Cartulaire.App.Registers;
using Cartulaire.App.Texts;
using Cartulaire.App.Ui;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Desk;

/// <summary>The capture desk: what waits, and one letter after the other, scan and form side by side.</summary>
internal static class LetterScreens
{
    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/capture/desk", ListAsync);
        pages.MapPost("/capture/desk/jobs/{job}", RetryAsync);
        pages.MapGet("/capture/desk/{item}", (HttpContext context, Caller caller, string item) => RecordScreens.WithAsync(context, item, id => LetterReading.ShowAsync(context, caller, id)));
        pages.MapPost("/capture/desk/{item}", SaveAsync);
        pages.MapPost("/capture/desk/{item}/transition", TransitAsync);
        pages.MapPost("/capture/desk/{item}/cancellation", CancelAsync);
        pages.MapPost("/capture/desk/{item}/transfer", TransferAsync);
        pages.MapPost("/capture/desk/{item}/type", RetypeAsync);
        pages.MapPost("/capture/desk/{item}/undo", UndoAsync);
        SheetScreens.Map(pages);
    }

    /// <summary>Leads on after something was done: to the next letter of the pile, or to the same one.</summary>
    /// <param name="context">The request; its form says which letter comes next and how many are done.</param>
    /// <param name="caller">Who.</param>
    /// <param name="item">The letter on which it was done.</param>
    /// <param name="stamp">Its stamp now, with which it may be undone.</param>
    /// <param name="what">What was done: <c>desk.did.{what}</c>.</param>
    /// <param name="to">The letter to show; the next one when absent.</param>
    internal static async Task<IResult> OnAsync(HttpContext context, Caller caller, ItemId item, long stamp, string what, ItemId? to = null)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var done = int.TryParse(form["_n"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var next = to is null && Identifier.TryRead<ItemId>(form["_next"], out var named) ? named : to;
        done = to is not null ? what == "undone" ? Math.Max(0, done - 1) : done : done + 1;
        var tail = string.Create(CultureInfo.InvariantCulture, $"?n={done}&after={item}:{stamp}:{what}");
        var address = next is { } letter ? $"/{caller.Administration.Name}/capture/desk/{letter}{tail}" : $"/{caller.Administration.Name}/capture/desk{tail}";
        if (!context.Request.Headers.ContainsKey(SameOrigin.ScriptHeader))
        {
            return Pages.GoTo(address);
        }

        await using var db = caller.Administration.Store.Read();
        var number = (await TakeNumber.OfAsync(db, item, context.RequestAborted).ConfigureAwait(false))?.Label;
        return Results.Json(new { address, done, said = Sentences.Of($"desk.did.{what}", caller.Language, number), item = item.ToString(), stamp });
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var letters = await WaitingLetters.HandleAsync(caller.Administration, caller.Id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!letters.IsSuccess)
        {
            return await RecordReading.RefuseAsync(context, letters.Failure).ConfigureAwait(false);
        }

        var receptions = await WaitingReceptions.HandleAsync(caller.Administration, caller.Id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        var last = LetterReading.Last(context.Request.Query["after"]);
        var number = string.Empty;
        if (last is { } did)
        {
            await using var db = caller.Administration.Store.Read();
            number = (await TakeNumber.OfAsync(db, did.Item, ct).ConfigureAwait(false))?.Label;
        }

        return await Pages.ShowAsync<WaitingPage>(context, new WaitingPage.Desk(
            letters.Value, receptions, last is { } one ? new LetterView.LastDone(one.Item, one.Stamp, Sentences.Of($"desk.did.{one.What}", caller.Language, number)) : null)).ConfigureAwait(false);
    }

    private static async Task<IResult> RetryAsync(HttpContext context, Caller caller, TimeProvider clock, string job, CancellationToken ct)
    {
        var seen = await WaitingReceptions.HandleAsync(caller.Administration, caller.Id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!Identifier.TryRead<JobId>(job, out var id) || seen.All(r => r.Job != id))
        {
            return await RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "job.unknown")).ConfigureAwait(false);
        }

        var retried = await RetryJob.HandleAsync(caller.Administration, caller.Actor, id, ct).ConfigureAwait(false);
        return retried.Outcome.IsSuccess ? Pages.GoTo($"/{caller.Administration.Name}/capture/desk") : await RecordReading.RefuseAsync(context, retried.Outcome.Failure).ConfigureAwait(false);
    }

    private static Task<IResult> SaveAsync(HttpContext context, Caller caller, TimeProvider clock, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var now = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!now.IsSuccess || caller.Administration.Packs.Catalogue.FindType(now.Value.Type) is not { } type)
        {
            return await RecordReading.RefuseAsync(context, now.IsSuccess ? new Failure(Refusal.Conflict, "item.not-editable") : now.Failure).ConfigureAwait(false);
        }

        var entered = FormValues.Read(type, form, isNew: false, Sentences.CultureOf(caller.Language));
        if (await Picking.AskedAsync(context, caller, type, form, ct).ConfigureAwait(false) is { } asked)
        {
            return await LetterReading.ShowAsync(context, caller, id, new Again([], entered, Asked: asked)).ConfigureAwait(false);
        }

        if (await ProposalView.AcceptedAsync(form["_do"], entered, caller, id, clock.GetUtcNow(), ct).ConfigureAwait(false) is { } accepted)
        {
            return await LetterReading.ShowAsync(context, caller, id, new Again([], accepted)).ConfigureAwait(false);
        }

        var confirms = form["_do"] == "confirm";
        var stamp = RecordScreens.Stamp(form);
        var written = confirms
            ? await ConfirmLetter.HandleAsync(caller.Administration, caller.Actor, caller.Id, new ConfirmLetter.Command(id, stamp, entered), ct).ConfigureAwait(false)
            : await EditItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, new EditItem.Command(id, stamp, entered), ct).ConfigureAwait(false);
        return written.Outcome switch
        {
            { IsSuccess: true } done => await OnAsync(context, caller, id, done.Value.Stamp, confirms ? "confirmed" : "saved", confirms ? null : id).ConfigureAwait(false),
            { Failure.Kind: Refusal.Stale } => await LetterReading.ShowAsync(context, caller, id, new Again(
                written.Outcome.Failures, entered, await RecordReading.StaleAsync(context, caller, new EditItem.Command(id, stamp, entered)).ConfigureAwait(false))).ConfigureAwait(false),
            var refused => await LetterReading.ShowAsync(context, caller, id, new Again(refused.Failures, entered)).ConfigureAwait(false),
        };
    });

    private static Task<IResult> TransitAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var command = new MakeTransition.Command(id, RecordScreens.Stamp(form), form["transition"].ToString(), RecordScreens.Said(form, "comment"));
        var written = await MakeTransition.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        var initial = written.Outcome.IsSuccess && DeskTypes.Of(caller.Administration.Packs.Catalogue).Any(t => caller.Administration.Packs.Catalogue.Workflow(t.Id)!.Initial == written.Outcome.Value.State);
        return written.Outcome.IsSuccess
            ? await OnAsync(context, caller, id, written.Outcome.Value.Stamp, initial ? "returned" : "declined", initial ? id : null).ConfigureAwait(false)
            : await LetterReading.ShowAsync(context, caller, id, new Again(written.Outcome.Failures)).ConfigureAwait(false);
    });

    private static Task<IResult> CancelAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var command = new CancelRegistration.Command(id, RecordScreens.Stamp(form), RecordScreens.Said(form, "reason") ?? string.Empty);
        var written = await CancelRegistration.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return await AnswerAsync(context, caller, id, written, a => a.Stamp, "cancelled").ConfigureAwait(false);
    });

    // Before it is confirmed, another service is another value; afterwards the work follows the field.
    private static Task<IResult> TransferAsync(HttpContext context, Caller caller, TimeProvider clock, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var now = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!now.IsSuccess || caller.Administration.Packs.Catalogue.FindType(now.Value.Type) is not { } type || Routing.ServicesField(type) is not { } field)
        {
            return await RecordReading.RefuseAsync(context, now.IsSuccess ? new Failure(Refusal.Conflict, "item.not-editable") : now.Failure).ConfigureAwait(false);
        }

        if (form["service"].ToString() is not { Length: > 0 } service)
        {
            return await LetterReading.ShowAsync(context, caller, id, new Again([new Failure(Refusal.Invalid, "field.required", field)])).ConfigureAwait(false);
        }

        var command = new EditItem.Command(id, RecordScreens.Stamp(form), Properties.Empty.With(field, System.Text.Json.JsonSerializer.SerializeToElement(new[] { service })));
        var written = await EditItem.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return await AnswerAsync(context, caller, id, written, a => a.Stamp, "transferred", id).ConfigureAwait(false);
    });

    private static Task<IResult> RetypeAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var command = new ChangeType.Command(id, RecordScreens.Stamp(form), form["type"].ToString());
        var written = await ChangeType.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, ct).ConfigureAwait(false);
        return await AnswerAsync(context, caller, id, written, a => a.Stamp, "retyped", id).ConfigureAwait(false);
    });

    private static Task<IResult> UndoAsync(HttpContext context, Caller caller, string item, CancellationToken ct) => RecordScreens.WithAsync(context, item, async id =>
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var written = await UndoLast.HandleAsync(caller.Administration, caller.Actor, caller.Id, new UndoLast.Command(id, RecordScreens.Stamp(form)), ct).ConfigureAwait(false);
        return await AnswerAsync(context, caller, id, written, a => a.Stamp, "undone", id).ConfigureAwait(false);
    });

    internal static async Task<IResult> AnswerAsync<T>(HttpContext context, Caller caller, ItemId id, Written<T> written, Func<T, long> stamp, string what, ItemId? to = null)
        => written.Outcome.IsSuccess
            ? await OnAsync(context, caller, id, stamp(written.Outcome.Value), what, to).ConfigureAwait(false)
            : await LetterReading.ShowAsync(context, caller, id, new Again(written.Outcome.Failures)).ConfigureAwait(false);
}
