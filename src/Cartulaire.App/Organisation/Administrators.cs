using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Who administers: the holders of a role that an installed pack declares with <c>administers: true</c>.</summary>
internal static class Administrators
{
    /// <summary>Refuses whoever does not administer.</summary>
    /// <returns><c>request.forbidden</c>, or null.</returns>
    public static async Task<Failure?> RefusalAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await using var db = caller.Administration.Store.Read();
        var held = await db.PersonRoles.Where(r => r.PersonId == caller.Id).Select(r => r.Role).ToListAsync(ct).ConfigureAwait(false);
        return caller.Administration.Packs.Catalogue.Roles.Any(r => r.Administers && held.Contains(r.Id, StringComparer.Ordinal))
            ? null
            : new Failure(Refusal.Forbidden, "request.forbidden");
    }
}
