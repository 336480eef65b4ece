using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Keeps the distinct access sets: equal lists of grants share one row, and items carry its number.</summary>
internal static class AccessSets
{
    private static readonly Func<RecordDb, string, CancellationToken, Task<long>> NumberOf = EF.CompileAsyncQuery(
        (RecordDb db, string hash, CancellationToken _) => db.AccessSets.Where(a => a.Hash == hash).Select(a => a.Number).SingleOrDefault());

    private static readonly Func<RecordDb, long, CancellationToken, Task<string>> GrantsOf = EF.CompileAsyncQuery(
        (RecordDb db, long number, CancellationToken _) => db.AccessSets.Where(a => a.Number == number).Select(a => a.Grants).Single());

    /// <summary>The number of a set, made when it is new.</summary>
    public static async Task<long> NumberAsync(Act act, AccessSet set, CancellationToken ct)
    {
        // Numbers begin at 1.
        var known = act.Db.AccessSets.Local.FirstOrDefault(a => a.Hash == set.Hash)?.Number ?? await NumberOf(act.Db, set.Hash, ct).ConfigureAwait(false);
        if (known > 0)
        {
            return known;
        }

        var number = await act.NextAsync("access-set", ct).ConfigureAwait(false);
        act.Db.AccessSets.Add(new AccessSetRow { Number = number, Hash = set.Hash, Grants = set.Canonical });
        act.Db.AccessGrants.AddRange(set.Grants.Select(g => new AccessGrantRow { SetNumber = number, Principal = g.Principal, Rights = (int)g.Rights }));
        return number;
    }

    /// <summary>Works out the rights on an item again, and on its children, which follow it.</summary>
    public static async Task RecomputeAsync(Act act, ItemScope scope, ItemRow row, ItemFacts facts, CancellationToken ct)
    {
        var set = AccessRules.Compute(scope.Catalogue, facts);
        var number = await NumberAsync(act, set, ct).ConfigureAwait(false);
        if (row.AccessSet == number)
        {
            return;
        }

        row.AccessSet = number;
        var children = await act.Db.Items.Where(i => i.ParentId == row.Id).ToListAsync(ct).ConfigureAwait(false);
        foreach (var child in children.Union(act.Db.Items.Local.Where(i => i.ParentId == row.Id)))
        {
            var inherited = AccessRules.Compute(scope.Catalogue, scope.FactsOf(child, []), set);
            child.AccessSet = await NumberAsync(act, inherited, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The set behind a number, inside an act that may just have made it.</summary>
    public static async Task<AccessSet> ReadAsync(Act act, long number, CancellationToken ct)
        => act.Db.AccessSets.Local.FirstOrDefault(a => a.Number == number) is { } made ? AccessSet.Parse(made.Grants) : await ReadAsync(act.Db, number, ct).ConfigureAwait(false);

    /// <summary>The set behind a number.</summary>
    public static async Task<AccessSet> ReadAsync(RecordDb db, long number, CancellationToken ct)
        => AccessSet.Parse(await GrantsOf(db, number, ct).ConfigureAwait(false));
}
