using System.Security.Cryptography;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Adds a person who may sign in, with roles and functions.</summary>
public static class AddUser
{
    /// <param name="Name">Sign-in name, unique, lower case.</param>
    /// <param name="Email">Address.</param>
    /// <param name="DisplayName">Name for people; the sign-in name when absent.</param>
    /// <param name="Roles">Roles in the whole administration.</param>
    /// <param name="Functions">Functions held, as <c>service/function</c>.</param>
    /// <param name="Password">Password, or null for a person who does not sign in with one.</param>
    /// <param name="Language">Language of the screens.</param>
    public sealed record Command(
        string Name, string Email, string? DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<string> Functions, string? Password, string Language = "fr");

    /// <param name="Id">The new person.</param>
    public sealed record Answer(PersonId Id);

    /// <summary>Adds the person; refuses names taken, unknown services, roles and functions that no installed pack declares, and weak passwords.</summary>
    public static Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);

        // Hashing is slow on purpose: never inside the act.
        var hash = command.Password is null ? null : Passwords.Hash(command.Password);
        return administration.Store.Writer.RunAsync<Answer>(actor, (act, token) => RunAsync(act, administration.Packs.Catalogue, command, hash, token), ct);
    }

    private static async Task<Outcome<Answer>> RunAsync(Act act, Catalogue catalogue, Command command, string? passwordHash, CancellationToken ct)
    {
        if (Check(command, catalogue) is { Length: > 0 } failures)
        {
            return failures;
        }

        if (await act.Db.Persons.AnyAsync(p => p.Name == command.Name, ct).ConfigureAwait(false))
        {
            return new Failure(Refusal.Conflict, "user.exists", "name", command.Name);
        }

        var row = new PersonRow
        {
            Id = PersonId.New(),
            Name = command.Name,
            DisplayName = string.IsNullOrWhiteSpace(command.DisplayName) ? command.Name : command.DisplayName.Trim(),
            Email = command.Email.Trim(),
            Language = command.Language,
            PasswordHash = passwordHash,
            SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Active = true,
            CreatedAt = act.Now,
        };
        act.Db.Persons.Add(row);
        var roles = command.Roles.Distinct(StringComparer.Ordinal).ToList();
        act.Db.PersonRoles.AddRange(roles.Select(r => new PersonRoleRow { PersonId = row.Id, Role = r }));
        foreach (var pair in command.Functions.Distinct(StringComparer.Ordinal))
        {
            var (serviceName, function) = Split(pair);
            var service = await act.Db.Services.SingleOrDefaultAsync(s => s.Name == serviceName, ct).ConfigureAwait(false);
            if (service is null)
            {
                return new Failure(Refusal.Invalid, "service.unknown", "functions", serviceName);
            }

            act.Db.PersonFunctions.Add(new PersonFunctionRow { PersonId = row.Id, ServiceId = service.Id, Function = function });
        }

        await act.NextAsync(OrganisationCounter.Name, ct).ConfigureAwait(false);
        act.Journal("user.added", row.Id, new { roles, command.Functions });
        return new Answer(row.Id);
    }

    private static Failure[] Check(Command command, Catalogue catalogue)
    {
        var failures = new List<Failure?>
        {
            OrganisationNames.Check(command.Name, "name"),
            command.Email.Length is < 3 or > 254 || !command.Email.Contains('@', StringComparison.Ordinal)
                ? new Failure(Refusal.Invalid, "email.malformed", "email") : null,
            command.DisplayName is { Length: > 0 } display ? OrganisationNames.CheckText(display, "displayName", 200) : null,
            command.Password is { } password ? Passwords.Weakness(password, command.Name) : null,
        };
        failures.AddRange(command.Roles.Select(r => OrganisationNames.CheckDeclared(r, "roles", catalogue.Roles)));
        failures.AddRange(command.Functions.Select(f => f.Count(c => c == '/') == 1
            ? OrganisationNames.CheckDeclared(Split(f).Function, "functions", catalogue.Functions) : new Failure(Refusal.Invalid, "function.malformed", "functions", f)));
        return failures.OfType<Failure>().ToArray();
    }

    private static (string Service, string Function) Split(string pair)
    {
        var at = pair.IndexOf('/', StringComparison.Ordinal);
        return (pair[..at], pair[(at + 1)..]);
    }
}
