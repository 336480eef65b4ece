using Cartulaire.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cartulaire.App.Organisation;

/// <summary>Passwords of local accounts: PBKDF2 with 600,000 iterations, at least 12 characters (security §4.2).</summary>
internal static class Passwords
{
    private const int Shortest = 12;
    private const int Longest = 200;

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 600_000 }));
    private static readonly object Nobody = new();

    // Verified when the account is unknown, so that time does not tell (security C-05).
    // Made before the first comparison of either sort, or the first unknown account would be the slow one.
    private static readonly string Decoy = Hasher.HashPassword(Nobody, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));

    /// <summary>Hashes a password with a salt of its own; takes a good part of a second on purpose.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Compares in time that does not depend on whether the account exists.</summary>
    public static bool Verify(string? hash, string password)
    {
        var result = Hasher.VerifyHashedPassword(Nobody, hash ?? Decoy, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>Why a password is refused, or null.</summary>
    public static Failure? Weakness(string password, string userName)
    {
        if (password.Length is < Shortest or > Longest)
        {
            return new Failure(Refusal.Invalid, "password.length", "password", Shortest, Longest);
        }

        return password.Distinct().Count() < 5 || password.Contains(userName, StringComparison.OrdinalIgnoreCase) && userName.Length > 3
            ? new Failure(Refusal.Invalid, "password.weak", "password")
            : null;
    }
}
