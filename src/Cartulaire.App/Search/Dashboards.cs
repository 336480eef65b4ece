using Cartulaire.App.Administration;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Query;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Search;

/// <summary>The counted lists of the home page, as the packs declare them.</summary>
public static class Dashboards
{
    /// <param name="Id">Id of the dashboard.</param>
    /// <param name="Label">Its label.</param>
    /// <param name="Count">Records in it, exactly.</param>
    public sealed record Counter(string Id, string Label, int Count);

    /// <summary>Every list that is meant for the person, with its counter.</summary>
    public static async Task<IReadOnlyList<Counter>> CountAsync(OpenAdministration administration, PersonId person, string language, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var organisation = await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var names = new CatalogueFields(administration.Packs.Catalogue, organisation);
        var run = new SearchItems.Run(administration, db, organisation, names, person, language, new SearchItems.Query(string.Empty, Size: 0));
        var counters = new List<Counter>();
        foreach (var dashboard in For(run))
        {
            var node = Node(run, dashboard, administration.DayOf(now));
            var answer = node.IsSuccess ? await SearchItems.RunAsync(run, node.Value, ct).ConfigureAwait(false) : Outcome<SearchItems.Answer>.Refused(node.Failures);
            counters.Add(new Counter(dashboard.Id, dashboard.Labels.In(language), answer.IsSuccess ? answer.Value.Total : 0));
        }

        return counters;
    }

    /// <summary>One page of one list.</summary>
    public static async Task<Outcome<SearchItems.Answer>> ReadAsync(
        OpenAdministration administration, PersonId person, string language, string id, SearchItems.Query query, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(query);
        await using var db = administration.Store.Read();
        var organisation = await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        var names = new CatalogueFields(administration.Packs.Catalogue, organisation);
        var run = new SearchItems.Run(administration, db, organisation, names, person, language, query);
        if (For(run).FirstOrDefault(d => d.Id == id) is not { } dashboard)
        {
            return new Failure(Refusal.NotFound, "dashboard.unknown", null, id);
        }

        var parsed = Node(run, dashboard, administration.DayOf(now));
        if (!parsed.IsSuccess)
        {
            return Outcome<SearchItems.Answer>.Refused(parsed.Failures);
        }

        // Words typed above a list narrow it.
        var typed = QueryParser.Parse(query.Text, names);
        return typed.IsSuccess
            ? await SearchItems.RunAsync(run with { Query = query with { Sort = query.Sort ?? dashboard.Sort } }, Queries.All(parsed.Value, typed.Value), ct).ConfigureAwait(false)
            : Outcome<SearchItems.Answer>.Refused(typed.Failures);
    }

    private static IEnumerable<Dashboard> For(SearchItems.Run run)
    {
        var principals = run.Organisation.Facts.PrincipalsOf(run.Person);
        return run.Catalogue.Dashboards.Where(d => (d.Roles.Count == 0 || d.Roles.Any(r => principals.Contains(Principal.Role(r.Id))))
            && (d.Levels is not { } levels || Held(run, levels).Count > 0));
    }

    // What waits at each level that the person holds, in the services in which they hold it.
    private static List<QueryNode> Held(SearchItems.Run run, Ref workflow)
    {
        var facts = run.Organisation.Facts;
        var levels = run.Catalogue.Packs.SelectMany(p => p.Workflows).Single(w => w.Id == workflow.Id).Levels!;
        var services = run.Catalogue.Types.Where(t => t.Workflow?.Id == workflow.Id).Select(t => t.Field(levels.Services.Id)).OfType<FieldDefinition>().Select(CatalogueFields.Of).First();
        return [.. Levels.HeldBy(levels, facts.PrincipalsOf(run.Person), facts.Services.Keys.Select(s => s.ToString()))
            .Select(held => Queries.All(Queries.State(held.Level.State.Id), Queries.Is(services, held.Services)))];
    }

    private static Outcome<QueryNode> Node(SearchItems.Run run, Dashboard dashboard, DateOnly today)
    {
        var services = run.Organisation.Facts.PrincipalsOf(run.Person).Where(p => p.StartsWith("svc:", StringComparison.Ordinal)).Select(p => p[4..]).ToList();
        var me = run.Person.ToString();

        // Somebody without a service has nothing in the lists of services: a value that nothing has says so.
        var mine = services.Count == 0 ? "\"-\"" : $"({string.Join(" OR ", services)})";
        var text = dashboard.Query.Id
            .Replace("@my-services", mine, StringComparison.Ordinal)
            .Replace("@me", me, StringComparison.Ordinal)
            .Replace("@today", today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var parsed = QueryParser.Parse(text, run.Names);
        if (!parsed.IsSuccess)
        {
            return parsed;
        }

        var clauses = new List<QueryNode> { parsed.Value };
        if (dashboard.Assignment is { } filter)
        {
            clauses.Add(Work(filter, filter.Whose == Whose.Mine ? [me] : filter.Whose == Whose.MyServices ? services : null, today));
        }

        if (dashboard.Levels is { } levels)
        {
            clauses.Add(Queries.Any(Held(run, levels)));
        }

        if (dashboard.Unread)
        {
            clauses.Add(Queries.Not(Queries.Is(WorkFields.ReadBy, me)));
        }

        return Queries.All(clauses);
    }

    private static QueryNode Work(AssignmentFilter filter, IReadOnlyList<string>? holders, DateOnly today)
    {
        var field = WorkFields.Holders(filter.Kind.Id, filter.Phase);
        if (holders is null)
        {
            return new PresentNode(field);
        }

        return filter.Late
            ? Queries.Any(holders.Select(h => Queries.Between(WorkFields.DueOf(filter.Kind.Id, h), null, today.AddDays(-1))).DefaultIfEmpty(Queries.Not(Everything.Instance)))
            : Queries.Any(holders.Select(h => Queries.Is(field, h)).DefaultIfEmpty(Queries.Not(Everything.Instance)));
    }
}
