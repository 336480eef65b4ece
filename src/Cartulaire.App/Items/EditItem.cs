using Cartulaire.App.Administration;
using Cartulaire.App.Assignments;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Items;

/// <summary>Changes values of an item. What follows from them (work handed out, levels skipped, rights, title) is settled in the same act.</summary>
public static class EditItem
{
    /// <param name="Item">The item.</param>
    /// <param name="Stamp">Stamp of the item when it was read; null is refused.</param>
    /// <param name="Properties">Fields to change; null clears a field.</param>
    public sealed record Command(ItemId Item, long? Stamp, Properties Properties);

    /// <param name="Id">The item.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Stamp">Its new stamp.</param>
    public sealed record Answer(ItemId Id, string? State, long Stamp);

    /// <summary>Changes it in an act of its own.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId? person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Changes it as a part of another act.</summary>
    public static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId? person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(command);
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);

        // Each field asks for its own right; reading is the least.
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var item = taken.Value;
        if (item.Type is null)
        {
            return new Failure(Refusal.Conflict, "item.not-editable", null);
        }

        if (StampRule.Refusal(command.Stamp, item.Row.Stamp) is { } stale)
        {
            return stale;
        }

        var values = FieldRules.Validate(
            new FieldContext(scope.Catalogue, item.Type, item.Rights, item.Facts.State, scope.Today), item.Facts.Properties, command.Properties);
        if (!values.IsSuccess)
        {
            return Outcome<Answer>.Refused(values.Failures);
        }

        if (await References.CheckAsync(act.Db, item.Type, item.Facts.Properties, values.Value, ct).ConfigureAwait(false) is { Count: > 0 } broken)
        {
            return Outcome<Answer>.Refused(broken);
        }

        if (!values.Value.Equals(item.Facts.Properties))
        {
            await Keeping.ApplyAsync(act, scope, item, Settle(scope, item, values.Value), ct).ConfigureAwait(false);
        }

        return new Answer(item.Row.Id, administration.Packs.Now.Items.Current(item.Row).State, item.Row.Stamp);
    }

    /// <summary>What follows from new values: work follows the treating services, and nobody waits at a level that nobody holds.</summary>
    private static TransitionPlan Settle(ItemScope scope, ItemInHand item, Properties values)
    {
        var plan = new TransitionPlan(Workflow.SettleId, item.Facts.State, item.Facts.State ?? string.Empty, values, Routing.Follow(scope.Catalogue, item.Type!, item.Facts, values), null);
        var after = plan.Apply(item.Facts, () => default);
        if (new Workflow(scope.Catalogue).Settle(after, scope.Organisation.Facts, scope.Today) is { } moved)
        {
            plan = moved with { Assignments = [.. plan.Assignments, .. moved.Assignments] };
        }

        return plan;
    }
}

/// <summary>Stamps: nobody overwrites what he has not seen.</summary>
internal static class StampRule
{
    /// <summary>Refuses a change without a stamp, or with an old one.</summary>
    public static Failure? Refusal(long? given, long current) => given switch
    {
        null => new Failure(Kernel.Refusal.StampRequired, "stamp.required"),
        { } stamp when stamp != current => new Failure(Kernel.Refusal.Stale, "stamp.stale", null, stamp, current),
        _ => null,
    };
}
