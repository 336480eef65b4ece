using System.Collections.Concurrent;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>What a person may see, as bit sets over access-set numbers.</summary>
/// <param name="Read">Sets that the person may read.</param>
/// <param name="Line">Sets of which the person sees the line only.</param>
public sealed record Reach(AccessBits Read, AccessBits Line);

/// <summary>Keeps the reach of each person, as long as neither the organisation nor the sets have changed.</summary>
public sealed class Reaches
{
    private static readonly Func<RecordDb, CancellationToken, Task<long>> Sets = EF.CompileAsyncQuery(
        (RecordDb db, CancellationToken _) => db.Counters.Where(c => c.Name == "access-set").Select(c => c.Last).Single());

    private readonly ConcurrentDictionary<PersonId, (long Organisation, long Sets, Reach Reach)> known = new();

    /// <summary>The reach of a person now.</summary>
    public async Task<Reach> OfAsync(RecordDb db, OrganisationSnapshot organisation, PersonId person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(organisation);
        var sets = await Sets(db, ct).ConfigureAwait(false);
        if (known.TryGetValue(person, out var found) && found.Organisation == organisation.Version && found.Sets == sets)
        {
            return found.Reach;
        }

        // Sets never change: when only sets were added, only their grants are read.
        var before = found.Reach is not null && found.Organisation == organisation.Version ? found : default;
        var principals = organisation.Facts.PrincipalsOf(person).ToList();
        var grants = await db.AccessGrants.Where(g => principals.Contains(g.Principal) && g.SetNumber > before.Sets)
            .Select(g => new { g.SetNumber, g.Rights }).ToListAsync(ct).ConfigureAwait(false);
        var rights = new Dictionary<int, Rights>(grants.Count);
        foreach (var grant in grants)
        {
            rights[(int)grant.SetNumber] = rights.GetValueOrDefault((int)grant.SetNumber) | (Rights)grant.Rights;
        }

        var reach = new Reach(
            new AccessBits(rights.Where(r => r.Value.HasFlag(Rights.Read)).Select(r => r.Key), before.Reach?.Read),
            new AccessBits(rights.Where(r => !r.Value.HasFlag(Rights.Read) && r.Value.HasFlag(Rights.Line)).Select(r => r.Key), before.Reach?.Line));
        known[person] = (organisation.Version, sets, reach);
        return reach;
    }
}
