using System.Globalization;
using Cartulaire.App.Contacts;
using Cartulaire.App.Http;
using Cartulaire.App.Search;
using Cartulaire.App.Ui;
using Cartulaire.App.Ui.Fields;
using Cartulaire.App.Ui.Frame;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Desk;

/// <summary>Lists: what a search finds, the saved searches of the packs, and those that a person keeps.</summary>
internal static class ListScreens
{
    private const int Size = 50;
    private static readonly string[] Everywhere = ["type", "etat", "service"];

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/list", SearchAsync);
        pages.MapGet("/list/{dashboard}", DashboardAsync);
        pages.MapPost("/searches", KeepAsync);
        pages.MapPost("/searches/{search:guid}/forget", ForgetAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, Caller caller, [AsParameters] ListAsked asked, CancellationToken ct)
    {
        var query = new SearchItems.Query(asked.Text, asked.Sort ?? (asked.Text.Length == 0 ? "-date" : null), Size, asked.After, FacetsOf(caller), Extracts: asked.Text.Length > 0);
        var found = await SearchItems.HandleAsync(caller.Administration, caller.Id, caller.Language, query, ct).ConfigureAwait(false);
        return await ShowAsync(context, caller, null, asked, found, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> DashboardAsync(HttpContext context, Caller caller, TimeProvider clock, string dashboard, [AsParameters] ListAsked asked, CancellationToken ct)
    {
        var known = caller.Administration.Packs.Catalogue.Dashboards.FirstOrDefault(d => string.Equals(d.Id, dashboard, StringComparison.Ordinal));
        var query = new SearchItems.Query(asked.Text, asked.Sort, Size, asked.After, FacetsOf(caller));
        var found = await Dashboards.ReadAsync(caller.Administration, caller.Id, caller.Language, dashboard, query, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return known is null || found is { IsSuccess: false, Failure.Kind: Refusal.NotFound }
            ? await Pages.ShowAsync<ErrorPage>(context, new Failure(Refusal.NotFound, "dashboard.unknown", null, dashboard), StatusCodes.Status404NotFound).ConfigureAwait(false)
            : await ShowAsync(context, caller, known, asked, found, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Caller caller, Dashboard? dashboard, ListAsked asked, Outcome<SearchItems.Answer> found, CancellationToken ct)
    {
        var catalogue = caller.Administration.Packs.Catalogue;
        var answer = found.IsSuccess ? found.Value : null;
        var screen = await Pages.ScreenAsync(context).ConfigureAwait(false);
        var list = dashboard?.List is { } named ? catalogue.Lists.FirstOrDefault(l => l.Id == named.Id) : null;
        var cells = list is null || answer is null ? null : await ListCells.OfAsync(screen, caller, list, answer.Hits, ct).ConfigureAwait(false);
        var saved = dashboard is null ? await SavedSearches.ListAsync(caller.Administration, caller.Id, ct).ConfigureAwait(false) : [];
        return await Pages.ShowAsync<ListPage>(
            context,
            new ListPage.Found(dashboard, asked, Size, catalogue, answer, cells, saved, found.Failures),
            found.IsSuccess ? StatusCodes.Status200OK : Problems.Status(found.Failure.Kind)).ConfigureAwait(false);
    }

    // Everywhere: type, state, service. Then what the packs let people choose from a list and search by name.
    private static IReadOnlyList<string> FacetsOf(Caller caller)
        => [.. Everywhere.Concat(caller.Administration.Packs.Catalogue.Types.SelectMany(t => t.Fields)
            .Where(f => f is { Kind: FieldKind.Code or FieldKind.Choice, Query: not null }).Select(f => f.Query!)).Distinct(StringComparer.Ordinal)];

    private static async Task<IResult> KeepAsync(HttpContext context, Caller caller, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
        var query = form["q"].ToString();
        var written = await SavedSearches.SaveAsync(caller.Administration, caller.Id, form["title"].ToString(), query, ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo($"/{caller.Administration.Name}/list?q={Uri.EscapeDataString(query)}", "search.kept")
            : await Pages.ShowAsync<ErrorPage>(context, written.Outcome.Failure, Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false);
    }

    private static async Task<IResult> ForgetAsync(HttpContext context, Caller caller, Guid search, CancellationToken ct)
    {
        var written = await SavedSearches.ForgetAsync(caller.Administration, caller.Id, search, ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess
            ? Pages.GoTo($"/{caller.Administration.Name}/list", "search.forgotten")
            : await Pages.ShowAsync<ErrorPage>(context, written.Outcome.Failure, Problems.Status(written.Outcome.Failure.Kind)).ConfigureAwait(false);
    }
}

/// <summary>What the address of a list says.</summary>
/// <param name="Q">What was typed.</param>
/// <param name="Sort">Order wished for; null for the list's own.</param>
/// <param name="After">Cursor of the page before.</param>
/// <param name="Trail">Cursors of the pages before that one, so that one may go back.</param>
public sealed record ListAsked(string? Q, string? Sort, string? After, string? Trail)
{
    private const int Longest = 60;

    /// <summary>What was typed, without blanks around.</summary>
    public string Text => Q?.Trim() ?? string.Empty;

    /// <summary>Pages already passed.</summary>
    public int Passed => After is null ? 0 : Steps.Length + 1;

    private string[] Steps => Trail?.Split('~', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The address of a page of the list.</summary>
    public static string To(string address, string text, string? sort, string? after = null, string? trail = null)
    {
        var parts = new (string Name, string? Value)[] { ("q", text), ("sort", sort), ("after", after), ("trail", trail) }.Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return string.Join('&', parts) is { Length: > 0 } query ? $"{address}?{query}" : address;
    }

    /// <summary>The next page.</summary>
    public string Next(string address, string cursor) => To(address, Text, Sort, cursor, After is null ? null : string.Join('~', [.. Steps, After]));

    /// <summary>The page before; null on the first, or when so many were passed that the way back was forgotten.</summary>
    public string? Previous(string address)
        => After is null || Steps.Length > Longest ? null : To(address, Text, Sort, Steps.LastOrDefault(), Steps.Length > 1 ? string.Join('~', Steps[..^1]) : null);
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
