using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Desk;
using Cartulaire.App.Items;
using Cartulaire.App.Registers;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>Takes back what was done to pages: the former version comes once more, as the last one; what another letter got or lost follows.</summary>
internal static class UndoSheets
{
    /// <summary>Undoes one entry of the journal, inside the act that undoes.</summary>
    public static async Task<Failure?> RunAsync(Act act, OpenAdministration administration, ItemScope scope, ItemInHand record, string kind, JsonElement details, CancellationToken ct)
    {
        if (!record.Rights.HasFlag(Rights.EditBase))
        {
            return new Failure(Refusal.Forbidden, "item.not-allowed", null, Rights.EditBase);
        }

        if (kind == SheetEntries.Gone)
        {
            return new Failure(Refusal.Conflict, "undo.other-letter", null, details.GetProperty("number").GetString());
        }

        var other = kind switch
        {
            SheetEntries.Split => await CancelPartAsync(act, administration, scope, details, ct).ConfigureAwait(false),
            SheetEntries.Merged => await BringBackAsync(act, record, details, ct).ConfigureAwait(false),
            _ => null,
        };
        return other ?? await SheetVersions.RepeatAsync(
            act, Id<ItemId>(details, "document"), Id<VersionId>(details, "before"), Id<VersionId>(details, "version"), ct).ConfigureAwait(false);
    }

    // The number that it took stays taken: it is cancelled, with the reason.
    private static async Task<Failure?> CancelPartAsync(Act act, OpenAdministration administration, ItemScope scope, JsonElement details, CancellationToken ct)
    {
        var letter = Id<ItemId>(details, "other");
        var taken = await scope.TakeAsync(act.Db, letter, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess || taken.Value.Facts.State != scope.Catalogue.Workflow(taken.Value.Row.Type)?.Initial
            || (await LastAct.FindAsync(act.Db, letter, ct).ConfigureAwait(false))?.Entries.Any(e => e.Kind == "item.made") is not true)
        {
            return new Failure(Refusal.Conflict, "undo.changed-since");
        }

        var reason = Sentences.Of("sheets.split-undone-reason", administration.Languages[0]);
        var cancelled = await CancelRegistration.RunAsync(
            act, administration, scope.Person!.Value, new CancelRegistration.Command(letter, taken.Value.Row.Stamp, reason), ct).ConfigureAwait(false);
        return cancelled.IsSuccess ? null : cancelled.Failure;
    }

    private static async Task<Failure?> BringBackAsync(Act act, ItemInHand record, JsonElement details, CancellationToken ct)
    {
        var letter = Id<ItemId>(details, "other");
        var row = await act.Db.Items.SingleAsync(i => i.Id == letter, ct).ConfigureAwait(false);
        if (row.Stamp != details.GetProperty("letterStamp").GetInt64())
        {
            return new Failure(Refusal.Conflict, "undo.changed-since");
        }

        row.Stamp++;
        (row.ChangedAt, row.ChangedBy, row.ChangedNumber) = (act.Now, act.Actor.Name, act.Number);
        var relation = await act.Db.Relations.SingleOrDefaultAsync(
            r => r.Kind == MergeLetters.MergedInto && r.SourceId == letter && r.TargetId == record.Row.Id, ct).ConfigureAwait(false);
        if (relation is not null)
        {
            act.Db.Relations.Remove(relation);
        }

        var last = await LastAct.FindAsync(act.Db, letter, ct).ConfigureAwait(false);
        if (await UndoLast.HoldAgainAsync(act, letter, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        act.Journal(LastAct.Undone, letter, new { number = last!.Number });
        return null;
    }

    private static T Id<T>(JsonElement details, string name)
        where T : struct, IIdentifier<T>
        => Identifier.Read<T>(details.GetProperty(name).GetString()!);
}
