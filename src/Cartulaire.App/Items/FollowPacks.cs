using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>What is kept about an item follows a change of packs: its title, and who may see it.</summary>
internal static class FollowPacks
{
    /// <summary>Works both out again for an item just raised; its stamp stays, for nobody edited it.</summary>
    public static async Task RaisedAsync(OpenAdministration administration, Act act, ItemRow row, CancellationToken ct)
    {
        var scope = await ItemScope.OfAsync(administration, null, act.Db, act.Now, ct).ConfigureAwait(false);
        if (scope.Catalogue.FindType(row.Type) is not { } type)
        {
            return;
        }

        var facts = scope.FactsOf(row, await act.Db.Assignments.Where(a => a.ItemId == row.Id).OrderBy(a => a.Sort).ToListAsync(ct).ConfigureAwait(false));
        await Keeping.WriteValuesAsync(act, scope, row, type, facts.Properties, ct).ConfigureAwait(false);
        if (type.InheritAtMost is null)
        {
            await AccessSets.RecomputeAsync(act, scope, row, facts, ct).ConfigureAwait(false);
        }
        else if (row.ParentId is { } parent && await act.Db.Items.FindAsync([parent], ct).ConfigureAwait(false) is { } above)
        {
            var set = AccessRules.Compute(scope.Catalogue, facts, await AccessSets.ReadAsync(act, above.AccessSet, ct).ConfigureAwait(false));
            row.AccessSet = await AccessSets.NumberAsync(act, set, ct).ConfigureAwait(false);
        }
    }
}
