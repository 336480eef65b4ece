using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Adds a version to a document; the earlier ones stay as they are (promise 2).</summary>
public static class AddVersion
{
    /// <param name="Document">The document.</param>
    /// <param name="Stamp">Its stamp when it was read; null is refused.</param>
    /// <param name="FileName">Name as given.</param>
    public sealed record Command(ItemId Document, long? Stamp, string FileName);

    /// <param name="Version">The new version.</param>
    /// <param name="Number">Its number, from 1.</param>
    /// <param name="Stamp">The document's new stamp.</param>
    public sealed record Answer(VersionId Version, int Number, long Stamp);

    /// <summary>Adds safe bytes as the next version.</summary>
    internal static async Task<Outcome<Answer>> RunAsync(
        Act act, OpenAdministration administration, PersonId? person, Command command, Receive.Piece piece, CancellationToken ct)
    {
        if (FileNames.Refusal(command.FileName) is { } refusal)
        {
            return refusal;
        }

        var scope = await ItemScope.OfAsync(administration, person, act.Db, act.Now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(act.Db, command.Document, Rights.Edit, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var row = taken.Value.Row;
        if (row.IsFolder)
        {
            return new Failure(Refusal.Conflict, "item.no-content", null, row.Id);
        }

        if (StampRule.Refusal(command.Stamp, row.Stamp) is { } stale)
        {
            return stale;
        }

        var last = await act.Db.Versions.Where(v => v.ItemId == row.Id).MaxAsync(v => (int?)v.Number, ct).ConfigureAwait(false) ?? 0;
        var version = await Versions.AddAsync(act, row.Id, last + 1, command.FileName, piece, ct).ConfigureAwait(false);
        row.Stamp++;
        row.ChangedAt = act.Now;
        row.ChangedBy = act.Actor.Name;
        act.Journal("version.added", row.Id, new { version = version.Id.ToString(), version.Number, version.Blob, command.FileName });
        return new Answer(version.Id, version.Number, row.Stamp);
    }
}
