using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Writes for the sender of a request.</summary>
internal static class Writing
{
    /// <summary>Runs an act of the caller; once only for each <c>Idempotency-Key</c>.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="context">The request.</param>
    /// <param name="body">What the body says, or the address of the bytes that it brought.</param>
    /// <param name="work">The act. Its answer holds ids, numbers and stamps only: it is kept with the key.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Written<T>> WriteAsync<T>(
        this Caller caller, HttpContext context, object? body, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct)
    {
        var key = Idempotency.Read(context, body);
        return key.IsSuccess
            ? await caller.Administration.Store.Writer.RunAsync(
                caller.Actor, (act, token) => Idempotency.RunAsync(act, key.Value, work, token), ct).ConfigureAwait(false)
            : new Written<T>(Outcome<T>.Refused(key.Failures), 0);
    }

    /// <summary>A request that is refused before anything is written.</summary>
    public static Written<T> Refused<T>(IReadOnlyList<Failure> failures) => new(Outcome<T>.Refused(failures), 0);
}
