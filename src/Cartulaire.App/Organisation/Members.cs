using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Organisation;

namespace Cartulaire.App.Organisation;

/// <summary>Who works here: whoever holds a role or a function. An account alone lets nobody fill the disk.</summary>
internal static class Members
{
    /// <summary>Refuses whoever holds nothing.</summary>
    /// <returns><c>request.forbidden</c>, or null.</returns>
    public static async Task<Failure?> RefusalAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await using var db = caller.Administration.Store.Read();
        var organisation = await caller.Administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false);
        return Holds(organisation, caller.Id) ? null : new Failure(Refusal.Forbidden, "request.forbidden");
    }

    /// <summary>Whether a person holds a role or a function.</summary>
    public static bool Holds(OrganisationSnapshot organisation, PersonId person)
    {
        var own = Principal.Person(person.ToString());
        return organisation.Facts.PrincipalsOf(person).Any(p => p != Principal.Everybody && p != own);
    }
}
