using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Administration;

/// <summary>Makes a new administration on this host, empty.</summary>
public static class CreateAdministration
{
    /// <param name="Name">Short name, in every address.</param>
    /// <param name="Title">Name for people.</param>
    /// <param name="TimeZone">IANA zone; Europe/Brussels when absent.</param>
    /// <param name="Languages">Languages, the first one first; fr when absent.</param>
    public sealed record Command(string Name, string Title, string? TimeZone = null, string? Languages = null);

    /// <param name="Name">Short name.</param>
    /// <param name="Title">Name for people.</param>
    public sealed record Answer(string Name, string Title);

    /// <summary>Creates it; refuses a name that is taken or cannot be an address.</summary>
    public sealed class Handler(DataFolder data, TimeProvider clock)
    {
        /// <summary>Runs the command.</summary>
        public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken ct)
        {
            ArgumentNullException.ThrowIfNull(command);
            if (AdministrationName.Check(command.Name) is { } refusal)
            {
                return refusal;
            }

            var title = command.Title.Trim();
            if (title.Length is 0 or > 200)
            {
                return new Failure(Refusal.Invalid, "field.length", "title", 1, 200);
            }

            var zone = command.TimeZone ?? "Europe/Brussels";
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                return new Failure(Refusal.Invalid, "administration.time-zone", "timeZone", zone);
            }

            return await data.HostWriter.RunAsync<Answer>(
                async (db, token) =>
                {
                    if (await db.Administrations.AnyAsync(a => a.Name == command.Name, token).ConfigureAwait(false))
                    {
                        return new Failure(Refusal.Conflict, "administration.exists", "id", command.Name);
                    }

                    db.Administrations.Add(new AdministrationRow
                    {
                        Name = command.Name,
                        Title = title,
                        TimeZone = zone,
                        Languages = command.Languages ?? "fr",
                        CreatedAt = clock.GetUtcNow(),
                    });
                    return new Answer(command.Name, title);
                },
                ct).ConfigureAwait(false);
        }
    }
}
