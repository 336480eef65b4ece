using Cartulaire.App.Administration;
using Cartulaire.App.Registers;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Says that a record is of another type, as long as nobody works on it: what means the same in both types stays, its number and its files too.</summary>
public static class ChangeType
{
    /// <summary>Kind of the journal entry.</summary>
    public const string Changed = "item.retyped";

    /// <param name="Item">The record.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="Type">Id of the new type.</param>
    public sealed record Command(ItemId Item, long? Stamp, string Type);

    /// <param name="Id">The record.</param>
    /// <param name="Type">Its type now.</param>
    /// <param name="State">Its state now: the first of the new type.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Stamp">Its new stamp.</param>
    public sealed record Answer(ItemId Id, string Type, string? State, string? Number, long Stamp);

    /// <summary>Changes it in an act of its own.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Changes it as a part of another act.</summary>
    /// <returns><c>type.begun</c> once it left its first state or work was handed out; <c>type.other-register</c> when the new type is numbered elsewhere; <c>type.other-documents</c> when it takes no document of the kind there is.</returns>
    internal static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.EditBase, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var item = taken.Value;
        if (StampRule.Refusal(command.Stamp, item.Row.Stamp) is { } stale)
        {
            return stale;
        }

        if (item.Type is not { Kind: ItemKind.Folder } from)
        {
            return new Failure(Refusal.Conflict, "item.not-editable");
        }

        if (scope.Catalogue.FindType(command.Type) is not { Kind: ItemKind.Folder } to || to.Id == from.Id)
        {
            return new Failure(Refusal.Invalid, "type.unknown", "type", command.Type);
        }

        if (await RefusalAsync(act, scope, item, from, to, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var filled = Defaults.Apply(scope.Catalogue, to, Retyping.Carry(from, to, item.Facts.Properties), scope.Person, scope.Today);
        var values = FieldRules.Validate(
            new FieldContext(scope.Catalogue, to, ItemScope.Everything, scope.Catalogue.Workflow(to.Id)?.Initial, scope.Today), Properties.Empty, filled);
        if (!values.IsSuccess)
        {
            return Outcome<Answer>.Refused(values.Failures);
        }

        var number = await ApplyAsync(act, scope, item, to, values.Value, ct).ConfigureAwait(false);
        return new Answer(item.Row.Id, to.Id, item.Row.State, number, item.Row.Stamp);
    }

    /// <summary>Brings the rows over to the other type, in its first state; values are already judged.</summary>
    /// <returns>The number of the record.</returns>
    internal static async Task<string?> ApplyAsync(Act act, ItemScope scope, ItemInHand item, TypeDefinition to, Properties values, CancellationToken ct)
    {
        var row = item.Row;
        act.Journal(Changed, row.Id, new { from = row.Type, to = to.Id });
        if (PropertiesDiff.Between(item.Facts.Properties, values) is { Count: > 0 } changes)
        {
            act.Journal("item.edited", row.Id, new { stamp = row.Stamp, changes });
        }

        if (to.Filing is { } filing && filing.Id != item.Type?.Filing?.Id)
        {
            row.ParentId = await OrganisingFolders.ForAsync(act, filing.Id, scope.Administration.DayOf(row.CreatedAt), ct).ConfigureAwait(false);
        }

        scope.Administration.Packs.Now.Items.Raise(row);
        row.Type = to.Id;
        row.State = scope.Catalogue.Workflow(to.Id)?.Initial;
        row.Stamp++;
        (row.ChangedAt, row.ChangedBy, row.ChangedNumber) = (act.Now, act.Actor.Name, act.Number);
        var number = (await TakeNumber.OfAsync(act.Db, row.Id, ct).ConfigureAwait(false))?.Label;
        if (number is null && scope.Catalogue.RegisterOf(to) is { } register)
        {
            number = await TakeNumber.RunAsync(act, scope, register, row.Id, null, ct).ConfigureAwait(false);
        }

        await Keeping.WriteValuesAsync(act, scope, row, to, values, ct).ConfigureAwait(false);
        await AccessSets.RecomputeAsync(act, scope, row, new ItemFacts(to.Id, row.State, values, [], item.Facts.CreatedBy), ct).ConfigureAwait(false);
        return number;
    }

    private static async Task<Failure?> RefusalAsync(Act act, ItemScope scope, ItemInHand item, TypeDefinition from, TypeDefinition to, CancellationToken ct)
    {
        var shown = to.Labels.In(scope.Administration.Languages[0]);
        if (scope.Person is { } person && !MakeItem.MayMake(scope.Catalogue, to, person, scope.Principals))
        {
            return new Failure(Refusal.Forbidden, "item.create-not-allowed", "type", shown);
        }

        if (item.Assignments.Count > 0 || !string.Equals(item.Facts.State, scope.Catalogue.Workflow(from.Id)?.Initial, StringComparison.Ordinal))
        {
            return new Failure(Refusal.Conflict, "type.begun");
        }

        // A number is never given back nor moved to another register (MAIL-11).
        if (scope.Catalogue.RegisterOf(from) is { } register && scope.Catalogue.RegisterOf(to)?.Id != register.Id)
        {
            return new Failure(Refusal.Conflict, "type.other-register", "type", shown);
        }

        var allowed = to.Children.Select(c => c.Id).ToList();
        return await act.Db.Items.AnyAsync(i => i.ParentId == item.Row.Id && !allowed.Contains(i.Type), ct).ConfigureAwait(false)
            ? new Failure(Refusal.Conflict, "type.other-documents", "type", shown)
            : null;
    }
}
