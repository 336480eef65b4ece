using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Scenarios;

/// <summary>Whether the simulated item stands in a dashboard of a person. Understands <c>field:value</c> terms joined by spaces, which is what dashboards are made of.</summary>
internal static class DashboardMatch
{
    public static bool Shows(Simulation simulation, Dashboard dashboard, string user)
    {
        var principals = simulation.Organisation.PrincipalsOf(Simulation.Person(user));
        if (dashboard.Roles.Count > 0 && !dashboard.Roles.Any(r => principals.Contains(Principal.Role(r.Id))))
        {
            return false;
        }

        return simulation.RightsOf(user).HasFlag(Rights.Read)
            && !(dashboard.Unread && simulation.Readers.Contains(user))
            && dashboard.Query.Id.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(term => Term(simulation, term, user, principals))
            && (dashboard.Levels is not { } levels || AtALevel(simulation, levels, principals))
            && (dashboard.Assignment is not { } filter || simulation.Item!.Assignments.Any(a => Fits(simulation, filter, a, user, principals)));
    }

    private static bool AtALevel(Simulation simulation, Ref workflow, IReadOnlySet<string> principals)
    {
        var levels = simulation.Catalogue.Packs.SelectMany(p => p.Workflows).Single(w => w.Id == workflow.Id).Levels!;
        var services = simulation.Item!.Properties.Texts(levels.Services.Id);
        return Levels.HeldBy(levels, principals, services).Any(held => held.Level.State.Id == simulation.Item.State);
    }

    private static bool Fits(Simulation simulation, AssignmentFilter filter, AssignmentFacts assignment, string user, IReadOnlySet<string> principals)
        => string.Equals(assignment.Kind, filter.Kind.Id, StringComparison.Ordinal)
            && simulation.Catalogue.Phase(assignment) == filter.Phase
            && (!filter.Late || assignment.Due < simulation.Today)
            && filter.Whose switch
            {
                Whose.Mine => string.Equals(assignment.Person, Simulation.Person(user).ToString(), StringComparison.Ordinal),
                Whose.MyServices => assignment.Service is { } service && principals.Contains(Principal.Service(service)),
                _ => true,
            };

    private static bool Term(Simulation simulation, string term, string user, IReadOnlySet<string> principals)
    {
        var (name, value) = term.Split(':', 2) is [var n, var v] ? (n, v) : throw new FormatException($"Only field:value terms can be played, not '{term}'.");
        var item = simulation.Item!;
        var actual = name switch
        {
            "type" => [item.Type],
            "state" => [item.State ?? ""],
            _ => simulation.Catalogue.Type(item.Type).Fields.FirstOrDefault(f => string.Equals(f.Query, name, StringComparison.Ordinal)) is { } field
                ? item.Properties.Texts(field.Id) : throw new FormatException($"No field is called '{name}' in searches."),
        };
        return value switch
        {
            "@my-services" => actual.Any(s => principals.Contains(Principal.Service(s))),
            "@me" => actual.Contains(Simulation.Person(user).ToString(), StringComparer.Ordinal),
            _ => actual.Contains(value, StringComparer.Ordinal),
        };
    }
}
