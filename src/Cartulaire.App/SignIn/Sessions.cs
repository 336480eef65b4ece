using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.SignIn;

/// <summary>Signed-in sessions, kept on the server: the cookie holds 256 random bits, the record their digest (security C-08).</summary>
public static class Sessions
{
    /// <summary>Time without a request after which a session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Age at which a session ends, however busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>A session that is alive.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Person">Whose it is; active.</param>
    /// <param name="FormKey">Key of the tokens in this session's forms.</param>
    public sealed record Alive(SessionId Id, PersonRow Person, byte[] FormKey);

    /// <summary>Begins a session and forgets the person's sessions that have ended by themselves.</summary>
    /// <returns>The secret for the cookie; it cannot be read again.</returns>
    public static async Task<Outcome<string>> BeginAsync(OpenAdministration administration, PersonId person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var written = await administration.Store.Writer.RunAsync<string>(
            Actor.Of(person),
            async (act, token) =>
            {
                var (idle, old) = (act.Now - Idle, act.Now - Longest);
                await act.Db.Sessions.Where(s => s.PersonId == person && (s.SeenAt < idle || s.CreatedAt < old)).ExecuteDeleteAsync(token).ConfigureAwait(false);
                act.Db.Sessions.Add(new SessionRow { Id = SessionId.New(), PersonId = person, SecretHash = Digest(secret), CreatedAt = act.Now, SeenAt = act.Now });
                act.Journal("person.signed-in", person);
                return secret;
            },
            ct).ConfigureAwait(false);
        return written.Outcome;
    }

    /// <summary>The session behind a secret, or null when it is unknown, has ended, or its person is no longer active.</summary>
    public static async Task<Alive?> FindAsync(OpenAdministration administration, string secret, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (secret.Length is 0 or > 100)
        {
            return null;
        }

        var digest = Digest(secret);
        var (idle, old) = (now - Idle, now - Longest);
        await using var db = administration.Store.Read();
        var found = await db.Sessions
            .Where(s => s.SecretHash == digest && s.SeenAt >= idle && s.CreatedAt >= old)
            .Join(db.Persons, s => s.PersonId, p => p.Id, (Session, Person) => new { Session, Person })
            .SingleOrDefaultAsync(f => f.Person.Active, ct).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        if (now - found.Session.SeenAt > NotedEvery)
        {
            await NoteAsync(administration, found.Session.Id, ct).ConfigureAwait(false);
        }

        return new Alive(found.Session.Id, found.Person, SHA256.HashData(Encoding.UTF8.GetBytes("form:" + secret)));
    }

    /// <summary>Ends a session at once.</summary>
    public static Task<Written<Done>> EndAsync(OpenAdministration administration, Actor actor, SessionId session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync<Done>(
            actor,
            async (act, token) =>
            {
                await act.Db.Sessions.Where(s => s.Id == session).ExecuteDeleteAsync(token).ConfigureAwait(false);
                act.Journal("person.signed-out", actor.Name);
                return default(Done);
            },
            ct);
    }

    // Seen once a minute is enough to know half an hour; it is bookkeeping, not an act of anybody.
    private static Task NoteAsync(OpenAdministration administration, SessionId session, CancellationToken ct)
        => administration.Store.Writer.RunAsync<Done>(
            Actor.System("sessions"),
            async (act, token) =>
            {
                var now = act.Now;
                await act.Db.Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), token).ConfigureAwait(false);
                return default(Done);
            },
            ct);

    private static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
