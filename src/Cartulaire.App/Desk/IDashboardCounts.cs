using Cartulaire.App.Http;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Desk;

/// <summary>Counts what saved searches hold for a person. Registered by the search feature; without it, nothing is counted.</summary>
public interface IDashboardCounts
{
    /// <summary>How many items each saved search holds now.</summary>
    /// <param name="caller">Only what this person may see is counted.</param>
    /// <param name="dashboards">The saved searches.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>By id; one that cannot be counted is absent.</returns>
    Task<IReadOnlyDictionary<string, long>> CountAsync(Caller caller, IReadOnlyList<Dashboard> dashboards, CancellationToken ct);
}
