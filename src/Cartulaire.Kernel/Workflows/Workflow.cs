using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Workflows;

/// <summary>A transition that a person may make, or could make if something were not missing.</summary>
/// <param name="Transition">Its declaration.</param>
/// <param name="To">Where it leads now, levels resolved.</param>
/// <param name="Blockers">What is missing; empty when it may be made at once.</param>
public sealed record OfferedTransition(TransitionDefinition Transition, string To, IReadOnlyList<Failure> Blockers)
{
    /// <summary>Whether it may be made at once.</summary>
    public bool IsOpen => Blockers.Count == 0;
}

/// <summary>Plays a workflow: says what may happen and plans it, changing nothing.</summary>
/// <param name="catalogue">What is in force.</param>
public sealed class Workflow(Catalogue catalogue)
{
    /// <summary>What the journal says when the house itself moves an item on past a level that nobody holds.</summary>
    public const string SettleId = "@settle";

    /// <summary>The transitions of a person on an item, in the order of the pack.</summary>
    /// <param name="facts">The item.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="organisation">Who holds what now: levels are resolved on it.</param>
    /// <param name="today">The day, in the administration's time zone.</param>
    /// <param name="rights">The person's rights on the item when the caller has them already.</param>
    public IReadOnlyList<OfferedTransition> Offered(ItemFacts facts, PersonId person, OrganisationFacts organisation, DateOnly today, Rights? rights = null)
    {
        if (catalogue.Workflow(facts.Type) is not { } workflow)
        {
            return [];
        }

        var principals = organisation.PrincipalsOf(person);
        var may = rights ?? AccessRules.Compute(catalogue, facts).RightsOf(principals);
        if (!may.HasFlag(Rights.Transition))
        {
            return [];
        }

        var context = new ConditionContext(catalogue, facts, principals, today);
        return [.. workflow.Transitions
            .Where(t => t.From.Any(s => string.Equals(s.Id, facts.State, StringComparison.Ordinal)))
            .Where(t => Relations.Holds(catalogue, t.Who, facts, principals))
            .Select(t => Offer(workflow, t, context, organisation))];
    }

    /// <summary>Plans one transition: the new state and everything that follows from it, as values.</summary>
    /// <returns>Refused as <c>transition.unknown</c>, <c>transition.not-offered</c>, <c>transition.comment-required</c>, or with what is missing.</returns>
    public Outcome<TransitionPlan> Plan(
        ItemFacts facts, string transition, PersonId person, OrganisationFacts organisation, DateOnly today, string? comment = null, Rights? rights = null)
    {
        var known = catalogue.Workflow(facts.Type)?.Transitions.FirstOrDefault(t => string.Equals(t.Id, transition, StringComparison.Ordinal));
        if (known is null)
        {
            return new Failure(Refusal.NotFound, "transition.unknown", null, transition);
        }

        var offered = Offered(facts, person, organisation, today, rights).FirstOrDefault(o => string.Equals(o.Transition.Id, transition, StringComparison.Ordinal));
        if (offered is null)
        {
            var leavesHere = known.From.Any(s => string.Equals(s.Id, facts.State, StringComparison.Ordinal));
            return new Failure(leavesHere ? Refusal.Forbidden : Refusal.Conflict, "transition.not-offered", null, transition, facts.State);
        }

        if (offered.Transition.CommentRequired && string.IsNullOrWhiteSpace(comment))
        {
            return new Failure(Refusal.Invalid, "transition.comment-required", "comment", transition);
        }

        if (comment is { Length: > FieldLimits.LongText })
        {
            return new Failure(Refusal.Invalid, "field.too-long", "comment", FieldLimits.LongText);
        }

        return offered.IsOpen
            ? Effects.Plan(new EffectContext(catalogue, facts, person, today), transition, offered.To, offered.Transition.Effects, comment)
            : Outcome<TransitionPlan>.Refused(offered.Blockers);
    }

    /// <summary>Moves on an item that waits at a level that nobody holds any more in its services; null when it may stay.</summary>
    /// <remarks>To be asked when the treating services change or people leave a function.</remarks>
    public TransitionPlan? Settle(ItemFacts facts, OrganisationFacts organisation, DateOnly today)
        => catalogue.Workflow(facts.Type) is { Levels: { } levels } && Levels.IsSkipped(levels, facts, organisation)
            ? Effects.Plan(new EffectContext(catalogue, facts, null, today), SettleId, Levels.Resolve(levels, LevelMove.Next, facts, organisation) ?? levels.After.Id, [], null)
            : null;

    private OfferedTransition Offer(WorkflowDefinition workflow, TransitionDefinition transition, ConditionContext context, OrganisationFacts organisation)
    {
        var to = workflow.Levels is { } levels ? Levels.Resolve(levels, transition.To.Move, context.Facts, organisation) : null;
        to ??= transition.To.State.Id;
        var type = catalogue.Type(context.Facts.Type);
        var required = RequiredFields.Missing(catalogue, type, context.Facts.Properties, to, transition.Id);
        return new OfferedTransition(transition, to, [.. required, .. Conditions.Unmet(transition.When, context)]);
    }
}
