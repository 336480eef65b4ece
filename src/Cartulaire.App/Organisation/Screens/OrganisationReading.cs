using Cartulaire.App.Administration;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation.Screens;

/// <summary>A service as a list shows it.</summary>
/// <param name="Row">The service.</param>
/// <param name="Depth">How deep it stands below the first ones.</param>
/// <param name="People">How many active people hold a function in it.</param>
public sealed record ServiceLine(ServiceRow Row, int Depth, int People);

/// <summary>A user as a list shows it.</summary>
/// <param name="Row">The person.</param>
/// <param name="Roles">Roles held.</param>
/// <param name="Functions">Functions held.</param>
public sealed record UserLine(PersonRow Row, IReadOnlyList<string> Roles, IReadOnlyList<EditUser.Held> Functions);

/// <summary>Reads the organisation for pages.</summary>
internal static class OrganisationReading
{
    /// <summary>All services, each after the one above it, by title.</summary>
    public static async Task<IReadOnlyList<ServiceLine>> ServicesAsync(OpenAdministration administration, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var rows = await db.Services.ToListAsync(ct).ConfigureAwait(false);
        var holders = await db.PersonFunctions.Join(db.Persons.Where(p => p.Active), f => f.PersonId, p => p.Id, (f, _) => new { f.ServiceId, f.PersonId })
            .Distinct().GroupBy(f => f.ServiceId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct).ConfigureAwait(false);
        List<ServiceLine> lines = [];
        Walk(null, 0);
        return lines;

        void Walk(ServiceId? parent, int depth)
        {
            foreach (var row in rows.Where(r => r.ParentId == parent).OrderBy(r => r.Title, StringComparer.CurrentCultureIgnoreCase))
            {
                lines.Add(new ServiceLine(row, depth, holders.GetValueOrDefault(row.Id)));
                Walk(row.Id, depth + 1);
            }
        }
    }

    /// <summary>All users, active ones first, by name.</summary>
    public static async Task<IReadOnlyList<UserLine>> UsersAsync(OpenAdministration administration, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var persons = await db.Persons.Where(p => p.ErasedAt == null).ToListAsync(ct).ConfigureAwait(false);
        var roles = (await db.PersonRoles.ToListAsync(ct).ConfigureAwait(false)).ToLookup(r => r.PersonId, r => r.Role);
        var functions = (await db.PersonFunctions.ToListAsync(ct).ConfigureAwait(false)).ToLookup(f => f.PersonId, f => new EditUser.Held(f.ServiceId, f.Function));
        return [.. persons.OrderByDescending(p => p.Active).ThenBy(p => p.DisplayName, StringComparer.CurrentCultureIgnoreCase)
            .Select(p => new UserLine(p, [.. roles[p.Id]], [.. functions[p.Id]]))];
    }
}
