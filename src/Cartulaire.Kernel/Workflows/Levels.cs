using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;

namespace Cartulaire.Kernel.Workflows;

/// <summary>Optional validation levels: each is met only where somebody of a service of the item holds its function.</summary>
public static class Levels
{
    /// <summary>The state of the next or previous level that somebody holds; null when none is left, or when no level move is asked for.</summary>
    public static string? Resolve(ValidationLevels levels, LevelMove move, ItemFacts facts, OrganisationFacts organisation)
    {
        var here = Index(levels, facts.State);
        var candidates = move switch
        {
            LevelMove.Next => levels.Steps.Skip(here + 1),
            LevelMove.Previous => levels.Steps.Take(here < 0 ? levels.Steps.Count : here).Reverse(),
            _ => [],
        };
        return candidates.FirstOrDefault(level => IsHeld(levels, level, facts, organisation))?.State.Id;
    }

    /// <summary>Whether the item waits at a level that nobody holds.</summary>
    public static bool IsSkipped(ValidationLevels levels, ItemFacts facts, OrganisationFacts organisation)
        => Index(levels, facts.State) is >= 0 and var here && !IsHeld(levels, levels.Steps[here], facts, organisation);

    /// <summary>The levels that a person holds, each with the services (text form of their ids) in which they do.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="principals">Everything that the person is.</param>
    /// <param name="services">The services of the organisation.</param>
    public static IReadOnlyList<(ValidationLevel Level, IReadOnlyList<string> Services)> HeldBy(ValidationLevels levels, IReadOnlySet<string> principals, IEnumerable<string> services)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(principals);
        var all = services.ToList();
        return [.. levels.Steps
            .Select(level => (level, (IReadOnlyList<string>)all.FindAll(service => principals.Contains(Principal.Function(service, level.Function.Id)))))
            .Where(held => held.Item2.Count > 0)];
    }

    private static bool IsHeld(ValidationLevels levels, ValidationLevel level, ItemFacts facts, OrganisationFacts organisation)
        => facts.Properties.Texts(levels.Services.Id).Any(service => organisation.IsHeld(service, level.Function.Id));

    private static int Index(ValidationLevels levels, string? state)
    {
        for (var i = 0; i < levels.Steps.Count; i++)
        {
            if (string.Equals(levels.Steps[i].State.Id, state, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
