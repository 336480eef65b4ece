using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Registers;

/// <summary>Cancels a registration: the line stays, with reason, author and time; the number is never given again (MAIL-11).</summary>
public static class CancelRegistration
{
    /// <param name="Item">The registered item.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="Reason">Why; required.</param>
    public sealed record Command(ItemId Item, long? Stamp, string Reason);

    /// <param name="Number">The number, which stays.</param>
    /// <param name="Stamp">The item's new stamp.</param>
    public sealed record Answer(string Number, long Stamp);

    /// <summary>Cancels it in an act of its own.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, command, token), ct);
    }

    /// <summary>Cancels it as a part of another act.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(Act act, OpenAdministration administration, PersonId person, Command command, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Item, Rights.Cancel, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var row = taken.Value.Row;
        if ((StampRule.Refusal(command.Stamp, row.Stamp) ?? OrganisationNames.CheckText(command.Reason, "reason", 1_000)) is { } refusal)
        {
            return refusal;
        }

        var entry = await act.Db.RegisterEntries.SingleOrDefaultAsync(e => e.ItemId == row.Id, ct).ConfigureAwait(false);
        if (entry is null)
        {
            return new Failure(Refusal.Conflict, "register.not-registered", null, row.Id);
        }

        if (entry.CancelledAt is not null)
        {
            return new Failure(Refusal.Conflict, "register.already-cancelled", null, entry.Label);
        }

        entry.CancelledAt = act.Now;
        entry.CancelledBy = act.Actor.Name;
        entry.CancelReason = command.Reason.Trim();
        row.Stamp++;
        row.ChangedAt = act.Now;
        row.ChangedBy = act.Actor.Name;
        act.Journal("item.cancelled", row.Id, new { number = entry.Label, reason = entry.CancelReason });
        return new Answer(entry.Label, row.Stamp);
    }
}
