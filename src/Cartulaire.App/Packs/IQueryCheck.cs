using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs;

/// <summary>Checks the searches that packs save, before they come into force. Optional: without it their texts are taken as they are.</summary>
public interface IQueryCheck
{
    /// <summary>What is wrong with the search of a dashboard; empty when it can be run.</summary>
    /// <param name="catalogue">Everything that would be in force.</param>
    /// <param name="dashboard">The dashboard.</param>
    IReadOnlyList<Failure> Check(Catalogue catalogue, Dashboard dashboard);
}
