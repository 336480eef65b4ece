using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>Gives hits the words that people read, from the present rows.</summary>
/// <param name="run">The search.</param>
/// <param name="reach">What the person may read now.</param>
internal sealed class Hydration(SearchItems.Run run, Reach reach)
{
    private static readonly Func<RecordDb, List<int>, IAsyncEnumerable<Shown>> Rows = EF.CompileAsyncQuery(
        (RecordDb db, List<int> serials) => db.Items.Where(i => serials.Contains(i.Serial))
            .Select(i => new Shown(i.Serial, i.Id, i.Type, i.Title, i.State, i.AccessSet, i.CreatedAt)));

    private static readonly Func<RecordDb, List<ItemId>, IAsyncEnumerable<Numbered>> Numbers = EF.CompileAsyncQuery(
        (RecordDb db, List<ItemId> ids) => db.RegisterEntries.Where(e => ids.Contains(e.ItemId)).Select(e => new Numbered(e.ItemId, e.Label, e.RegisteredAt)));

    private static readonly Func<RecordDb, List<int>, IAsyncEnumerable<Quoted>> Documents = EF.CompileAsyncQuery(
        (RecordDb db, List<int> serials) => db.Items.Where(i => serials.Contains(i.Serial)).Select(i => new Quoted(i.Serial, i.Id, i.Title)));

    /// <summary>The hits of one page, in their order; one that has gone meanwhile, or may no longer be read although the index does not know it yet, is left out.</summary>
    public async Task<IReadOnlyList<SearchItems.Hit>> HitsAsync(IReadOnlyList<SearchHit> hits, CancellationToken ct)
    {
        if (hits.Count == 0)
        {
            return [];
        }

        var rows = await Rows(run.Db, [.. hits.Select(h => h.Serial)]).ToDictionaryAsync(i => i.Serial, cancellationToken: ct).ConfigureAwait(false);
        var ids = rows.Values.Select(i => i.Id).ToList();
        var numbers = await Numbers(run.Db, ids).ToLookupAsync(e => e.ItemId, cancellationToken: ct).ConfigureAwait(false);
        var serials = hits.SelectMany(h => h.Extracts).Select(e => e.Document).Distinct().ToList();
        var documents = serials.Count == 0 ? [] : await Documents(run.Db, serials).ToDictionaryAsync(i => i.Serial, cancellationToken: ct).ConfigureAwait(false);
        var found = new List<SearchItems.Hit>();
        foreach (var hit in hits)
        {
            if (!rows.TryGetValue(hit.Serial, out var row) || !reach.Read.Contains((int)row.AccessSet))
            {
                continue;
            }

            var entry = numbers[row.Id].FirstOrDefault();
            var type = run.Catalogue.FindType(row.Type);
            found.Add(new SearchItems.Hit(
                row.Id,
                entry?.Label,
                row.Title,
                row.Type,
                type?.Labels.In(run.Language) ?? OrganisingFolders.Label(row.Type, run.Language),
                row.State,
                row.State is { } state ? run.Catalogue.Workflow(row.Type)?.States.FirstOrDefault(s => s.Id == state)?.Labels.In(run.Language) : null,
                run.Administration.DayOf(entry?.RegisteredAt ?? row.CreatedAt),
                hit.Score,
                [.. hit.Extracts.Where(e => documents.ContainsKey(e.Document))
                    .Select(e => new SearchItems.Passage(documents[e.Document].Id, documents[e.Document].Title, e.Page, e.Text, e.Marks))]));
        }

        return found;
    }

    private sealed record Shown(int Serial, ItemId Id, string Type, string Title, string? State, long AccessSet, DateTimeOffset CreatedAt);

    private sealed record Numbered(ItemId ItemId, string Label, DateTimeOffset RegisteredAt);

    private sealed record Quoted(int Serial, ItemId Id, string Title);
}
