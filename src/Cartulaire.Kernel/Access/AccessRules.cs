using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Access;

/// <summary>The one place where rights are decided.</summary>
public static class AccessRules
{
    /// <summary>Who may do what with an item.</summary>
    /// <param name="catalogue">What is in force.</param>
    /// <param name="facts">The item.</param>
    /// <param name="parent">The parent's set, for a type whose rights come from it; without one such an item is closed to all.</param>
    public static AccessSet Compute(Catalogue catalogue, ItemFacts facts, AccessSet? parent = null)
    {
        var type = catalogue.Type(facts.Type);
        if (type.InheritAtMost is { } most)
        {
            return parent?.AtMost(most) ?? AccessSet.From([]);
        }

        var confidential = IsConfidential(type, facts.Properties);
        return AccessSet.From(type.Access
            .Where(rule => rule.States.Count == 0 || rule.States.Any(s => string.Equals(s.Id, facts.State, StringComparison.Ordinal)))
            .SelectMany(rule => Relations.Principals(catalogue, rule.To, facts)
                .Select(principal => new AccessGrant(principal, confidential && !rule.NeedToKnow ? Rights.Line : rule.Rights))));
    }

    /// <summary>What a person may do: the set read with the person's principals.</summary>
    public static Rights RightsOf(AccessSet set, IReadOnlySet<string> principals)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.RightsOf(principals);
    }

    /// <summary>Whether the item is kept to those who need to know.</summary>
    public static bool IsConfidential(TypeDefinition type, Properties properties)
        => type.Slot(Capabilities.Confidentiality, "flag") is { } flag && properties.Flag(flag);
}
