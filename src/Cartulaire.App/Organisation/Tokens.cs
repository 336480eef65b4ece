using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Organisation;

/// <summary>Bearer tokens: 256 random bits, of which only the digest is kept.</summary>
public static class Tokens
{
    private const string Prefix = "cart_";

    private static readonly Func<RecordDb, string, DateTimeOffset, CancellationToken, Task<PersonRow?>> Holder = EF.CompileAsyncQuery(
        (RecordDb db, string digest, DateTimeOffset now, CancellationToken _) => db.Tokens
            .Where(t => t.SecretHash == digest && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now))
            .Join(db.Persons, t => t.PersonId, p => p.Id, (t, p) => p)
            .SingleOrDefault(p => p.Active));

    /// <param name="User">Sign-in name of the person whose rights the token has.</param>
    /// <param name="Label">What it is for.</param>
    /// <param name="ExpiresAt">When it ends; never when absent.</param>
    public sealed record Create(string User, string Label = "", DateTimeOffset? ExpiresAt = null);

    /// <param name="Id">The token's id, to revoke it.</param>
    /// <param name="Secret">The secret; it cannot be read again.</param>
    public sealed record Created(TokenId Id, string Secret);

    /// <summary>Makes a token for a person.</summary>
    public static Task<Written<Created>> CreateAsync(OpenAdministration administration, Actor actor, Create command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return administration.Store.Writer.RunAsync<Created>(
            actor,
            async (act, token) =>
            {
                var person = await act.Db.Persons.SingleOrDefaultAsync(p => p.Name == command.User && p.Active, token).ConfigureAwait(false);
                if (person is null)
                {
                    return new Failure(Refusal.NotFound, "user.unknown", "user", command.User);
                }

                var row = new TokenRow
                {
                    Id = TokenId.New(),
                    PersonId = person.Id,
                    SecretHash = Digest(secret),
                    Label = command.Label.Trim(),
                    CreatedAt = act.Now,
                    ExpiresAt = command.ExpiresAt,
                };
                act.Db.Tokens.Add(row);
                act.Journal("token.created", person.Id, new { token = row.Id.ToString() });
                return new Created(row.Id, secret);
            },
            ct);
    }

    /// <summary>The person behind a secret, or null when the token is unknown, revoked, expired, or its person inactive.</summary>
    public static async Task<PersonRow?> AuthenticateAsync(OpenAdministration administration, string secret, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Length > 100)
        {
            return null;
        }

        var digest = Digest(secret);
        await using var db = administration.Store.Read();
        return await Holder(db, digest, now, ct).ConfigureAwait(false);
    }

    private static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
