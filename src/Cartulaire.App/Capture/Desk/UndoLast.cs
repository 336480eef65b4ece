using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Sheets;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Desk;

/// <summary>Undoes the last act on an item by its inverse, written down like any other act: only by who made it, and only while nobody did anything since.</summary>
/// <remarks>Nothing is deleted: an assignment that was opened is withdrawn, a number that was cancelled holds again, pages come back as a further version.</remarks>
public static class UndoLast
{
    /// <summary>What the journal says where a transition would have its id.</summary>
    private const string Way = "@undo";

    /// <param name="Item">The item.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    public sealed record Command(ItemId Item, long? Stamp);

    /// <param name="Id">The item.</param>
    /// <param name="Stamp">Its new stamp.</param>
    /// <param name="State">Its state.</param>
    public sealed record Answer(ItemId Id, long Stamp, string? State);

    /// <summary>Undoes in an act of its own.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Undoes as a part of another act.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var item = taken.Value;
        if (StampRule.Refusal(command.Stamp, item.Row.Stamp) is { } stale)
        {
            return stale;
        }

        if (item.Type is null || await LastAct.FindAsync(act.Db, command.Item, ct).ConfigureAwait(false) is not { } last)
        {
            return new Failure(Refusal.Conflict, "undo.nothing");
        }

        if (last.Actor != act.Actor.Name)
        {
            return new Failure(Refusal.Forbidden, "undo.not-yours");
        }

