using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Changes a service: its name for people, the service above it, whether it still works.</summary>
public static class EditService
{
    /// <param name="Id">The service; its short name never changes.</param>
    /// <param name="Title">Name for people.</param>
    /// <param name="Parent">The service above it, or null.</param>
    /// <param name="Active">Whether it may be given new work.</param>
    public sealed record Command(ServiceId Id, string Title, ServiceId? Parent, bool Active);

    /// <summary>Changes it; refuses to put a service below itself, and to close one that still has work.</summary>
    public static Task<Written<Done>> HandleAsync(OpenAdministration administration, Actor actor, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, command, token), ct);
    }

    private static async Task<Outcome<Done>> RunAsync(Act act, Command command, CancellationToken ct)
    {
        if (OrganisationNames.CheckText(command.Title, "title", 200) is { } refusal)
        {
            return refusal;
        }

        var all = await act.Db.Services.ToDictionaryAsync(s => s.Id, ct).ConfigureAwait(false);
        if (!all.TryGetValue(command.Id, out var row))
        {
            return new Failure(Refusal.NotFound, "service.unknown", null, command.Id);
        }

        if (command.Parent is { } parent && (!all.ContainsKey(parent) || IsBelow(all, parent, row.Id)))
        {
            return new Failure(Refusal.Invalid, "service.below-itself", "parent");
        }

        if (row.Active && !command.Active && await act.Db.Assignments.CountAsync(a => a.ServiceId == row.Id && a.Open, ct).ConfigureAwait(false) is > 0 and var open)
        {
            return new Failure(Refusal.Conflict, "service.busy", "active", open);
        }

        var before = new { row.Title, parent = row.ParentId?.ToString(), row.Active };
        (row.Title, row.ParentId, row.Active) = (command.Title.Trim(), command.Parent, command.Active);
        await act.NextAsync(OrganisationCounter.Name, ct).ConfigureAwait(false);
        act.Journal("service.edited", row.Id, new { before, after = new { row.Title, parent = row.ParentId?.ToString(), row.Active } });
        return default(Done);
    }

    private static bool IsBelow(Dictionary<ServiceId, ServiceRow> all, ServiceId service, ServiceId above)
    {
        for (ServiceId? at = service; at is { } id; at = all.GetValueOrDefault(id)?.ParentId)
        {
            if (id == above)
            {
                return true;
            }
        }

        return false;
    }
}
