using System.Collections.Concurrent;
using System.Security.Cryptography;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Jobs;

/// <summary>The jobs of one administration: taken under a lease, given back, taken away, given up.</summary>
/// <remarks>Several nodes may share a record later: nothing here trusts memory, each step is an act that looks at the row's lease.</remarks>
/// <param name="node">This machine. A lease of the same node by another run of the program is lost: that program is dead, one process owns a data folder.</param>
/// <param name="kinds">The kinds of job that there are.</param>
internal sealed class JobQueue(string node, IReadOnlyCollection<string>? kinds = null)
{
    /// <summary>Tries before a job is given up.</summary>
    public const int MaxAttempts = 5;

    /// <summary>Deaths of the program during a job before it is given up: a document that kills it must not do so for ever.</summary>
    public const int MaxDeaths = 12;

    private const int LongestReason = 500;

    /// <summary>For how long a job is taken; extended while it runs.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(90);

    private readonly string prefix = node + "/";
    private readonly ConcurrentDictionary<string, DateTimeOffset> resting = new(StringComparer.Ordinal);

    /// <summary>Who takes jobs here: node and run of the program.</summary>
    public string Owner { get; } = $"{node}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    /// <summary>Wait before the next try: 10 s, 30 s, 90 s, 270 s, each up to a fifth longer or shorter.</summary>
    /// <param name="attempt">The try that failed, from 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan BackOff(int attempt, double jitter) => TimeSpan.FromSeconds(10 * Math.Pow(3, Math.Min(attempt, MaxAttempts) - 1) * (0.8 + (0.4 * jitter)));

    /// <summary>Takes the job that is due for longest, or says when the next one will be.</summary>
    public async Task<Claim> ClaimAsync(OpenAdministration administration, DateTimeOffset now, CancellationToken ct)
    {
        await using (var db = administration.Store.Read())
        {
            // Without this look, each empty turn would take the write lock.
            if (await FirstDueAsync(db, now, ct).ConfigureAwait(false) is null)
            {
                return new Claim(null, await NextAsync(db, now, ct).ConfigureAwait(false));
            }
        }

        var written = await administration.Store.Writer.RunAsync<JobSnapshot?>(
            Actor.System("jobs"),
            async (act, token) =>
            {
                // Each row takes one turn: a job whose process died again and again is given up here.
                while (await FirstDueAsync(act.Db, now, token).ConfigureAwait(false) is { } row)
                {
                    if (row.State == JobStates.Leased && !Resume(row, act.Now))
                    {
                        await act.FlushAsync(token).ConfigureAwait(false);
                        continue;
                    }

                    row.State = JobStates.Leased;
                    row.LeaseOwner = Owner;
                    row.LeaseUntil = act.Now + LeaseTime;
                    row.Attempts++;
                    return new JobSnapshot(row.Id, row.Kind, row.ItemId, row.Args, row.Attempts);
                }

                return default(JobSnapshot);
            },
            ct).ConfigureAwait(false);

        // A full or failing disk: this administration is asked again after a pause.
        return written.Outcome.IsSuccess ? new Claim(written.Outcome.Value, now) : new Claim(null, now + TimeSpan.FromSeconds(30));
    }

    /// <summary>Keeps the job for longer.</summary>
    /// <returns>False when it is somebody else's by now, or could not be written.</returns>
    public async Task<bool> ExtendAsync(OpenAdministration administration, JobId job, CancellationToken ct)
    {
        var written = await administration.Store.Writer.RunAsync<int>(
            Actor.System("jobs"),
            async (act, token) => await Mine(act, job, Owner).ExecuteUpdateAsync(s => s.SetProperty(j => j.LeaseUntil, act.Now + LeaseTime), token).ConfigureAwait(false),
            ct).ConfigureAwait(false);
        return written.Outcome is { IsSuccess: true, Value: 1 };
    }

    /// <summary>Writes how the run ended.</summary>
    /// <returns>The state in which the job is now; null when it is gone or somebody else's.</returns>
    public async Task<string?> EndAsync(OpenAdministration administration, JobSnapshot job, JobResult result, CancellationToken ct)
    {
        var jitter = RandomNumberGenerator.GetInt32(1000) / 999.0;
        var written = await administration.Store.Writer.RunAsync<string>(
            Actor.System("jobs"),
            async (act, token) =>
            {
                var row = await Mine(act, job.Id, Owner).SingleOrDefaultAsync(token).ConfigureAwait(false);
                switch (result.End)
                {
                    case var _ when row is null:
                        return new Failure(Refusal.Conflict, "job.lease-lost");
                    case JobEnd.Done:
                        act.Db.Jobs.Remove(row);
                        return string.Empty;
                    case JobEnd.Impossible:
                    case JobEnd.Failed when row.Attempts >= MaxAttempts:
                        GiveUp(row, result.Reason);
                        break;
                    case JobEnd.Failed:
                        Wait(row, act.Now + BackOff(row.Attempts, jitter), result.Reason);
                        break;
                    default:
                        if (result.RestsKind)
                        {
                            // Thousands may wait for the same tool: one look in a while is enough for them all.
                            resting[job.Kind] = act.Now + result.Delay;
                        }

                        row.Attempts--;
                        Wait(row, act.Now + result.Delay, result.Reason);
                        break;
                }

                return row.State;
            },
            ct).ConfigureAwait(false);
        return written.Outcome is { IsSuccess: true, Value.Length: > 0 } ? written.Outcome.Value : null;
    }

