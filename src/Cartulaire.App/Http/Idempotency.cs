using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Http;

/// <summary>A request that its sender may send again without harm.</summary>
/// <param name="Key">The sender's word for this very request, in the header <c>Idempotency-Key</c>.</param>
/// <param name="Request">Digest of what is asked; the same key with another one is refused.</param>
public sealed record IdempotencyKey(string Key, string Request);

/// <summary>Gives the same answer to a request sent twice, and does the work once.</summary>
/// <remarks>
/// The answer is kept in the transaction that did the work: there is no instant at which one is known without the other.
/// It is kept seven days and must hold ids and stamps only, no word about a person. A refusal is not kept: the same request may succeed later.
/// </remarks>
public static class Idempotency
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Reads the header.</summary>
    /// <param name="context">The request; its method, path and If-Match belong to what is asked.</param>
    /// <param name="body">What the body says, as it was understood: an object that serialises to JSON, or the digest of received bytes.</param>
    /// <returns>The key; null when none was given; <c>idempotency.malformed</c> when it is not 1 to 200 visible ASCII characters.</returns>
    public static Outcome<IdempotencyKey?> Read(HttpContext context, object? body)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.Headers.TryGetValue(Header, out var header))
        {
            return (IdempotencyKey?)null;
        }

        var key = header.ToString();
        if (key.Length is 0 or > Longest || key.Any(c => c is <= ' ' or > '~'))
        {
            return new Failure(Refusal.Invalid, "idempotency.malformed", Header, Longest);
        }

        var request = context.Request;
        var asked = JsonSerializer.Serialize(new { request.Method, Path = request.Path.Value, IfMatch = request.Headers.IfMatch.ToString(), body }, JournalJson.Options);
        return new IdempotencyKey(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked))));
    }

    /// <summary>Does the work, or gives the answer already given. Call it first in the act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="key">What <see cref="Read"/> found; null does the work plainly.</param>
    /// <param name="work">The work.</param>
    /// <param name="ct">Cancels.</param>
    /// <typeparam name="T">The answer; survives JSON.</typeparam>
    /// <returns>The answer; <c>idempotency.reused</c> (409) when the key named another request.</returns>
    public static async Task<Outcome<T>> RunAsync<T>(Act act, IdempotencyKey? key, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(work);
        if (key is null)
        {
            return await work(act, ct).ConfigureAwait(false);
        }

        var limit = act.Now - Kept;
        await act.Db.Idempotency.Where(r => r.CreatedAt < limit).ExecuteDeleteAsync(ct).ConfigureAwait(false);
        if (await act.Db.Idempotency.FindAsync([act.Actor.Name, key.Key], ct).ConfigureAwait(false) is { } known)
        {
            return string.Equals(known.Request, key.Request, StringComparison.Ordinal)
                ? JsonSerializer.Deserialize<T>(known.Answer, JournalJson.Options)!
                : new Failure(Refusal.Conflict, "idempotency.reused", Header, key.Key);
        }

        var outcome = await work(act, ct).ConfigureAwait(false);
        if (outcome.IsSuccess)
        {
            act.Db.Idempotency.Add(new IdempotencyRow
            {
                Actor = act.Actor.Name,
                Key = key.Key,
                Request = key.Request,
                Answer = JsonSerializer.Serialize(outcome.Value, JournalJson.Options),
                CreatedAt = act.Now,
            });
        }

        return outcome;
    }
}
