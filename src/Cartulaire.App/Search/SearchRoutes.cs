using System.Globalization;
using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Search;

/// <summary>Searches and lists over REST.</summary>
internal static class SearchRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/search", SearchAsync).WithName("Search").WithSummary("Chercher").Produces<SearchItems.Answer>();
        api.MapGet("/suggestions", SuggestAsync).WithName("Suggest").WithSummary("Compléter ce qui est tapé").Produces<IReadOnlyList<string>>();
        api.MapGet("/dashboards", CountAsync).WithName("CountDashboards").WithSummary("Compter les listes de l'accueil").Produces<IReadOnlyList<Dashboards.Counter>>();
        api.MapGet("/dashboards/{dashboard}", ListAsync).WithName("ReadDashboard").WithSummary("Lire une liste").Produces<SearchItems.Answer>();
        api.MapGet("/saved-searches", async (Caller caller, CancellationToken ct) => Results.Ok(await SavedSearches.ListAsync(caller.Administration, caller.Id, ct).ConfigureAwait(false)))
            .WithName("ListSavedSearches").WithSummary("Lire ses recherches enregistrées").Produces<IReadOnlyList<SavedSearches.Saved>>();
        api.MapPost("/saved-searches", async (Caller caller, HttpContext context, SaveBody body, CancellationToken ct)
                => (await SavedSearches.SaveAsync(caller.Administration, caller.Id, body.Title, body.Query, ct).ConfigureAwait(false)).ToHttp(context, s => $"saved-searches/{s.Id}"))
            .WithName("SaveSearch").WithSummary("Enregistrer une recherche").Produces<SavedSearches.Saved>(StatusCodes.Status201Created);
        api.MapDelete("/saved-searches/{search:guid}", async (Caller caller, HttpContext context, Guid search, CancellationToken ct)
                => (await SavedSearches.ForgetAsync(caller.Administration, caller.Id, search, ct).ConfigureAwait(false)).ToHttp(context))
            .WithName("ForgetSearch").WithSummary("Oublier une recherche").Produces<Done>();
    }

    /// <param name="Title">Title.</param>
    /// <param name="Query">Text of the search.</param>
    internal sealed record SaveBody(string Title, string Query);

    private static readonly string[] UsualFacets = ["type", "state"];

    private static async Task<IResult> SearchAsync(
        Caller caller, HttpContext context, string? q, string[]? type, string? sort, int? limit, string? cursor, string[]? facet, bool? extracts, CancellationToken ct)
        => limit is < 0
            ? Problems.Of(context, [new Failure(Refusal.Invalid, "search.limit", "limit", SearchItems.Largest)])
            : (await SearchItems.HandleAsync(
                caller.Administration, caller.Id, caller.Language,
                new SearchItems.Query(q ?? string.Empty, sort, limit ?? 20, cursor, facet is { Length: > 0 } ? facet : UsualFacets, extracts ?? true, Listed(type), Brought(context)), ct)
                .ConfigureAwait(false)).ToHttp(context);

    private static async Task<IResult> SuggestAsync(Caller caller, HttpContext context, string? q, CancellationToken ct)
    {
        await caller.Administration.Search.CatchUpAsync(Brought(context), ct).ConfigureAwait(false);
        await using var db = caller.Administration.Store.Read();
        var organisation = await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var reach = await caller.Administration.Reaches.OfAsync(db, organisation, caller.Id, ct).ConfigureAwait(false);
        return Results.Ok(caller.Administration.Search.Index.Suggest(q ?? string.Empty, reach.Read));
    }

    private static async Task<IResult> CountAsync(Caller caller, TimeProvider clock, CancellationToken ct)
        => Results.Ok(await Dashboards.CountAsync(caller.Administration, caller.Id, caller.Language, clock.GetUtcNow(), ct).ConfigureAwait(false));

    private static async Task<IResult> ListAsync(
        Caller caller, HttpContext context, TimeProvider clock, string dashboard, string? q, string? sort, int? limit, string? cursor, string[]? facet, CancellationToken ct)
        => (await Dashboards.ReadAsync(
            caller.Administration, caller.Id, caller.Language, dashboard, new SearchItems.Query(q ?? string.Empty, sort, limit ?? 20, cursor, facet, false, null, Brought(context)),
            clock.GetUtcNow(), ct).ConfigureAwait(false)).ToHttp(context);

    // Several may be given, one after the other or parted by commas; what is left empty is not given.
    private static string[] Listed(string[]? values)
        => [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static long Brought(HttpContext context)
        => long.TryParse(context.Request.Headers[Problems.JournalHeader], CultureInfo.InvariantCulture, out var number) ? number : 0;
}
