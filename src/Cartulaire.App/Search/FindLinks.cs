using Cartulaire.App.Http;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using TypeKind = Cartulaire.Kernel.Types.FieldKind;

namespace Cartulaire.App.Search;

/// <summary>Records that point at one with a link field, as far as a person may read them.</summary>
public static class FindLinks
{
    private const int Most = 50;

    /// <param name="Id">The record.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Title">Its title.</param>
    public sealed record Linked(ItemId Id, string? Number, string Title);

    /// <summary>Those that the record points at, given by id, and those that point at it, newest first.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="item">The record.</param>
    /// <param name="pointed">What it points at itself.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<Linked>> OfAsync(Caller caller, ItemId item, IReadOnlyList<ItemId> pointed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var administration = caller.Administration;
        await using var db = administration.Store.Read();
        var organisation = await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var reach = await administration.Reaches.OfAsync(db, organisation, caller.Id, ct).ConfigureAwait(false);
        var fields = administration.Packs.Catalogue.Types.SelectMany(t => t.Fields).Where(f => f.Kind == TypeKind.Link).Select(CatalogueFields.Of).Distinct().ToList();
        List<int> pointing = fields.Count == 0 ? [] : [.. administration.Search.Index.Search(
            new SearchRequest { Query = Queries.Any(fields.Select(f => Queries.Is(f, item.ToString()))), Read = reach.Read, Sort = SearchSort.Newest, Limit = Most }, ct).Hits.Select(h => h.Serial)];
        var known = await db.Items.Where(i => pointing.Contains(i.Serial)).Select(i => new { i.Serial, i.Id }).ToDictionaryAsync(i => i.Serial, i => i.Id, ct).ConfigureAwait(false);
        var ids = pointed.Concat(pointing.Where(known.ContainsKey).Select(s => known[s])).Where(i => i != item).Distinct().ToList();
        return await RowsAsync(db, reach, ids, ct).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Linked>> RowsAsync(RecordDb db, Reach reach, List<ItemId> ids, CancellationToken ct)
    {
        var rows = await db.Items.Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Title, i.AccessSet }).ToDictionaryAsync(i => i.Id, ct).ConfigureAwait(false);
        var numbers = (await db.RegisterEntries.Where(e => ids.Contains(e.ItemId)).Select(e => new { e.ItemId, e.Label }).ToListAsync(ct).ConfigureAwait(false)).ToLookup(e => e.ItemId, e => e.Label);
        return [.. ids.Where(i => rows.TryGetValue(i, out var row) && reach.Read.Contains((int)row.AccessSet)).Select(i => new Linked(i, numbers[i].FirstOrDefault(), rows[i].Title))];
    }
}
