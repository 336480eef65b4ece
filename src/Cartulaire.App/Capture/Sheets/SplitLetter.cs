using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Desk;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>From a page on, makes the next letter of it: a record with a number of its own that follows in the pile. What was received stays with the first.</summary>
public static class SplitLetter
{
    /// <param name="Item">The record.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="From">The page that begins the next letter, from 2.</param>
    public sealed record Command(ItemId Item, long? Stamp, int From);

    /// <param name="Id">The record.</param>
    /// <param name="Stamp">Its new stamp.</param>
    /// <param name="Letter">The letter that was made.</param>
    /// <param name="Number">Its number.</param>
    public sealed record Answer(ItemId Id, long Stamp, ItemId Letter, string? Number);

    /// <summary>Has both files made, then makes the letter in an act.</summary>
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

    private sealed record Prepared(Leaves Leaves, SheetWorkshop.Made Kept, SheetWorkshop.Made Next);

    private static async Task<Outcome<Prepared>> PrepareAsync(
        OpenAdministration administration, PersonId person, SheetWorkshop workshop, Command command, DateTimeOffset now, CancellationToken ct)
    {
        var looked = await SheetWork.LookAsync(administration, person, workshop, command.Item, command.Stamp, now, ct).ConfigureAwait(false);
        if (!looked.IsSuccess)
        {
            return looked.Failure;
        }

        var leaves = looked.Value.Leaves;
        if (command.From < 2 || command.From > leaves.Sheets.Count)
        {
            return new Failure(Refusal.Invalid, "sheets.split-where", "from", leaves.Sheets.Count);
        }

        var name = SheetVersions.NameOf(leaves.Version);
        var kept = await workshop.MakeAsync(administration, [.. leaves.Sheets.Take(command.From - 1)], name, ct).ConfigureAwait(false);
        var next = kept.IsSuccess ? await workshop.MakeAsync(administration, [.. leaves.Sheets.Skip(command.From - 1)], name, ct).ConfigureAwait(false) : kept;
        return next.IsSuccess ? new Prepared(leaves, kept.Value, next.Value) : Outcome<Prepared>.Refused(next.Failures);
    }

    private static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId person, Command command, Prepared prepared, CancellationToken ct)
    {
        var record = await SheetWork.AgainAsync(act, administration, person, command.Item, command.Stamp, ct).ConfigureAwait(false);
        if (!record.IsSuccess)
        {
            return record.Failure;
        }

        var version = await SheetVersions.AddAsync(act, record.Value, prepared.Leaves, prepared.Kept, ct).ConfigureAwait(false);
        if (!version.IsSuccess)
        {
            return version.Failure;
        }

        var made = await MakeItem.RunAsync(act, administration, person, new MakeItem.Command(record.Value.Row.Type, Carried(record.Value)), ct).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            return Outcome<Answer>.Refused(made.Failures);
        }

        // Whoever may make the letter may put its pages in.
        var added = await AddDocument.RunAsync(
            act, administration, null, new AddDocument.Command(made.Value.Id, SheetVersions.NameOf(prepared.Leaves.Version)), prepared.Next.Piece, ct).ConfigureAwait(false);
        if (!added.IsSuccess)
        {
            return added.Failure;
        }

        var first = await act.Db.Versions.FindAsync([added.Value.Version], ct).ConfigureAwait(false);
        first!.Properties = prepared.Next.Arrangement.ToJson();
        act.Db.Relations.Add(new RelationRow { Kind = WaitingLetters.SplitFrom, SourceId = made.Value.Id, TargetId = command.Item, CreatedAt = act.Now, CreatedBy = act.Actor.Name });
        act.Journal(SheetEntries.Split, command.Item, new
        {
            document = prepared.Leaves.Document.Id.ToString(),
            version = version.Value.Id.ToString(),
            before = prepared.Leaves.Version.Id.ToString(),
            page = command.From,
            other = made.Value.Id.ToString(),
            number = made.Value.Number,
            prepared.Kept.Arrangement.Tool,
        });
        return new Answer(command.Item, record.Value.Row.Stamp, made.Value.Id, made.Value.Number);
    }

    // It came with the same post; the rest is read on its own pages.
    private static Properties Carried(ItemInHand record)
        => record.Type!.Slot(Capabilities.Capture, "received") is { } field && record.Facts.Properties.Get(field) is { } day ? Properties.Empty.With(field, day) : Properties.Empty;
}
