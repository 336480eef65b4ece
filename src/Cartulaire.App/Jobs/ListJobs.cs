using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Jobs;

/// <summary>Shows background work that waits, runs or was given up. Arguments are not shown.</summary>
public static class ListJobs
{
    private const int Longest = 200;

    /// <param name="Id">The job.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Item">The item concerned.</param>
    /// <param name="State">waiting, leased or given-up.</param>
    /// <param name="DueAt">When it may run.</param>
    /// <param name="Attempts">Tries so far.</param>
    /// <param name="Reason">Why the last try failed, a sentence.</param>
    /// <param name="CreatedAt">When it was asked for.</param>
    public sealed record Line(JobId Id, string Kind, ItemId? Item, string State, DateTimeOffset DueAt, int Attempts, string? Reason, DateTimeOffset CreatedAt);

    /// <param name="Waiting">How many wait.</param>
    /// <param name="Leased">How many run.</param>
    /// <param name="GivenUp">How many were given up.</param>
    /// <param name="Jobs">Those given up, then those that run or wait, in the order of their time; 200 at most.</param>
    public sealed record Answer(int Waiting, int Leased, int GivenUp, IReadOnlyList<Line> Jobs);

    /// <summary>How many jobs there are, by state; a state without jobs is absent.</summary>
    public static Task<IReadOnlyDictionary<string, int>> CountAsync(OpenAdministration administration, CancellationToken ct)
        => JobQueue.CountAsync(administration, ct);

    /// <summary>Reads the list.</summary>
    public static async Task<Answer> HandleAsync(OpenAdministration administration, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var counts = await JobQueue.CountAsync(administration, ct).ConfigureAwait(false);
        await using var db = administration.Store.Read();
        var rows = await db.Jobs.OrderByDescending(j => j.State == JobStates.GivenUp).ThenBy(j => j.DueAt).ThenBy(j => j.Id).Take(Longest)
            .Select(j => new Line(j.Id, j.Kind, j.ItemId, j.State, j.DueAt, j.Attempts, j.Reason, j.CreatedAt))
            .ToListAsync(ct).ConfigureAwait(false);
        return new Answer(
            counts.GetValueOrDefault(JobStates.Waiting), counts.GetValueOrDefault(JobStates.Leased), counts.GetValueOrDefault(JobStates.GivenUp), rows);
    }
}
