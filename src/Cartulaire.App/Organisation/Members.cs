using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Organisation;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Organisation;

/// <summary>Who works here: whoever holds a role or a function. An account alone lets nobody read the contacts or fill the disk.</summary>
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

    /// <summary>Lets members through, where an address is not for everybody who has an account.</summary>
    public static async ValueTask<object?> OnlyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var context = invocation.HttpContext;
        if (await RefusalAsync(context.Features.Get<Caller>()!, context.RequestAborted).ConfigureAwait(false) is not { } refusal)
        {
            return await next(invocation).ConfigureAwait(false);
        }

        await Refusals.AnswerAsync(context, [refusal]).ConfigureAwait(false);
        return Results.Empty;
    }

    /// <summary>Whether a person holds a role or a function.</summary>
    public static bool Holds(OrganisationSnapshot organisation, PersonId person)
    {
        var own = Principal.Person(person.ToString());
        return organisation.Facts.PrincipalsOf(person).Any(p => p != Principal.Everybody && p != own);
    }
}
