using System.Text.Json;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Workflows;

/// <summary>On what effects work.</summary>
/// <param name="Catalogue">What is in force.</param>
/// <param name="Facts">The item.</param>
/// <param name="Person">Who acts; null when nobody does.</param>
/// <param name="Today">The day.</param>
internal sealed record EffectContext(Catalogue Catalogue, ItemFacts Facts, PersonId? Person, DateOnly Today);

/// <summary>Turns the effects of a transition into values, in the order of the pack.</summary>
internal static class Effects
{
    /// <summary>Plans an arrival whose blockers are already known to be none: the effects of the way, then those of the state.</summary>
    public static TransitionPlan Plan(EffectContext context, string transition, string to, IEnumerable<Effect> effects, string? comment)
    {
        var (catalogue, facts, person, today) = context;
        var properties = facts.Properties;
        List<AssignmentChange> changes = [];
        var entered = string.Equals(to, facts.State, StringComparison.Ordinal) ? [] : catalogue.Workflow(facts.Type)!.State(to)!.Enter;
        foreach (var effect in effects.Concat(entered))
        {
            var now = facts with { Properties = properties, Assignments = AssignmentPlanner.Apply(facts.Assignments, changes, () => default) };
            switch (effect)
            {
                case OpenAssignmentsEffect open:
                    changes.AddRange(Open(catalogue, now, open));
                    break;
                case EndAssignmentsEffect end:
                    changes.AddRange(AssignmentPlanner.EndAll(catalogue, now, end.Kind.Id, end.Phase, comment));
                    break;
                case SetFieldEffect set when !set.OnlyIfEmpty || !properties.Has(set.Field.Id):
                    properties = Set(properties, set, person, today, catalogue.Type(facts.Type));
                    break;
                case SetDueEffect due when !properties.Has(due.Field.Id) && properties.Date(due.From.Id) is { } from:
                    properties = catalogue.AddParameter(from, due.Parameter.Id) is { } day ? properties.With(due.Field.Id, JsonValues.Of(day)) : properties;
                    break;
            }
        }

        return new TransitionPlan(transition, facts.State, to, properties, changes, comment);
    }

    private static IEnumerable<AssignmentChange> Open(Catalogue catalogue, ItemFacts facts, OpenAssignmentsEffect open)
    {
        var services = facts.Properties.Texts(open.Services.Id);
        var person = open.Person is { } field && services.Count == 1 ? facts.Properties.Text(field.Id) : null;
        var due = open.Due is { } date ? facts.Properties.Date(date.Id) : null;
        return AssignmentPlanner.OpenFor(catalogue, facts, open.Kind.Id, services, person, due);
    }

    private static Properties Set(Properties properties, SetFieldEffect set, PersonId? person, DateOnly today, TypeDefinition type)
    {
        if (set.Value is not { } value)
        {
            return properties.Without(set.Field.Id);
        }

        var resolved = Macros.Resolve(value, person, today);
        var repeatable = type.Field(set.Field.Id)?.Repeatable is true && resolved.ValueKind != JsonValueKind.Array;
        return properties.With(set.Field.Id, repeatable ? JsonValues.Of([resolved]) : resolved);
    }
}
