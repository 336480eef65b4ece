using System.Text.Json;
using Cartulaire.App.Desk.Records;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Reading;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Parts;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Desk;

/// <summary>What a person has done with the form of a record that must be shown again.</summary>
/// <param name="Failures">What was refused.</param>
/// <param name="Entered">What was typed, over the present values.</param>
/// <param name="Stale">Set when somebody else saved first.</param>
/// <param name="Asked">What a picker was asked.</param>
internal sealed record Again(IReadOnlyList<Failure> Failures, Properties? Entered = null, StaleSave? Stale = null, Asked? Asked = null);

/// <summary>Reads records for pages.</summary>
internal static class RecordReading
{
    /// <summary>The page of a record.</summary>
    public static async Task<IResult> ShowAsync(HttpContext context, Caller caller, ItemId id, Again? again = null)
    {
        var view = await ReadAsync(context, caller, id, again).ConfigureAwait(false);
        return view.IsSuccess
            ? await Pages.ShowAsync<RecordPage>(context, view.Value, Status(again)).ConfigureAwait(false)
            : await RefuseAsync(context, view.Failure).ConfigureAwait(false);
    }

    /// <summary>The status of a page that shows a form again.</summary>
    public static int Status(Again? again) => again is { Failures: [var first, ..] } ? Problems.Status(first.Kind) : StatusCodes.Status200OK;

    /// <summary>Everything that a page shows of a record.</summary>
    public static async Task<Outcome<RecordView>> ReadAsync(HttpContext context, Caller caller, ItemId id, Again? again)
    {
        var ct = context.RequestAborted;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var read = await ReadItem.HandleAsync(caller.Administration, caller.Id, caller.Language, id, now, ct).ConfigureAwait(false);
        if (!read.IsSuccess)
        {
            return read.Failure;
        }

        var item = read.Value;
        var catalogue = caller.Administration.Packs.Catalogue;
        var type = catalogue.FindType(item.Type);
        var values = Properties.From(item.Properties);
        var shown = again switch
        {
            { Stale.Merged: { } merged } => Properties.From(merged),
            { Entered: { } entered } => entered.Fields.Aggregate(values, (bag, field) => bag.With(field, entered.Get(field)!.Value)),
            _ => values,
        };
        var around = await AroundAsync(context, caller, item, now).ConfigureAwait(false);
        IReadOnlyList<FieldView> fields = type is null || item.Masked ? [] : await FieldsAsync(context, caller, type, shown, item.Rights, item.State, ct).ConfigureAwait(false);
        return new RecordView(
            item,
            fields,
            Colour(catalogue.Workflow(item.Type)?.State(item.State)?.Colour),
            type is null ? null : catalogue.RegisterOf(type),
            catalogue.Packs.SelectMany(p => p.AssignmentKinds).SelectMany(k => k.Steps).DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal),
            around,
            type is null || around.Proposals.Count == 0 ? [] : ProposalView.Of(
                around.Proposals, fields, await FieldsAsync(context, caller, type, around.Proposals.Aggregate(Properties.Empty, (bag, p) => bag.With(p.Field, p.Value)), item.Rights, item.State, ct).ConfigureAwait(false)),
            again?.Failures ?? [],
            again?.Stale,
            again?.Asked);
    }

    // Which document, version and page are looked at stands in the address; the main document's last version otherwise.
    private static async Task<RecordAround> AroundAsync(HttpContext context, Caller caller, ReadItem.Answer item, DateTimeOffset now)
    {
        if (item.Masked)
        {
            return RecordAround.Nothing;
        }

        var (ct, asked) = (context.RequestAborted, context.Request.Query);
        var around = await RecordAround.OfAsync(caller, item, now, ct).ConfigureAwait(false);
        var document = Identifier.TryRead<ItemId>(asked["doc"], out var wished) ? wished : item.MainDocument;
        var known = around.Versions.Where(v => v.Document == document).ToList();
        var shown = (Identifier.TryRead<VersionId>(asked["version"], out var version) ? known.Find(v => v.Id == version) : null)
            ?? (known.Count > 0 ? known[0] : around.Versions.Count > 0 ? around.Versions[0] : null);
        if (shown is null)
        {
            return around;
        }

        int? page = int.TryParse(asked["page"], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
        var viewed = await ViewPages.OfAsync(
            caller, context.RequestServices.GetRequiredService<ReadingState>(), new ViewPages.Query(shown.Id, page, asked["q"]), now, ct).ConfigureAwait(false);
        return viewed.IsSuccess ? around with { Viewed = viewed.Value, Shown = shown } : around;
    }

    /// <summary>The form of a record that is being made.</summary>
    public static async Task<IResult> ShowNewAsync(HttpContext context, Caller caller, TypeDefinition type, Again? again = null)
    {
        var ct = context.RequestAborted;
        var today = (await Pages.ScreenAsync(context).ConfigureAwait(false)).Today;
        var values = type.Fields.Where(f => f.Default?.Literal is not null).Aggregate(
            Properties.Empty, (bag, field) => bag.With(field.Id, Macros.Resolve(field.Default!.Literal!.Value, caller.Id, today)));
        var fields = await FieldsAsync(context, caller, type, again?.Entered ?? values, ItemScope.Everything, caller.Administration.Packs.Catalogue.Workflow(type.Id)?.Initial, ct).ConfigureAwait(false);
        return await Pages.ShowAsync<NewPage>(
            context, new NewRecord(type, fields, again?.Failures ?? [], again?.Asked), Status(again)).ConfigureAwait(false);
    }

    /// <summary>What came between, when a save was too late.</summary>
    public static async Task<StaleSave?> StaleAsync(HttpContext context, Caller caller, EditItem.Command command)
    {
        var ct = context.RequestAborted;
        await using var snapshot = await caller.Administration.Store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, snapshot.Db, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(snapshot.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        return taken.IsSuccess
            ? await StaleSave.OfAsync(
                snapshot.Db, command.Item, "item.edited", command.Stamp ?? 0, taken.Value.Row.Stamp, taken.Value.Facts.Properties,
                seen => command.Properties.Fields.Aggregate(seen, (bag, field) => Put(bag, field, command.Properties.Get(field)!.Value)), ct).ConfigureAwait(false)
            : null;
    }

    /// <summary>A refusal as a page.</summary>
    public static Task<IResult> RefuseAsync(HttpContext context, Failure failure)
        => Pages.ShowAsync<Ui.Frame.ErrorPage>(context, failure, Problems.Status(failure.Kind));

    private static Properties Put(Properties bag, string field, JsonElement value) => JsonValues.IsEmpty(value) ? bag.Without(field) : bag.With(field, value);

    /// <summary>Fields of a record with the given values.</summary>
    public static async Task<IReadOnlyList<FieldView>> FieldsAsync(
        HttpContext context, Caller caller, TypeDefinition type, Properties values, Rights rights, string? state, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var organisation = await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var screen = await Pages.ScreenAsync(context).ConfigureAwait(false);
        return await new FieldViews(screen, organisation, screen.Today).OfAsync(db, type, values, rights, state, ct).ConfigureAwait(false);
    }

    /// <summary>The colour of a state.</summary>
    public static BadgeKind Colour(ColourRole? colour) => colour switch
    {
        ColourRole.Waiting => BadgeKind.Waiting,
        ColourRole.Progress => BadgeKind.Progress,
        ColourRole.Done => BadgeKind.Done,
        ColourRole.Attention => BadgeKind.Attention,
        _ => BadgeKind.Neutral,
    };
}
