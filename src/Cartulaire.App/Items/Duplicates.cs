using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Records that hold the same bytes. Known bytes are registered all the same; only what the caller may read is named.</summary>
internal static class Duplicates
{
    private const int Most = 20;

    private static readonly Func<RecordDb, string, ItemId, CancellationToken, Task<bool>> IsHeld = EF.CompileAsyncQuery(
        (RecordDb db, string blob, ItemId self, CancellationToken _) => db.Versions.Any(v => v.Blob == blob && v.ItemId != self));

    /// <summary>Records other than the given document's that have a document with the same bytes, as far as the person may read it.</summary>
    public static async Task<IReadOnlyList<ItemId>> ReadableAsync(RecordDb db, ItemScope scope, string blob, ItemId self, CancellationToken ct)
    {
        // Nearly always nobody: the rest is asked only when there is something to find.
        if (!await IsHeld(db, blob, self, ct).ConfigureAwait(false))
        {
            return [];
        }

        var holders = db.Versions.Where(v => v.Blob == blob && v.ItemId != self).Join(db.Items, v => v.ItemId, i => i.Id, (_, i) => i.ParentId ?? i.Id);
        var records = db.Items.Where(i => holders.Contains(i.Id));
        if (scope.Person is not null)
        {
            var principals = scope.Principals.ToList();
            records = records.Where(i => db.AccessGrants.Any(g => g.SetNumber == i.AccessSet && principals.Contains(g.Principal) && (g.Rights & (int)Rights.Read) != 0));
        }

        return await records.OrderBy(i => i.Serial).Select(i => i.Id).Take(Most).ToListAsync(ct).ConfigureAwait(false);
    }
}
