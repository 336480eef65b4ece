using Cartulaire.App.Administration;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>The words of one document that answer a search, page by page, for those who look at its pages.</summary>
public static class FindMarks
{
    /// <summary>Finds them as one person; nothing for a document that the person may not read, or for a search that cannot be read.</summary>
    public static async Task<IReadOnlyList<PageMarks>> OfAsync(OpenAdministration administration, PersonId person, ItemId document, string? query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (string.IsNullOrWhiteSpace(query))
        {
            return [];
        }

        await using var db = administration.Store.Read();
        var organisation = await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var parsed = QueryParser.Parse(query, new CatalogueFields(administration.Packs.Catalogue, organisation));
        if (!parsed.IsSuccess || await db.Items.Where(i => i.Id == document).Select(i => (int?)i.Serial).SingleOrDefaultAsync(ct).ConfigureAwait(false) is not { } serial)
        {
            return [];
        }

        var reach = await administration.Reaches.OfAsync(db, organisation, person, ct).ConfigureAwait(false);
        return administration.Search.Index.Marks(serial, new SearchRequest { Query = parsed.Value, Read = reach.Read });
    }
}
