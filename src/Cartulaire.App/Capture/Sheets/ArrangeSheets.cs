using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>Turns pages of a letter, drops some, puts them in another order: a further version of its main document, made by a worker of the received pages.</summary>
public static class ArrangeSheets
{
    /// <param name="Page">A page of the letter as it is now, from 1.</param>
    /// <param name="Turn">By how many degrees more it is to be turned, clockwise: 0, 90, 180 or 270.</param>
    public sealed record Wanted(int Page, int Turn = 0);

    /// <param name="Item">The record.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="Pages">All pages that it is to have, in their order; one that is not named is dropped.</param>
    public sealed record Command(ItemId Item, long? Stamp, IReadOnlyList<Wanted> Pages);

    /// <param name="Id">The record.</param>
    /// <param name="Stamp">Its new stamp.</param>
    /// <param name="Version">The version that was made.</param>
    /// <param name="Pages">How many pages it has.</param>
    public sealed record Answer(ItemId Id, long Stamp, VersionId Version, int Pages);

    /// <summary>Has the file made, then adds it in an act.</summary>
    public static async Task<Written<Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId person, SheetWorkshop workshop, Command command, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(workshop);
        ArgumentNullException.ThrowIfNull(command);
        var looked = await SheetWork.LookAsync(administration, person, workshop, command.Item, command.Stamp, now, ct).ConfigureAwait(false);
        if (!looked.IsSuccess)
        {
            return new Written<Answer>(looked.Failure, administration.Store.Writer.CommittedNumber);
        }

        var leaves = looked.Value.Leaves;
        var arranged = Arranged(leaves.Sheets, command.Pages);
        var made = arranged.IsSuccess
            ? await workshop.MakeAsync(administration, arranged.Value, SheetVersions.NameOf(leaves.Version), ct).ConfigureAwait(false)
            : Outcome<SheetWorkshop.Made>.Refused(arranged.Failures);
        return made.IsSuccess
            ? await administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, leaves, made.Value, token), ct).ConfigureAwait(false)
            : new Written<Answer>(Outcome<Answer>.Refused(made.Failures), administration.Store.Writer.CommittedNumber);
    }

    private static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId person, Command command, Leaves leaves, SheetWorkshop.Made made, CancellationToken ct)
    {
        var record = await SheetWork.AgainAsync(act, administration, person, command.Item, command.Stamp, ct).ConfigureAwait(false);
        if (!record.IsSuccess)
        {
            return record.Failure;
        }

        var version = await SheetVersions.AddAsync(act, record.Value, leaves, made, ct).ConfigureAwait(false);
        if (!version.IsSuccess)
        {
            return version.Failure;
        }

        var pages = command.Pages.Select(p => p.Page).ToList();
        act.Journal(SheetEntries.Arranged, command.Item, new
        {
            document = leaves.Document.Id.ToString(),
            version = version.Value.Id.ToString(),
            before = leaves.Version.Id.ToString(),
            turned = command.Pages.Where(p => p.Turn != 0).Select(p => p.Page),
            dropped = Enumerable.Range(1, leaves.Sheets.Count).Except(pages),
            moved = !pages.SequenceEqual(pages.Order()),
            made.Arrangement.Tool,
        });
        return new Answer(command.Item, record.Value.Row.Stamp, version.Value.Id, made.Arrangement.Sheets.Count);
    }

    private static Outcome<List<Sheet>> Arranged(IReadOnlyList<Sheet> now, IReadOnlyList<Wanted> wanted)
    {
        if (wanted.Count == 0)
        {
            return new Failure(Refusal.Invalid, "sheets.none-left", "pages");
        }

        if (wanted.Any(w => w.Page < 1 || w.Page > now.Count || w.Turn is not (0 or 90 or 180 or 270)) || wanted.DistinctBy(w => w.Page).Count() != wanted.Count)
        {
            return new Failure(Refusal.Invalid, "sheets.page-unknown", "pages", now.Count);
        }

        var arranged = wanted.Select(w => now[w.Page - 1] with { Turn = (now[w.Page - 1].Turn + w.Turn) % 360 }).ToList();
        return arranged.SequenceEqual(now) ? new Failure(Refusal.Invalid, "sheets.nothing", "pages") : arranged;
    }
}

/// <summary>What all work on pages begins with.</summary>
internal static class SheetWork
{
    /// <summary>Looks at a record before anything slow is done for it.</summary>
    public static async Task<Outcome<(ItemInHand Record, Leaves Leaves)>> LookAsync(
        OpenAdministration administration, PersonId person, SheetWorkshop workshop, ItemId item, long? stamp, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        return await Leaves.TakeAsync(db, scope, item, stamp, (version, token) => workshop.CountAsync(administration, version, token), ct).ConfigureAwait(false);
    }

    /// <summary>Takes the record in hand once more, inside the act: it may have changed while the file was made.</summary>
    public static async Task<Outcome<ItemInHand>> AgainAsync(Act act, OpenAdministration administration, PersonId person, ItemId item, long? stamp, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, item, Kernel.Access.Rights.EditBase, ct).ConfigureAwait(false);
        return taken.IsSuccess && StampRule.Refusal(stamp, taken.Value.Row.Stamp) is { } stale ? stale : taken;
    }
}
