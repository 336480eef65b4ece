using Cartulaire.App.Items;
using Cartulaire.Engines.Index;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>Gives hits the words that people read, from the present rows.</summary>
/// <param name="run">The search.</param>
/// <param name="reach">What the person may read now.</param>
internal sealed class Hydration(SearchItems.Run run, Reach reach)
{
    /// <summary>The hits of one page, in their order; one that has gone meanwhile, or may no longer be read although the index does not know it yet, is left out.</summary>
    public async Task<IReadOnlyList<SearchItems.Hit>> HitsAsync(IReadOnlyList<SearchHit> hits, CancellationToken ct)
    {
        var ids = hits.Select(h => h.Id).ToList();
        var rows = await run.Db.Items.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct).ConfigureAwait(false);
        var numbers = (await run.Db.RegisterEntries.Where(e => ids.Contains(e.ItemId)).ToListAsync(ct).ConfigureAwait(false)).ToLookup(e => e.ItemId);
        var serials = hits.SelectMany(h => h.Extracts).Select(e => e.Document).Distinct().ToList();
        var documents = await run.Db.Items.Where(i => serials.Contains(i.Serial)).Select(i => new { i.Serial, i.Id, i.Title }).ToDictionaryAsync(i => i.Serial, ct).ConfigureAwait(false);
        var found = new List<SearchItems.Hit>();
        foreach (var hit in hits)
        {
            if (!rows.TryGetValue(hit.Id, out var row) || !reach.Read.Contains((int)row.AccessSet))
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
}
