using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Adds a service (organisational unit) to an administration.</summary>
public static class AddService
{
    /// <param name="Name">Short name, unique.</param>
    /// <param name="Title">Name for people.</param>
    /// <param name="Parent">Short name of the service above, if any.</param>
    public sealed record Command(string Name, string Title, string? Parent = null);

    /// <param name="Id">The new service.</param>
    public sealed record Answer(ServiceId Id);

    /// <summary>Adds it; refuses a name that is taken and a parent that is unknown.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        return administration.Store.Writer.RunAsync<Answer>(actor, (act, token) => RunAsync(act, command, token), ct);
    }

    private static async Task<Outcome<Answer>> RunAsync(Act act, Command command, CancellationToken ct)
    {
        if ((OrganisationNames.Check(command.Name, "name") ?? OrganisationNames.CheckText(command.Title, "title", 200)) is { } refusal)
        {
            return refusal;
        }

        if (await act.Db.Services.AnyAsync(s => s.Name == command.Name, ct).ConfigureAwait(false))
        {
            return new Failure(Refusal.Conflict, "service.exists", "name", command.Name);
        }

        ServiceRow? parent = null;
        if (command.Parent is not null)
        {
            parent = await act.Db.Services.SingleOrDefaultAsync(s => s.Name == command.Parent, ct).ConfigureAwait(false);
            if (parent is null)
            {
                return new Failure(Refusal.Invalid, "service.unknown", "parent", command.Parent);
            }
        }

        var row = new ServiceRow { Id = ServiceId.New(), Name = command.Name, Title = command.Title.Trim(), ParentId = parent?.Id, Active = true };
        act.Db.Services.Add(row);
        await act.NextAsync(OrganisationCounter.Name, ct).ConfigureAwait(false);
        act.Journal("service.added", row.Id, new { row.Name, row.Title, parent = parent?.Name });
        return new Answer(row.Id);
    }
}

/// <summary>The version of the organisation: grows with each change of services, persons, roles or functions.</summary>
internal static class OrganisationCounter
{
    /// <summary>Name of the counter.</summary>
    public const string Name = "organisation";
}
