using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Registers;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>Adds the pages of a letter to the end of another. The number of the one that goes is cancelled with that reason, never given again; the two stay related.</summary>
public static class MergeLetters
{
    /// <summary>Kind of the relation from the letter that went to the one that has its pages.</summary>
    internal const string MergedInto = "merged-into";

    /// <param name="Item">The record that stays.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="Other">The record whose pages are added.</param>
    /// <param name="OtherStamp">Its stamp when it was read; null is refused.</param>
    public sealed record Command(ItemId Item, long? Stamp, ItemId Other, long? OtherStamp);

    /// <param name="Id">The record that stays.</param>
    /// <param name="Stamp">Its new stamp.</param>
    /// <param name="Cancelled">The number that was cancelled.</param>
    /// <param name="Pages">How many pages there are now.</param>
    public sealed record Answer(ItemId Id, long Stamp, string Cancelled, int Pages);

    /// <summary>Has the file made, then merges in an act.</summary>
    public static async Task<Written<Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId person, SheetWorkshop workshop, Command command, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(workshop);
        ArgumentNullException.ThrowIfNull(command);
        var prepared = await PrepareAsync(administration, person, workshop, command, now, ct).ConfigureAwait(false);
        return prepared.IsSuccess
            ? await administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, prepared.Value, token), ct).ConfigureAwait(false)
            : new Written<Answer>(Outcome<Answer>.Refused(prepared.Failures), administration.Store.Writer.CommittedNumber);
    }

    private sealed record Prepared(Leaves Leaves, Leaves Other, SheetWorkshop.Made Made);

    private static async Task<Outcome<Prepared>> PrepareAsync(
        OpenAdministration administration, PersonId person, SheetWorkshop workshop, Command command, DateTimeOffset now, CancellationToken ct)
    {
        if (command.Item == command.Other)
        {
            return new Failure(Refusal.Invalid, "sheets.merge-self", "other");
        }

        var one = await SheetWork.LookAsync(administration, person, workshop, command.Item, command.Stamp, now, ct).ConfigureAwait(false);
        var other = one.IsSuccess ? await SheetWork.LookAsync(administration, person, workshop, command.Other, command.OtherStamp, now, ct).ConfigureAwait(false) : one;
        if (!other.IsSuccess)
        {
            return other.Failure;
        }

        var (leaves, added) = (one.Value.Leaves, other.Value.Leaves);
        var made = await workshop.MakeAsync(administration, [.. leaves.Sheets, .. added.Sheets], SheetVersions.NameOf(leaves.Version), ct).ConfigureAwait(false);
        return made.IsSuccess ? new Prepared(leaves, added, made.Value) : Outcome<Prepared>.Refused(made.Failures);
    }

    private static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId person, Command command, Prepared prepared, CancellationToken ct)
    {
        var record = await SheetWork.AgainAsync(act, administration, person, command.Item, command.Stamp, ct).ConfigureAwait(false);
        var other = record.IsSuccess ? await SheetWork.AgainAsync(act, administration, person, command.Other, command.OtherStamp, ct).ConfigureAwait(false) : record;
        if (!other.IsSuccess)
        {
            return other.Failure;
        }

        if (await RefusalAsync(act, administration, command, prepared, other.Value, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var version = await SheetVersions.AddAsync(act, record.Value, prepared.Leaves, prepared.Made, ct).ConfigureAwait(false);
        if (!version.IsSuccess)
        {
            return version.Failure;
        }

        var number = (await TakeNumber.OfAsync(act.Db, command.Item, ct).ConfigureAwait(false))?.Label ?? record.Value.Row.Title;
        var reason = Sentences.Of("sheets.merged-reason", administration.Languages[0], number);
        var cancelled = await CancelRegistration.RunAsync(act, administration, person, new CancelRegistration.Command(command.Other, command.OtherStamp, reason), ct).ConfigureAwait(false);
        if (!cancelled.IsSuccess)
        {
            return cancelled.Failure;
        }

        act.Db.Relations.Add(new RelationRow { Kind = MergedInto, SourceId = command.Other, TargetId = command.Item, CreatedAt = act.Now, CreatedBy = act.Actor.Name });
        act.Journal(SheetEntries.Gone, command.Other, new { into = command.Item.ToString(), number });
        act.Journal(SheetEntries.Merged, command.Item, new
        {
            document = prepared.Leaves.Document.Id.ToString(),
            version = version.Value.Id.ToString(),
            before = prepared.Leaves.Version.Id.ToString(),
            other = command.Other.ToString(),
            letterStamp = cancelled.Value.Stamp,
            number = cancelled.Value.Number,
            prepared.Made.Arrangement.Tool,
        });
        return new Answer(command.Item, record.Value.Row.Stamp, cancelled.Value.Number, prepared.Made.Arrangement.Sheets.Count);
    }

    // Only a letter that nobody works on yet goes, and nothing in it is left behind unseen.
    private static async Task<Failure?> RefusalAsync(Act act, OpenAdministration administration, Command command, Prepared prepared, ItemInHand other, CancellationToken ct)
    {
        if (other.Facts.State != administration.Packs.Catalogue.Workflow(other.Row.Type)?.Initial)
        {
            return new Failure(Refusal.Conflict, "sheets.merge-confirmed");
        }

        if (await Leaves.LastAsync(act.Db, other.Row, ct).ConfigureAwait(false) is not { } last || last.Id != prepared.Other.Version.Id)
        {
            return new Failure(Refusal.Stale, "stamp.stale", null, other.Row.Stamp, other.Row.Stamp);
        }

        return await act.Db.Items.CountAsync(i => i.ParentId == command.Other, ct).ConfigureAwait(false) > 1 ? new Failure(Refusal.Conflict, "sheets.merge-annexes") : null;
    }
}