        var inverse = new Inverse(act, administration, scope, item);
        foreach (var entry in last.Entries)
        {
            if (await inverse.TakeAsync(entry, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        act.Journal(LastAct.Undone, command.Item, new { number = last.Number });
        if (await inverse.KeepAsync(ct).ConfigureAwait(false) is { } unkept)
        {
            return unkept;
        }

        return new Answer(item.Row.Id, item.Row.Stamp, item.Row.State);
    }

    /// <summary>Gathers what takes an act back, from its last entry to its first.</summary>
    private sealed class Inverse(Act act, OpenAdministration administration, ItemScope scope, ItemInHand item)
    {
        private readonly List<AssignmentChange> assignments = [];
        private Properties restored = Properties.Empty;
        private string? state = item.Facts.State;
        private TypeDefinition? former;

        public async Task<Failure?> TakeAsync(LastAct.Entry entry, CancellationToken ct)
        {
            switch (entry.Kind)
            {
                case "item.edited":
                    foreach (var change in entry.Details.GetProperty("changes").EnumerateArray())
                    {
                        restored = restored.With(
                            change.GetProperty("field").GetString()!, change.TryGetProperty("before", out var before) ? before.Clone() : JsonSerializer.SerializeToElement<string?>(null));
                    }

                    return null;
                case "item.state":
                    state = Text(entry.Details, "from");
                    return null;
                case ChangeType.Changed:
                    former = scope.Catalogue.FindType(Text(entry.Details, "from")!);
                    return former is null ? new Failure(Refusal.Conflict, "undo.not-possible") : null;
                case "assignment.opened":
                    return Withdraw(entry.Details);
                case "assignment.changed":
                    return GiveBack(entry.Details);
                case "item.cancelled":
                    return await HoldAgainAsync(act, item.Row.Id, ct).ConfigureAwait(false);
                case var kind when kind.StartsWith(SheetEntries.Prefix, StringComparison.Ordinal):
                    return await UndoSheets.RunAsync(act, administration, scope, item, entry.Kind, entry.Details, ct).ConfigureAwait(false);
                default:
                    return new Failure(Refusal.Conflict, "undo.not-possible");
            }
        }

        public async Task<Failure?> KeepAsync(CancellationToken ct)
        {
            if (former is not null)
            {
                return await GiveTypeBackAsync(former, ct).ConfigureAwait(false);
            }

            var moved = !string.Equals(state, item.Facts.State, StringComparison.Ordinal);
            if ((moved || assignments.Count > 0) && !item.Rights.HasFlag(Rights.Transition))
            {
                return new Failure(Refusal.Forbidden, "item.not-allowed", null, Rights.Transition);
            }

            var values = FieldRules.Validate(new FieldContext(scope.Catalogue, item.Type!, item.Rights, state, scope.Today), item.Facts.Properties, restored);
            if (!values.IsSuccess)
            {
                return values.Failure;
            }

            var stamp = item.Row.Stamp;
            await Keeping.ApplyAsync(
                act, scope, item, new TransitionPlan(Way, item.Facts.State, state ?? string.Empty, values.Value, assignments, null), ct).ConfigureAwait(false);
            if (item.Row.Stamp == stamp)
            {
                // Pages, a number: decided by people as well.
                item.Row.Stamp++;
                (item.Row.ChangedAt, item.Row.ChangedBy) = (act.Now, act.Actor.Name);
            }

            return null;
        }

        private async Task<Failure?> GiveTypeBackAsync(TypeDefinition type, CancellationToken ct)
        {
            if (!item.Rights.HasFlag(Rights.EditBase))
            {
                return new Failure(Refusal.Forbidden, "item.not-allowed", null, Rights.EditBase);
            }

            var before = restored.Fields.Aggregate(
                item.Facts.Properties, (bag, field) => restored.Get(field) is { ValueKind: not JsonValueKind.Null } value ? bag.With(field, value) : bag.Without(field));
            var values = FieldRules.Validate(
                new FieldContext(scope.Catalogue, type, ItemScope.Everything, scope.Catalogue.Workflow(type.Id)?.Initial, scope.Today), Properties.Empty, before);
            if (!values.IsSuccess)
            {
                return values.Failure;
            }

            await ChangeType.ApplyAsync(act, scope, item, type, values.Value, ct).ConfigureAwait(false);
            return null;
        }

        private Failure? Withdraw(JsonElement details)
        {
            if (Find(details) is not { } now || item.Assignments.First(a => a.Id == now.Id).Stamp != 1)
            {
                return new Failure(Refusal.Conflict, "undo.changed-since");
            }

            if (scope.Catalogue.AssignmentKind(now.Kind).First(AssignmentPhase.Cancelled) is not { } withdrawn)
            {
                return new Failure(Refusal.Conflict, "undo.not-possible");
            }

            assignments.Add(new AssignmentChange(Way, now, now with { State = withdrawn.Id }));
            return null;
        }

        private Failure? GiveBack(JsonElement details)
        {
            if (!details.TryGetProperty("before", out var before))
            {
                return new Failure(Refusal.Conflict, "undo.not-possible");
            }

            if (Find(details) is not { } now || now.State != Text(details, "to") || now.Service != Text(details, "service") || now.Person != Text(details, "person"))
            {
                return new Failure(Refusal.Conflict, "undo.changed-since");
            }

            assignments.Add(new AssignmentChange(Way, now, now with
            {
                State = Text(details, "from")!,
                Service = Text(before, "service"),
                Person = Text(before, "person"),
                Comment = Text(before, "comment"),
            }));
            return null;
        }

        private AssignmentFacts? Find(JsonElement details)
            => Identifier.TryRead<AssignmentId>(Text(details, "assignment"), out var id) ? item.Facts.Assignments.FirstOrDefault(a => a.Id == id) : null;
    }

    /// <summary>Makes a cancelled number hold again.</summary>
    internal static async Task<Failure?> HoldAgainAsync(Act act, ItemId item, CancellationToken ct)
    {
        var entry = await act.Db.RegisterEntries.SingleOrDefaultAsync(e => e.ItemId == item && e.CancelledAt != null, ct).ConfigureAwait(false);
        if (entry is null)
        {
            return new Failure(Refusal.Conflict, "undo.changed-since");
        }

        (entry.CancelledAt, entry.CancelledBy, entry.CancelReason) = (null, null, null);
        act.Journal("item.restored", item, new { number = entry.Label });
        return null;
    }

    private static string? Text(JsonElement details, string name)
        => details.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
