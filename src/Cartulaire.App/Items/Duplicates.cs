using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Documents that hold the same bytes. Known bytes are registered all the same; only what the caller may read is named.</summary>
internal static class Duplicates
{
    private const int Most = 20;

    /// <summary>Documents other than the given one with the same bytes, as far as the person may read them.</summary>
    public static async Task<IReadOnlyList<ItemId>> ReadableAsync(RecordDb db, ItemScope scope, string blob, ItemId self, CancellationToken ct)
    {
        var twins = await db.Versions.Where(v => v.Blob == blob && v.ItemId != self)
            .Join(db.Items, v => v.ItemId, i => i.Id, (v, i) => new { i.Id, i.AccessSet }).Distinct().Take(Most).ToListAsync(ct).ConfigureAwait(false);
        var readable = new List<ItemId>();
        foreach (var twin in twins)
        {
            if ((await scope.RightsAsync(db, twin.AccessSet, ct).ConfigureAwait(false)).HasFlag(Rights.Read))
            {
                readable.Add(twin.Id);
            }
        }

        return readable;
    }
}
