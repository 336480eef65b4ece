using Cartulaire.App.Contacts;
using Cartulaire.App.Http;
using Cartulaire.App.Search;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Fields;
using Cartulaire.App.Ui.Frame;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Desk;

/// <summary>Lists: what a search finds, and the saved searches of the packs.</summary>
internal static class ListScreens
{
    private const int Size = 50;
    private static readonly string[] Facets = ["type", "etat"];

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/list", SearchAsync);
        pages.MapGet("/list/{dashboard}", DashboardAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, Caller caller, string? q, string? after, CancellationToken ct)
    {
        var text = q?.Trim() ?? string.Empty;
        var query = new SearchItems.Query(text, text.Length == 0 ? "-date" : null, Size, after, Facets, Extracts: text.Length > 0);
        var found = await SearchItems.HandleAsync(caller.Administration, caller.Id, caller.Language, query, ct).ConfigureAwait(false);
        return await ShowAsync(context, caller, null, text, after, found).ConfigureAwait(false);
    }

    private static async Task<IResult> DashboardAsync(HttpContext context, Caller caller, TimeProvider clock, string dashboard, string? q, string? after, CancellationToken ct)
    {
        var known = caller.Administration.Packs.Catalogue.Dashboards.FirstOrDefault(d => string.Equals(d.Id, dashboard, StringComparison.Ordinal));
        var text = q?.Trim() ?? string.Empty;
        var found = await Dashboards.ReadAsync(
            caller.Administration, caller.Id, caller.Language, dashboard, new SearchItems.Query(text, null, Size, after, Facets), clock.GetUtcNow(), ct).ConfigureAwait(false);
        return known is null || found is { IsSuccess: false, Failure.Kind: Refusal.NotFound }
            ? await Pages.ShowAsync<ErrorPage>(context, new Failure(Refusal.NotFound, "dashboard.unknown", null, dashboard), StatusCodes.Status404NotFound).ConfigureAwait(false)
            : await ShowAsync(context, caller, known, text, after, found).ConfigureAwait(false);
    }

    private static Task<IResult> ShowAsync(HttpContext context, Caller caller, Dashboard? dashboard, string text, string? after, Outcome<SearchItems.Answer> found)
        => Pages.ShowAsync<ListPage>(
            context,
            new ListPage.Found(dashboard, text, after is not null, caller.Administration.Packs.Catalogue, found.IsSuccess ? found.Value : null, found.Failures),
            found.IsSuccess ? StatusCodes.Status200OK : Problems.Status(found.Failure.Kind));
}

/// <summary>Counts saved searches with the index.</summary>
internal sealed class IndexCounts(TimeProvider clock) : IDashboardCounts
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(Caller caller, IReadOnlyList<Dashboard> dashboards, CancellationToken ct)
        => (await Dashboards.CountAsync(caller.Administration, caller.Id, caller.Language, clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToDictionary(c => c.Id, c => (long)c.Count, StringComparer.Ordinal);
}

/// <summary>Finds contacts by their words.</summary>
internal sealed class ContactsFound : IContactPicker
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Choice>> FindAsync(Caller caller, string typed, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var found = await FindContacts.RunAsync(db, new FindContacts.Query(typed), ct).ConfigureAwait(false);
        return [.. found.Contacts.Select(c => new Choice(c.Id.ToString(), c.Label, c.SecondLine.Length == 0 ? null : c.SecondLine))];
    }
}
