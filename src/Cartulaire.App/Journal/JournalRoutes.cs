using Cartulaire.App.Http;
using Cartulaire.App.Organisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Journal;

/// <summary>The journal over REST, for those who administer: the chain itself, without the words behind it. Whoever may read an item reads its history.</summary>
internal static class JournalRoutes
{
    private const int Largest = 1_000;

    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapGet("/journal", ReadAsync)
            .WithName("ReadJournal")
            .WithSummary("Lire le journal par numéro, pour les administrateurs")
            .Produces<Answer>()
            .ProducesProblem(StatusCodes.Status403Forbidden);

    /// <param name="Number">Its number.</param>
    /// <param name="At">When.</param>
    /// <param name="Actor">Who: a person's id, an operator, or the program.</param>
    /// <param name="Kind">What happened, such as <c>item.registered</c>.</param>
    /// <param name="Subject">Id of what it happened to.</param>
    /// <param name="Hash">The link of the chain, in hexadecimal digits.</param>
    internal sealed record Entry(long Number, DateTimeOffset At, string Actor, string Kind, string? Subject, string Hash);

    /// <param name="Entries">This page, in order.</param>
    /// <param name="Last">Number of the last entry of all.</param>
    /// <param name="Cursor">For the next page; null at the end.</param>
    internal sealed record Answer(IReadOnlyList<Entry> Entries, long Last, long? Cursor);

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, long? cursor, int? limit, CancellationToken ct)
    {
        if (await Administrators.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        if (await caller.Administration.Store.Consultations.RecordAsync(caller.Actor, "journal.page", null, ct).ConfigureAwait(false) is { } unwritten)
        {
            return Problems.Of(context, [unwritten]);
        }

        await using var db = caller.Administration.Store.Read();
        var (after, size) = (cursor ?? 0, Math.Clamp(limit ?? 100, 1, Largest));
        var last = await db.Journal.MaxAsync(j => (long?)j.Number, ct).ConfigureAwait(false) ?? 0;
        var rows = await db.Journal.AsNoTracking().Where(j => j.Number > after && j.Number <= last).OrderBy(j => j.Number).Take(size).ToListAsync(ct).ConfigureAwait(false);
        return Results.Ok(new Answer(
            rows.ConvertAll(j => new Entry(j.Number, j.At, j.Actor, j.Kind, j.Subject, Convert.ToHexStringLower(j.Hash))),
            last,
            rows.Count > 0 && rows[^1].Number < last ? rows[^1].Number : null));
    }
}
