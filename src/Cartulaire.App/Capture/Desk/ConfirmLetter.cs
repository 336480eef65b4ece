using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Capture.Desk;

/// <summary>Confirms a letter: what the clerk entered and the way on, in one act; both or none.</summary>
public static class ConfirmLetter
{
    /// <param name="Item">The record.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="Properties">Fields to change.</param>
    public sealed record Command(ItemId Item, long? Stamp, Properties Properties);

    /// <summary>Confirms in an act of its own.</summary>
    public static Task<Written<EditItem.Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Confirms as a part of another act.</summary>
    internal static async Task<Outcome<EditItem.Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var edited = await EditItem.RunAsync(act, administration, person, new EditItem.Command(command.Item, command.Stamp, command.Properties), ct).ConfigureAwait(false);
        if (!edited.IsSuccess)
        {
            return edited;
        }

        // What was entered may have changed who may do what: the way on is judged on it.
        await act.FlushAsync(ct).ConfigureAwait(false);
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        return taken.Value.Type is { } type && DeskTypes.Confirming(scope.Catalogue, type) is { } transition
            ? await MakeTransition.RunAsync(act, administration, person, new MakeTransition.Command(command.Item, edited.Value.Stamp, transition), ct).ConfigureAwait(false)
            : new Failure(Refusal.Conflict, "desk.no-way-on");
    }
}
