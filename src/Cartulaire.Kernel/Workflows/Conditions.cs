using System.Globalization;
using System.Text.Json;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Workflows;

/// <summary>Who asks, about what, when: all that a condition may look at.</summary>
/// <param name="Catalogue">What is in force.</param>
/// <param name="Facts">The item.</param>
/// <param name="Principals">The person's principals.</param>
/// <param name="Today">The day, in the administration's time zone.</param>
public sealed record ConditionContext(Catalogue Catalogue, ItemFacts Facts, IReadOnlySet<string> Principals, DateOnly Today);

/// <summary>Evaluates conditions and says what is missing.</summary>
public static class Conditions
{
    /// <summary>Why the condition does not hold; empty when it does.</summary>
    public static IReadOnlyList<Failure> Unmet(Condition? condition, ConditionContext context) => condition switch
    {
        null => [],
        AllCondition all => [.. all.Conditions.SelectMany(c => Unmet(c, context))],
        AnyCondition any => any.Conditions.Any(c => Unmet(c, context).Count == 0) ? [] : [.. any.Conditions.SelectMany(c => Unmet(c, context))],
        NotCondition not => Unmet(not.Inner, context).Count > 0 ? [] : [new Failure(Refusal.Conflict, "condition.not", FieldOf(not.Inner))],
        FieldCondition field => Holds(field, context) ? [] : [Explain(field)],
        RelationCondition relation => Relations.Holds(context.Catalogue, [relation.Relation], context.Facts, context.Principals)
            ? [] : [new Failure(Refusal.Forbidden, "condition.relation")],
        AssignmentsCondition assignments => Unmet(assignments, context),
        _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
    };

    private static IReadOnlyList<Failure> Unmet(AssignmentsCondition condition, ConditionContext context)
    {
        var live = context.Facts.Assignments
            .Where(a => string.Equals(a.Kind, condition.Kind.Id, StringComparison.Ordinal) && context.Catalogue.Phase(a) != AssignmentPhase.Cancelled).ToList();
        bool Reached(AssignmentFacts a) => condition.States.Any(s => string.Equals(s.Id, a.State, StringComparison.Ordinal));
        if (condition.All ? live.All(Reached) : live.Any(Reached))
        {
            return [];
        }

        var missing = live.Where(a => !Reached(a)).Select(a => (object?)a.Service).ToArray();
        return [new Failure(Refusal.Conflict, "condition.assignments", null, [condition.Kind.Id, .. missing])];
    }

    private static bool Holds(FieldCondition condition, ConditionContext context)
    {
        var properties = context.Facts.Properties;
        var field = condition.Field.Id;
        return condition.Comparison switch
        {
            Comparison.Filled => properties.Has(field),
            Comparison.Empty => !properties.Has(field),
            Comparison.Equals or Comparison.In => condition.Values.Any(value => Contains(properties.Get(field), value, context)),
            Comparison.Greater => Compare(properties, field, condition.Values[0], context) > 0,
            _ => Compare(properties, field, condition.Values[0], context) < 0,
        };
    }

    private static bool Contains(JsonElement? actual, JsonElement wanted, ConditionContext context) => actual switch
    {
        null => wanted.ValueKind == JsonValueKind.False,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(v => Same(v, wanted, context)),
        { } value => Same(value, wanted, context),
    };

    private static bool Same(JsonElement actual, JsonElement wanted, ConditionContext context)
        => string.Equals(Properties.Canonical(actual), Properties.Canonical(Resolve(wanted, context)), StringComparison.Ordinal);

    private static JsonElement Resolve(JsonElement wanted, ConditionContext context)
        => wanted.ValueKind == JsonValueKind.String && wanted.ValueEquals("@today") ? JsonValues.Of(context.Today) : wanted;

    // Null (no order) compares neither above nor below.
    private static int? Compare(Properties properties, string field, JsonElement bound, ConditionContext context)
    {
        bound = Resolve(bound, context);
        if (properties.Number(field) is { } number && bound.ValueKind == JsonValueKind.Number)
        {
            return number.CompareTo(bound.GetDecimal());
        }

        return properties.Date(field) is { } date && bound.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(bound.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var limit)
            ? date.CompareTo(limit) : null;
    }

    private static Failure Explain(FieldCondition condition) => new(
        Refusal.Conflict,
        condition.Comparison switch
        {
            Comparison.Filled => "condition.field-empty",
            Comparison.Empty => "condition.field-filled",
            Comparison.Greater => "condition.field-greater",
            Comparison.Less => "condition.field-less",
            _ => "condition.field-value",
        },
        condition.Field.Id,
        [.. condition.Values.Select(v => (object?)v.ToString())]);

    private static string? FieldOf(Condition condition) => condition is FieldCondition field ? field.Field.Id : null;
}
