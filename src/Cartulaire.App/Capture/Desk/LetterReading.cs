using System.Globalization;
using Cartulaire.App.Assignments;
using Cartulaire.App.Capture.Sheets;
using Cartulaire.App.Desk;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Texts;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Fields;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Capture.Desk;

/// <summary>Puts together what the page of a letter shows.</summary>
internal static class LetterReading
{
    /// <summary>The page of a letter on the desk.</summary>
    public static async Task<IResult> ShowAsync(HttpContext context, Caller caller, ItemId id, Again? again = null)
    {
        var record = await RecordReading.ReadAsync(context, caller, id, again).ConfigureAwait(false);
        if (!record.IsSuccess)
        {
            return await RecordReading.RefuseAsync(context, record.Failure).ConfigureAwait(false);
        }

        var item = record.Value.Item;
        var catalogue = caller.Administration.Packs.Catalogue;
        if (item.Masked || DeskTypes.Of(catalogue).FirstOrDefault(t => t.Id == item.Type) is not { } type)
        {
            return Pages.GoTo($"/{caller.Administration.Name}/items/{id}");
        }

        var ct = context.RequestAborted;
        var waits = item.State == catalogue.Workflow(type.Id)!.Initial && item.CancelledAt is null;
        var confirm = DeskTypes.Confirming(catalogue, type);
        var view = new LetterView(
            record.Value,
            type,
            DeskTypes.First(type),
            ByDefault(caller, type, item),
            await PlaceAsync(context, caller, id, ct).ConfigureAwait(false),
            await ScanAsync(context, caller, item, ct).ConfigureAwait(false),
            record.Value.Fields.FirstOrDefault(f => f.Writable && f.Definition.Id == Routing.ServicesField(type)),
            waits ? item.Transitions.FirstOrDefault(t => t.Id == confirm)?.Label : null,
            item.Transitions.FirstOrDefault(t => t.Id == DeskTypes.Declining(type)),
            item.Transitions.FirstOrDefault(t => DeskTypes.Returning(catalogue, type).Contains(t.Id)),
            waits && item.Rights.HasFlag(Rights.EditBase) ? await OthersAsync(context, caller, type, ct).ConfigureAwait(false) : []);
        return await Pages.ShowAsync<LetterPage>(context, view, RecordReading.Status(again)).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Choice>> OthersAsync(HttpContext context, Caller caller, TypeDefinition type, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), ct).ConfigureAwait(false);
        return [.. DeskTypes.Others(scope, type, caller.Id).Select(t => new Choice(t.Id, t.Labels.In(caller.Language)))];
    }

    /// <summary>What was done last, out of an address: <c>{item}:{stamp}:{what}</c>.</summary>
    public static (ItemId Item, long Stamp, string What)? Last(string? text)
        => text?.Split(':') is [var item, var stamp, var what] && Identifier.TryRead<ItemId>(item, out var id)
            && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Sentences.Has($"desk.did.{what}", Sentences.First)
            ? (id, number, what) : null;

    private static async Task<LetterView.Place> PlaceAsync(HttpContext context, Caller caller, ItemId id, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var ids = (await WaitingLetters.IdsAsync(db, scope, ct).ConfigureAwait(false)).ToList();
        var done = int.TryParse(context.Request.HasFormContentType ? context.Request.Form["_n"] : context.Request.Query["n"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var at = ids.IndexOf(id);
        LetterView.LastDone? last = null;
        if (Last(context.Request.Query["after"]) is { } did)
        {
            var label = await db.RegisterEntries.Where(e => e.ItemId == did.Item).Select(e => e.Label).FirstOrDefaultAsync(ct).ConfigureAwait(false);
            last = new LetterView.LastDone(did.Item, did.Stamp, Sentences.Of($"desk.did.{did.What}", caller.Language, label));
        }

        return new LetterView.Place(
            at < 0 ? null : done + at + 1,
            done + ids.Count,
            done,
            at > 0 ? await NeighbourAsync(db, ids[at - 1], ct).ConfigureAwait(false) : null,
            at + 1 < ids.Count ? await NeighbourAsync(db, ids[at + 1], ct).ConfigureAwait(false) : null,
            last);
    }

    private static Task<LetterView.Neighbour?> NeighbourAsync(RecordDb db, ItemId id, CancellationToken ct)
        => db.Items.Where(i => i.Id == id)
            .Select(i => new LetterView.Neighbour(i.Id, i.Stamp, db.RegisterEntries.Where(e => e.ItemId == i.Id).Select(e => e.Label).FirstOrDefault() ?? i.Title))
            .FirstOrDefaultAsync(ct);

    private static async Task<LetterView.Scan?> ScanAsync(HttpContext context, Caller caller, ReadItem.Answer item, CancellationToken ct)
    {
        if (item.Documents.FirstOrDefault(d => d.IsMain) is not { Version: { } version })
        {
            return null;
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var pages = await SheetRoutes.OfAsync(caller, context.RequestServices.GetRequiredService<SheetWorkshop>(), item.Id, now, blank: false, ct).ConfigureAwait(false);
        return new LetterView.Scan(version, pages.IsSuccess ? pages.Value.Pages.Count : 0, pages.IsSuccess ? pages.Value.Tool : null);
    }

    // What the pack filled in by itself on the day it was made gives way to what the clerk keeps, or to a proposal.
    private static HashSet<string> ByDefault(Caller caller, TypeDefinition type, ReadItem.Answer item)
    {
        var values = Properties.From(item.Properties);
        var day = caller.Administration.DayOf(item.CreatedAt);
        return [.. type.Fields.Where(f => !values.Has(f.Id) || (f.Default?.Literal is { } literal
            && Properties.Canonical(Macros.Resolve(literal, null, day)) == Properties.Canonical(values.Get(f.Id)!.Value))).Select(f => f.Id)];
    }
}
