using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>An organisation at one of its versions: what rules need, and names for people.</summary>
/// <param name="Version">Grows with each change of services, persons, roles or functions.</param>
/// <param name="Facts">What rules look at.</param>
/// <param name="Services">Services by id.</param>
/// <param name="Persons">Persons by id, inactive ones included.</param>
public sealed record OrganisationSnapshot(
    long Version, OrganisationFacts Facts, IReadOnlyDictionary<ServiceId, ServiceRow> Services, IReadOnlyDictionary<PersonId, PersonRow> Persons);

/// <summary>Keeps the last snapshot of the organisation; read again only when its version has moved.</summary>
public sealed class OrganisationSnapshots
{
    private static readonly Func<RecordDb, CancellationToken, Task<long>> Version = EF.CompileAsyncQuery(
        (RecordDb db, CancellationToken _) => db.Counters.Where(c => c.Name == OrganisationCounter.Name).Select(c => c.Last).SingleOrDefault());

    private volatile OrganisationSnapshot? last;

    /// <summary>The organisation as the given context sees it.</summary>
    public async Task<OrganisationSnapshot> CurrentAsync(RecordDb db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var version = await Version(db, ct).ConfigureAwait(false);
        if (last is { } known && known.Version == version)
        {
            return known;
        }

        var services = await db.Services.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
        var persons = await db.Persons.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
        var active = persons.Where(p => p.Active).Select(p => p.Id).ToHashSet();
        var functions = await db.PersonFunctions.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
        var roles = await db.PersonRoles.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
        var facts = new OrganisationFacts(
            services.Select(s => new ServiceFacts(s.Id, s.ParentId, s.Title)),
            functions.Where(f => active.Contains(f.PersonId)).Select(f => new FunctionHolder(f.ServiceId, f.Function, f.PersonId)),
            roles.Where(r => active.Contains(r.PersonId)).Select(r => new RoleHolder(r.Role, r.PersonId)));
        return last = new OrganisationSnapshot(version, facts, services.ToDictionary(s => s.Id), persons.ToDictionary(p => p.Id));
    }
}