    /// <summary>Takes the job away inside an act, if it is still the owner's.</summary>
    public static async Task<bool> DeleteAsync(Act act, JobId job, string owner, CancellationToken ct)
        => await Mine(act, job, owner).ExecuteDeleteAsync(ct).ConfigureAwait(false) == 1;

    /// <summary>How many jobs there are, by state.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(OpenAdministration administration, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        return await db.Jobs.GroupBy(j => j.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct).ConfigureAwait(false);
    }

    /// <summary>Until when all of some kinds rest; null when one of them may run.</summary>
    public DateTimeOffset? RestUntil(IReadOnlyCollection<string> some, DateTimeOffset now)
        => some.Count > 0 && Resting(now) is var rests && some.All(rests.ContainsKey) ? some.Min(k => rests[k]) : null;

    private static IQueryable<JobRow> Mine(Act act, JobId job, string owner)
        => act.Db.Jobs.Where(j => j.Id == job && j.State == JobStates.Leased && j.LeaseOwner == owner);

    /// <summary>Takes up a job whose process died: at once the first time, then after longer and longer pauses, for the others that died with it are as suspect.</summary>
    /// <returns>False when it has to wait, or is given up.</returns>
    private static bool Resume(JobRow row, DateTimeOffset now)
    {
        // The death of the program says little of the job: it is no try that failed.
        row.Attempts--;
        row.Deaths++;
        switch (row.Deaths)
        {
            case >= MaxDeaths:
                GiveUp(row, row.Reason ?? Texts.Sentences.Of("job.died", Texts.Sentences.First));
                return false;
            case > 1:
                Wait(row, now + TimeSpan.FromSeconds(Math.Min(1 << Math.Min(row.Deaths - 2, 10), 300)), row.Reason);
                return false;
            default:
                return true;
        }
    }

    private static void GiveUp(JobRow row, string? reason)
    {
        Wait(row, row.DueAt, reason);
        row.State = JobStates.GivenUp;

        // A new demand with the same key must not find its way barred by one that nobody works on.
        row.UniqueKey = null;
    }

    private static void Wait(JobRow row, DateTimeOffset due, string? reason)
    {
        row.State = JobStates.Waiting;
        row.DueAt = due;
        row.Reason = reason is { Length: > LongestReason } ? reason[..LongestReason] : reason;
        row.LeaseOwner = null;
        row.LeaseUntil = null;
    }

    private async Task<DateTimeOffset?> NextAsync(RecordDb db, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await EarliestAsync(db.Jobs, ct).ConfigureAwait(false);
        if (Resting(now) is { Count: > 0 } rests)
        {
            waiting = null;
            foreach (var kind in kinds ?? [])
            {
                var due = await EarliestAsync(db.Jobs.Where(j => j.Kind == kind), ct).ConfigureAwait(false);
                due = due is not null && rests.TryGetValue(kind, out var end) && end > due ? end : due;
                waiting = waiting is null || due < waiting ? due : waiting;
            }
        }

        var lost = await db.Jobs.Where(j => j.State == JobStates.Leased).OrderBy(j => j.LeaseUntil).Select(j => j.LeaseUntil).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return waiting is null || lost < waiting ? lost : waiting;
    }

    private static Task<DateTimeOffset?> EarliestAsync(IQueryable<JobRow> jobs, CancellationToken ct)
        => jobs.Where(j => j.State == JobStates.Waiting).OrderBy(j => j.DueAt).Select(j => (DateTimeOffset?)j.DueAt).FirstOrDefaultAsync(ct);

    // Two look-ups, each along the index, however many jobs wait.
    private async Task<JobRow?> FirstDueAsync(RecordDb db, DateTimeOffset now, CancellationToken ct)
        => await db.Jobs.Where(j => j.State == JobStates.Leased && (j.LeaseUntil <= now || (j.LeaseOwner != Owner && j.LeaseOwner!.StartsWith(prefix))))
            .OrderBy(j => j.DueAt).ThenBy(j => j.Id).FirstOrDefaultAsync(ct).ConfigureAwait(false)
            ?? await FirstWaitingAsync(db, now, ct).ConfigureAwait(false);

    private async Task<JobRow?> FirstWaitingAsync(RecordDb db, DateTimeOffset now, CancellationToken ct)
    {
        var due = db.Jobs.Where(j => j.State == JobStates.Waiting && j.DueAt <= now).OrderBy(j => j.DueAt).ThenBy(j => j.Id);
        if (Resting(now) is not { Count: > 0 } rests)
        {
            return await due.FirstOrDefaultAsync(ct).ConfigureAwait(false);
        }

        // Those that rest may be many: each other kind is looked up by itself, so that they are not read one by one.
        JobRow? first = null;
        foreach (var kind in (kinds ?? []).Where(k => !rests.ContainsKey(k)))
        {
            var row = await due.Where(j => j.Kind == kind).FirstOrDefaultAsync(ct).ConfigureAwait(false);
            first = first is null || row?.DueAt < first.DueAt ? row : first;
        }

        return first;
    }

    private Dictionary<string, DateTimeOffset> Resting(DateTimeOffset now)
        => resting.IsEmpty ? [] : resting.Where(r => r.Value > now).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
}

/// <summary>What a turn found.</summary>
/// <param name="Job">The job taken, or null.</param>
/// <param name="Next">When the next one may run; null when there is none at all.</param>
internal sealed record Claim(JobSnapshot? Job, DateTimeOffset? Next);
