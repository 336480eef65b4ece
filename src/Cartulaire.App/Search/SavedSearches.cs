using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>Searches that a person keeps.</summary>
public static class SavedSearches
{
    /// <param name="Id">The search.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Query">Its text.</param>
    public sealed record Saved(Guid Id, string Title, string Query);

    /// <summary>The person's searches, by title.</summary>
    public static async Task<IReadOnlyList<Saved>> ListAsync(OpenAdministration administration, PersonId person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        return await db.SavedSearches.Where(s => s.PersonId == person).OrderBy(s => s.Title).Select(s => new Saved(s.Id, s.Title, s.Query)).ToListAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Keeps a search; one that cannot be read is refused with the place of its fault.</summary>
    public static Task<Written<Saved>> SaveAsync(OpenAdministration administration, PersonId person, string title, string query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync<Saved>(
            Actor.Of(person),
            async (act, token) =>
            {
                if (OrganisationNames.CheckText(title, "title", 200) is { } refusal)
                {
                    return refusal;
                }

                var organisation = await administration.Organisation.CurrentAsync(act.Db, token).ConfigureAwait(false);
                var parsed = QueryParser.Parse(query, new CatalogueFields(administration.Packs.Catalogue, organisation));
                if (!parsed.IsSuccess)
                {
                    return Outcome<Saved>.Refused(parsed.Failures);
                }

                var row = new SavedSearchRow { Id = Guid.CreateVersion7(), PersonId = person, Title = title.Trim(), Query = query, CreatedAt = act.Now };
                act.Db.SavedSearches.Add(row);
                return new Saved(row.Id, row.Title, row.Query);
            },
            ct);
    }

    /// <summary>Forgets a search of the person.</summary>
    public static Task<Written<Done>> ForgetAsync(OpenAdministration administration, PersonId person, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync<Done>(
            Actor.Of(person),
            async (act, token) => await act.Db.SavedSearches.Where(s => s.Id == id && s.PersonId == person).ExecuteDeleteAsync(token).ConfigureAwait(false) == 1
                ? default(Done)
                : new Failure(Refusal.NotFound, "saved-search.unknown", null, id),
            ct);
    }
}
