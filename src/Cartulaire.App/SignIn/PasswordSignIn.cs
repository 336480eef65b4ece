using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.SignIn;

/// <summary>Signs a person in with the name and password of a local account.</summary>
public static class PasswordSignIn
{
    /// <param name="Name">Sign-in name, as typed.</param>
    /// <param name="Password">Password, as typed.</param>
    /// <param name="Network">Where the attempt comes from: an IPv4 address or an IPv6 /64.</param>
    public sealed record Command(string Name, string Password, string Network);

    /// <summary>Runs the command; a wrong name, a wrong password and an account that is off are the same refusal, after the same work.</summary>
    public sealed class Handler(SignInLimits limits)
    {
        // A hash keeps a core busy for a good part of a second: attempts queue rather than starve everybody else.
        private static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

        /// <summary>Checks, and begins a session.</summary>
        /// <returns>The secret for the cookie, or <c>sign-in.refused</c>, or <c>sign-in.too-many</c>.</returns>
        public async Task<Outcome<string>> HandleAsync(OpenAdministration administration, Command command, CancellationToken ct)
        {
            ArgumentNullException.ThrowIfNull(administration);
            ArgumentNullException.ThrowIfNull(command);
            var name = command.Name.Trim().ToLowerInvariant();
            var account = $"{administration.Name}/{(name.Length > 60 ? name[..60] : name)}";
            if (!limits.TryTake(account, command.Network))
            {
                return new Failure(Refusal.TooMany, "sign-in.too-many", null, (int)SignInLimits.Window.TotalMinutes);
            }

            await using var db = administration.Store.Read();
            var person = await db.Persons.SingleOrDefaultAsync(p => p.Name == name, ct).ConfigureAwait(false);
            await Hashing.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                var password = command.Password.Length > 1000 ? string.Empty : command.Password;
                if (!Passwords.Verify(person?.PasswordHash, password) || person is not { Active: true })
                {
                    return new Failure(Refusal.Invalid, "sign-in.refused");
                }
            }
            finally
            {
                Hashing.Release();
            }

            limits.Succeeded(account, command.Network);
            return await Sessions.BeginAsync(administration, person.Id, ct).ConfigureAwait(false);
        }
    }
}
