using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;

namespace Cartulaire.App.Packs;

/// <summary>Puts the version before the installed one in force again, where no item loses anything by it.</summary>
public static class RollBackPack
{
    /// <summary>Goes back; refused with counts and reasons where the way back is not known.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="pack">Id of the pack or overlay.</param>
    /// <param name="progress">Told items done, items in all.</param>
    /// <param name="ct">Cancels the conversion; it goes on when the administration is opened again.</param>
    public static async Task<Written<PackAnswer>> HandleAsync(OpenAdministration administration, Actor actor, string pack, Action<long, long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var history = administration.Packs.Now.History;
        if (history.Current(pack) is not { } current)
        {
            return new(new Failure(Refusal.NotFound, "pack.not-installed", "packs", pack), 0);
        }

        var version = PackHistory.Version(current);
        if (history.Rows.LastOrDefault(r => string.Equals(r.PackId, pack, StringComparison.Ordinal) && r.State != PackStates.Removed && PackHistory.Version(r) < version) is not { } former)
        {
            return new(new Failure(Refusal.Conflict, "rollback.first", "packs", pack, current.PackVersion), 0);
        }

        List<PackRow> added = [UpgradePack.Again(history, 1, former, former.Accepted)];
        if (!history.With(added).Compose().IsSuccess)
        {
            // The overlays of today were made for the version that is left: those of that time come back with it.
            added.AddRange(OverlaysOf(history, pack, former.Revision, current.Revision, added.Count));
        }

        var change = new ChangePacks.Change("pack.rolled-back", pack, PackHistory.Version(former), added);
        return await ChangePacks.RunAsync(administration, actor, change, progress, ct).ConfigureAwait(false);
    }

    private static IEnumerable<PackRow> OverlaysOf(PackHistory history, string pack, long former, long current, int place)
    {
        bool IsOverlay(PackRow row) => string.Equals(history.Read(row).Overlays?.Id, pack, StringComparison.Ordinal);
        var then = history.InForce(Math.Max(former, current - 1)).Where(IsOverlay).ToList();
        foreach (var row in then)
        {
            yield return UpgradePack.Again(history, ++place, row, row.Accepted);
        }

        foreach (var row in history.InForce(history.Revision).Where(r => IsOverlay(r) && !then.Any(t => string.Equals(t.PackId, r.PackId, StringComparison.Ordinal))))
        {
            yield return RemoveOverlay.Tombstone(history, ++place, row);
        }
    }
}
