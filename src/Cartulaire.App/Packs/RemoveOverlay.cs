using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;

namespace Cartulaire.App.Packs;

/// <summary>Undoes an overlay: the base is in force again as it was delivered.</summary>
public static class RemoveOverlay
{
    /// <summary>Removes it; refused with counts when items have values that only the overlay knows.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="pack">Id of the overlay.</param>
    /// <param name="progress">Told items done, items in all.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Written<PackAnswer>> HandleAsync(OpenAdministration administration, Actor actor, string pack, Action<long, long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var history = administration.Packs.Now.History;
        if (history.Current(pack) is not { } current)
        {
            return new(new Failure(Refusal.NotFound, "pack.not-installed", "packs", pack), 0);
        }

        if (history.Read(current).Overlays is null)
        {
            return new(new Failure(Refusal.Conflict, "pack.is-base", "packs", pack), 0);
        }

        var change = new ChangePacks.Change("pack.removed", pack, PackHistory.Version(current), [Tombstone(history, 1, current)]);
        return await ChangePacks.RunAsync(administration, actor, change, progress, ct).ConfigureAwait(false);
    }

    /// <summary>The revision that says that a pack was taken away.</summary>
    internal static PackRow Tombstone(PackHistory history, int place, PackRow row)
    {
        var removed = ChangePacks.Row(history, place, row.PackId, PackHistory.Version(row), "{}");
        removed.State = PackStates.Removed;
        return removed;
    }
}
