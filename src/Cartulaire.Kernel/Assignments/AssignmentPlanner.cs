using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Assignments;

/// <summary>Plans what happens to assignments; writes nothing. Several services work in parallel, each at its own pace.</summary>
public static class AssignmentPlanner
{
    private static readonly string[] Handing = [AssignmentActs.Assign, AssignmentActs.Transfer, AssignmentActs.Cancel];

    /// <summary>The steps that a person may make on an assignment now.</summary>
    public static IReadOnlyList<AssignmentStep> Offered(Catalogue catalogue, ItemFacts facts, AssignmentFacts assignment, PersonId person, OrganisationFacts organisation)
    {
        var principals = organisation.PrincipalsOf(person);
        return [.. catalogue.AssignmentKind(assignment.Kind).Steps
            .Where(s => s.From.Any(f => string.Equals(f.Id, assignment.State, StringComparison.Ordinal)))
            .Where(s => Relations.Holds(catalogue, s.Who, facts, principals, assignment))];
    }

    /// <summary>The acts that a person may do on an open assignment: give it to somebody, pass it on, withdraw it.</summary>
    public static IReadOnlyList<string> Allowed(AssignmentAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return [.. Handing.Where(a => act.Allow(a) is null)];
    }

    /// <summary>Makes a step: progress, done, reopened…</summary>
    /// <returns>Refused as <c>assignment.unknown</c>, <c>assignment.step-not-offered</c> or <c>assignment.comment-required</c>.</returns>
    public static Outcome<AssignmentChange> Step(AssignmentAct act, string step, string? comment = null, string? outcome = null)
    {
        if (act.Find() is not { } assignment)
        {
            return act.Unknown();
        }

        var offered = Offered(act.Catalogue, act.Facts, assignment, act.Person, act.Organisation).FirstOrDefault(s => string.Equals(s.Id, step, StringComparison.Ordinal));
        if (offered is null)
        {
            return new Failure(Refusal.Forbidden, "assignment.step-not-offered", null, step, assignment.State);
        }

        return offered.CommentRequired && string.IsNullOrWhiteSpace(comment)
            ? new Failure(Refusal.Invalid, "assignment.comment-required", "comment", step)
            : new AssignmentChange(step, assignment, assignment with { State = offered.To.Id, Comment = comment ?? assignment.Comment, Outcome = outcome ?? assignment.Outcome });
    }

    /// <summary>Gives the assignment to a person who holds a function in its service.</summary>
    public static Outcome<AssignmentChange> Assign(AssignmentAct act, PersonId to)
    {
        if (act.Allow(AssignmentActs.Assign) is { } refusal)
        {
            return refusal;
        }

        var assignment = act.Find()!;
        return assignment.Service is { } service && !act.Organisation.PrincipalsOf(to).Contains(Principal.Service(service))
            ? new Failure(Refusal.Conflict, "assignment.person-not-in-service", "person", to.ToString(), service)
            : new AssignmentChange(AssignmentActs.Assign, assignment, assignment with { Person = to.ToString() });
    }

    /// <summary>Passes the assignment to another service; it starts again there, without a person.</summary>
    public static Outcome<AssignmentChange> Transfer(AssignmentAct act, ServiceId to, string? comment)
    {
        if (act.Allow(AssignmentActs.Transfer) is { } refusal)
        {
            return refusal;
        }

        var assignment = act.Find()!;
        if (act.Facts.Assignments.Any(a => a.Id != assignment.Id && string.Equals(a.Kind, assignment.Kind, StringComparison.Ordinal)
            && string.Equals(a.Service, to.ToString(), StringComparison.Ordinal) && act.Catalogue.Phase(a) == AssignmentPhase.Open))
        {
            return new Failure(Refusal.Conflict, "assignment.service-has-it", "service", to.ToString());
        }

        var kind = act.Catalogue.AssignmentKind(assignment.Kind);
        return new AssignmentChange(
            AssignmentActs.Transfer, assignment, assignment with { Service = to.ToString(), Person = null, State = kind.States[0].Id, Comment = comment });
    }

