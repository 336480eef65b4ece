using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Who sends a request, to which administration.</summary>
/// <param name="Administration">The administration of the address.</param>
/// <param name="Person">The person signed in.</param>
public sealed record Caller(OpenAdministration Administration, PersonRow Person)
{
    /// <summary>As the journal writes it.</summary>
    public Actor Actor => Actor.Of(Person.Id);

    /// <summary>Language of the person's screens.</summary>
    public string Language => Person.Language;

    /// <summary>The person's id.</summary>
    public PersonId Id => Person.Id;

    /// <summary>Minimal APIs bind it from the request; the middleware has refused those who are nobody.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint is not under an administration."));
    }
}
