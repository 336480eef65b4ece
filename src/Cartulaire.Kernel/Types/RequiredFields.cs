using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>Which values must be there, and are not.</summary>
public static class RequiredFields
{
    /// <summary>One failure <c>field.required</c> for each missing value.</summary>
    /// <param name="catalogue">Gives the order of states.</param>
    /// <param name="type">The type.</param>
    /// <param name="properties">The values.</param>
    /// <param name="state">The state reached.</param>
    /// <param name="transition">The transition about to be made.</param>
    public static IEnumerable<Failure> Missing(Catalogue catalogue, TypeDefinition type, Properties properties, string? state, string? transition)
        => type.Fields.Where(f => f.Kind != FieldKind.Computed && !properties.Has(f.Id) && IsRequired(catalogue, type, f.Required, state, transition))
            .Select(f => new Failure(Refusal.Invalid, "field.required", f.Id));

    /// <summary>Whether the field must have a value now.</summary>
    public static bool IsRequired(Catalogue catalogue, TypeDefinition type, RequiredRule rule, string? state, string? transition)
    {
        if (rule.Always || (transition is not null && rule.Transitions.Any(t => string.Equals(t.Id, transition, StringComparison.Ordinal))))
        {
            return true;
        }

        return rule.FromState is { } from && catalogue.Workflow(type.Id) is { } workflow && workflow.Rank(state) >= workflow.Rank(from.Id);
    }
}