    /// <summary>Cancels the assignment; the reason is required.</summary>
    public static Outcome<AssignmentChange> Cancel(AssignmentAct act, string reason)
    {
        if (act.Allow(AssignmentActs.Cancel) is { } refusal)
        {
            return refusal;
        }

        var assignment = act.Find()!;
        return string.IsNullOrWhiteSpace(reason) || act.Catalogue.AssignmentKind(assignment.Kind).First(AssignmentPhase.Cancelled) is not { } state
            ? new Failure(Refusal.Invalid, "assignment.comment-required", "comment", AssignmentActs.Cancel)
            : new AssignmentChange(AssignmentActs.Cancel, assignment, assignment with { State = state.Id, Comment = reason });
    }

    /// <summary>Opens one assignment for each service that has none open; doing it twice opens nothing more.</summary>
    public static IReadOnlyList<AssignmentChange> OpenFor(
        Catalogue catalogue, ItemFacts facts, string kind, IEnumerable<string> services, string? person = null, DateOnly? due = null)
    {
        var open = facts.Assignments.Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal) && catalogue.Phase(a) == AssignmentPhase.Open)
            .Select(a => a.Service).ToHashSet(StringComparer.Ordinal);
        var order = facts.Assignments.Select(a => a.Order).DefaultIfEmpty(0).Max();
        var state = catalogue.AssignmentKind(kind).States[0].Id;
        return [.. services.Distinct(StringComparer.Ordinal).Where(s => !open.Contains(s))
            .Select((service, i) => new AssignmentChange(AssignmentActs.Open, null, new AssignmentFacts(default, kind, state, service, person, due, order + i + 1)))];
    }

    /// <summary>Makes assignments follow a changed list of services: opens for the added, cancels the open ones of the removed.</summary>
    public static IReadOnlyList<AssignmentChange> Follow(Catalogue catalogue, ItemFacts facts, string kind, IReadOnlyCollection<string> services, DateOnly? due = null)
    {
        var cancelled = catalogue.AssignmentKind(kind).First(AssignmentPhase.Cancelled)?.Id;
        var removed = facts.Assignments.Where(a => cancelled is not null && string.Equals(a.Kind, kind, StringComparison.Ordinal)
            && catalogue.Phase(a) == AssignmentPhase.Open && a.Service is not null && !services.Contains(a.Service, StringComparer.Ordinal));
        var alive = facts.Assignments.Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal) && catalogue.Phase(a) != AssignmentPhase.Cancelled).Select(a => a.Service);
        return [.. OpenFor(catalogue, facts, kind, services.Except(alive.OfType<string>(), StringComparer.Ordinal), due: due),
            .. removed.Select(a => new AssignmentChange(AssignmentActs.Cancel, a, a with { State = cancelled! }))];
    }

    /// <summary>Ends the open assignments of a kind.</summary>
    public static IReadOnlyList<AssignmentChange> EndAll(Catalogue catalogue, ItemFacts facts, string kind, AssignmentPhase phase, string? comment)
        => catalogue.AssignmentKind(kind).First(phase) is not { } state ? [] : [.. facts.Assignments
            .Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal) && catalogue.Phase(a) == AssignmentPhase.Open)
            .Select(a => new AssignmentChange(phase == AssignmentPhase.Done ? state.Id : AssignmentActs.Cancel, a, a with { State = state.Id, Comment = comment ?? a.Comment }))];

    /// <summary>The list after the changes.</summary>
    /// <param name="before">The list as it is.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="name">Gives an identity to those that open.</param>
    public static IReadOnlyList<AssignmentFacts> Apply(IEnumerable<AssignmentFacts> before, IReadOnlyList<AssignmentChange> changes, Func<AssignmentId> name)
        => [.. before.Select(a => changes.LastOrDefault(c => c.Before?.Id == a.Id)?.After ?? a),
            .. changes.Where(c => c.Before is null).Select(c => c.After with { Id = name() })];
}
