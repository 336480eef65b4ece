using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Workflows;

/// <summary>Moves an item along its workflow.</summary>
public static class MakeTransition
{
    /// <param name="Item">The item.</param>
    /// <param name="Stamp">Stamp of the item when it was read; null is refused.</param>
    /// <param name="Transition">Id of the transition.</param>
    /// <param name="Comment">What the person says; some transitions ask for it.</param>
    /// <param name="AnyStamp">Whether the present state is enough, whatever else has changed.</param>
    public sealed record Command(ItemId Item, long? Stamp, string Transition, string? Comment = null, bool AnyStamp = false);

    /// <summary>Makes it in an act of its own.</summary>
    public static Task<Written<EditItem.Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Makes it as a part of another act.</summary>
    internal static async Task<Outcome<EditItem.Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var item = taken.Value;
        if (!command.AnyStamp && StampRule.Refusal(command.Stamp, item.Row.Stamp) is { } stale)
        {
            return stale;
        }

        var plan = new Workflow(scope.Catalogue).Plan(item.Facts, command.Transition, person, scope.Organisation.Facts, scope.Today, command.Comment, item.Rights);
        if (!plan.IsSuccess)
        {
            return Outcome<EditItem.Answer>.Refused(plan.Failures);
        }

        await Keeping.ApplyAsync(act, scope, item, plan.Value, ct).ConfigureAwait(false);
        return new EditItem.Answer(item.Row.Id, item.Row.State, item.Row.Stamp);
    }
}
