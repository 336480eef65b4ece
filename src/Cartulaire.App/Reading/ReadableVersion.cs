using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>A version that a person may look at; that it is looked at is on stable storage first.</summary>
internal static class ReadableVersion
{
    /// <summary>Takes it, or says that there is none.</summary>
    public static async Task<Outcome<VersionRow>> TakeAsync(Caller caller, VersionId id, DateTimeOffset now, CancellationToken ct)
    {
        var administration = caller.Administration;
        await using var db = administration.Store.Read();
        var version = await db.Versions.SingleOrDefaultAsync(v => v.Id == id, ct).ConfigureAwait(false);
        var scope = await ItemScope.OfAsync(administration, caller.Id, db, now, ct).ConfigureAwait(false);
        if (version is null || !(await scope.TakeAsync(db, version.ItemId, Rights.Read, ct).ConfigureAwait(false)).IsSuccess)
        {
            return new Failure(Refusal.NotFound, "version.unknown", null, id);
        }

        return await administration.Store.Consultations.RecordAsync(caller.Actor, "version.pages", id, ct).ConfigureAwait(false) is { } refusal ? refusal : version;
    }
}
