using System.Security.Cryptography;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Changes a user: name for people, address, language, roles, functions, password, whether the account works.</summary>
public static class EditUser
{
    /// <param name="Id">The person; the sign-in name never changes.</param>
    /// <param name="DisplayName">Name for people.</param>
    /// <param name="Email">Address.</param>
    /// <param name="Language">Language of the screens: fr, nl, de, en.</param>
    /// <param name="Roles">All roles held from now on.</param>
    /// <param name="Functions">All functions held from now on.</param>
    /// <param name="Active">Whether the person may sign in; false ends every session at once.</param>
    /// <param name="Password">A new password, which ends every session; null keeps the old one.</param>
    public sealed record Command(
        PersonId Id, string DisplayName, string Email, string Language, IReadOnlyList<string> Roles, IReadOnlyList<Held> Functions, bool Active, string? Password);

    /// <param name="Service">The service.</param>
    /// <param name="Function">The function held in it.</param>
    public sealed record Held(ServiceId Service, string Function);

    /// <summary>Changes the person; refuses unknown services, roles that no pack knows, and to leave nobody who administers.</summary>
    public static Task<Written<Done>> HandleAsync(OpenAdministration administration, Actor actor, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);

        // Hashing is slow on purpose: never inside the act.
        var hash = command.Password is null ? null : Passwords.Hash(command.Password);
        return administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, command, hash, token), ct);
    }

    private static async Task<Outcome<Done>> RunAsync(Act act, OpenAdministration administration, Command command, string? hash, CancellationToken ct)
    {
        var row = await act.Db.Persons.SingleOrDefaultAsync(p => p.Id == command.Id, ct).ConfigureAwait(false);
        if (row is null)
        {
            return new Failure(Refusal.NotFound, "user.unknown", null, command.Id);
        }

        var heldRoles = await act.Db.PersonRoles.Where(r => r.PersonId == row.Id).ToListAsync(ct).ConfigureAwait(false);
        var heldFunctions = await act.Db.PersonFunctions.Where(f => f.PersonId == row.Id).ToListAsync(ct).ConfigureAwait(false);
        if (await CheckAsync(act, administration, command, row, heldRoles, ct).ConfigureAwait(false) is { Length: > 0 } failures)
        {
            return failures;
        }

        var before = new { row.Active, roles = heldRoles.ConvertAll(r => r.Role), functions = heldFunctions.ConvertAll(f => $"{f.ServiceId}/{f.Function}") };
        (row.DisplayName, row.Email, row.Language, row.Active) = (command.DisplayName.Trim(), command.Email.Trim(), command.Language, command.Active);
        Exchange(act, row.Id, command, heldRoles, heldFunctions);
        if (hash is not null)
        {
            row.PasswordHash = hash;
        }

        if (hash is not null || !command.Active)
        {
            row.SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            await act.Db.Sessions.Where(s => s.PersonId == row.Id).ExecuteDeleteAsync(ct).ConfigureAwait(false);
        }

        await act.NextAsync(OrganisationCounter.Name, ct).ConfigureAwait(false);
        act.Journal("user.edited", row.Id, new
        {
            before,
            after = new { row.Active, roles = command.Roles, functions = command.Functions.Select(f => $"{f.Service}/{f.Function}") },
            password = hash is null ? null : "changed",
        });
        return default(Done);
    }

    private static void Exchange(Act act, PersonId person, Command command, List<PersonRoleRow> roles, List<PersonFunctionRow> functions)
    {
        act.Db.PersonRoles.RemoveRange(roles.Where(r => !command.Roles.Contains(r.Role, StringComparer.Ordinal)));
        act.Db.PersonRoles.AddRange(command.Roles.Distinct(StringComparer.Ordinal)
            .Where(role => !roles.Exists(r => r.Role == role)).Select(role => new PersonRoleRow { PersonId = person, Role = role }));
        act.Db.PersonFunctions.RemoveRange(functions.Where(f => !command.Functions.Contains(new Held(f.ServiceId, f.Function))));
        act.Db.PersonFunctions.AddRange(command.Functions.Distinct()
            .Where(held => !functions.Exists(f => f.ServiceId == held.Service && f.Function == held.Function))
            .Select(held => new PersonFunctionRow { PersonId = person, ServiceId = held.Service, Function = held.Function }));
    }

    private static async Task<Failure[]> CheckAsync(
        Act act, OpenAdministration administration, Command command, PersonRow row, List<PersonRoleRow> held, CancellationToken ct)
    {
        var catalogue = administration.Packs.Catalogue;
        var roles = catalogue.Roles.Select(r => r.Id).Concat(held.Select(r => r.Role)).ToHashSet(StringComparer.Ordinal);
        var services = await act.Db.Services.Select(s => s.Id).ToListAsync(ct).ConfigureAwait(false);
        var failures = new List<Failure?>
        {
            OrganisationNames.CheckText(command.DisplayName, "displayName", 200),
            command.Email.Length is < 3 or > 254 || !command.Email.Contains('@', StringComparison.Ordinal) ? new Failure(Refusal.Invalid, "email.malformed", "email") : null,
            command.Language is "fr" or "nl" or "de" or "en" ? null : new Failure(Refusal.Invalid, "language.unknown", "language"),
            command.Password is { } password ? Passwords.Weakness(password, row.Name) : null,
            command.Roles.FirstOrDefault(r => !roles.Contains(r)) is { } role ? new Failure(Refusal.Invalid, "role.unknown", "roles", role) : null,
        };
        failures.AddRange(command.Functions.Where(f => !services.Contains(f.Service)).Take(1).Select(f => new Failure(Refusal.Invalid, "service.unknown", "functions", f.Service)));

        var administering = catalogue.Roles.Where(r => r.Administers).Select(r => r.Id).ToList();
        if (row.Active && held.Exists(r => administering.Contains(r.Role)) && !(command.Active && command.Roles.Any(administering.Contains))
            && !await act.Db.PersonRoles.Where(r => r.PersonId != row.Id && administering.Contains(r.Role))
                .Join(act.Db.Persons, r => r.PersonId, p => p.Id, (_, p) => p).AnyAsync(p => p.Active, ct).ConfigureAwait(false))
        {
            failures.Add(new Failure(Refusal.Conflict, "user.last-administrator", "roles"));
        }

        return [.. failures.OfType<Failure>()];
    }
}
