using System.Text.Json;
using Cartulaire.App.Administration;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;

namespace Cartulaire.App.Jobs;

/// <summary>One kind of background work.</summary>
/// <remarks>
/// Idempotent by contract: a process may be killed at any instant of <see cref="RunAsync"/>, and the same job is then run again from its beginning.
/// What it changes in the record it changes in <see cref="JobContext.CompleteAsync"/>, which takes the job away in the same transaction: so the result is there once, or not at all and the job remains.
/// What it does before that (derived files, tools) must bear being done again. It never changes an item's stamp.
/// </remarks>
public interface IJob
{
    /// <summary>Stable name, as given to <see cref="Act.EnqueueAsync"/>.</summary>
    string Kind { get; }

    /// <summary>Does the work. An exception is a try that failed: it is tried again later.</summary>
    /// <param name="context">What is to be done, and where.</param>
    /// <param name="ct">Cancelled when the program stops or the lease is lost: end quickly, the job is run again.</param>
    Task<JobResult> RunAsync(JobContext context, CancellationToken ct);
}

/// <summary>How a run ended.</summary>
public sealed record JobResult
{
    private JobResult(JobEnd end, string? reason = null, TimeSpan delay = default)
    {
        End = end;
        Reason = reason;
        Delay = delay;
    }

    /// <summary>Done; the job goes away, unless <see cref="JobContext.CompleteAsync"/> has already taken it.</summary>
    public static JobResult Done { get; } = new(JobEnd.Done);

    /// <summary>The host cannot do work of this kind now (a tool is missing, the sandbox is off): no other job of the kind is taken before.</summary>
    /// <param name="delay">When to look again.</param>
    /// <param name="failure">Why, for people.</param>
    public static JobResult Resting(TimeSpan delay, Failure failure) => Later(delay, failure) with { RestsKind = true };

    internal bool RestsKind { get; private init; }

    internal JobEnd End { get; }

    internal string? Reason { get; }

    internal TimeSpan Delay { get; }

    /// <summary>This try failed; another one may succeed.</summary>
    public static JobResult Failed(Failure failure) => new(JobEnd.Failed, Sentences.Of(failure, Sentences.First));

    /// <summary>It will never succeed by itself: it is shown with its reason at once.</summary>
    public static JobResult Impossible(Failure failure) => new(JobEnd.Impossible, Sentences.Of(failure, Sentences.First));

    /// <summary>It cannot be done now, which is nobody's fault and no try.</summary>
    /// <param name="delay">How long to wait.</param>
    /// <param name="failure">Why, for people.</param>
    public static JobResult Later(TimeSpan delay, Failure failure) => new(JobEnd.Later, Sentences.Of(failure, Sentences.First), delay);
}

/// <summary>Ends of a run.</summary>
internal enum JobEnd
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>To be tried again, a limited number of times.</summary>
    Failed,

    /// <summary>Given up at once.</summary>
    Impossible,

    /// <summary>To be tried again later, as often as needed.</summary>
    Later,
}

/// <summary>A job as it was when it was taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Item">The item concerned, if one.</param>
/// <param name="Args">Its arguments, JSON.</param>
/// <param name="Attempt">Which try this is, from 1.</param>
public sealed record JobSnapshot(JobId Id, string Kind, ItemId? Item, string Args, int Attempt);

/// <summary>What a running job is given.</summary>
public sealed class JobContext
{
    private readonly string owner;

    internal JobContext(OpenAdministration administration, JobSnapshot job, string owner)
    {
        Administration = administration;
        Job = job;
        this.owner = owner;
    }

    /// <summary>Where; open for as long as the job runs.</summary>
    public OpenAdministration Administration { get; }

    /// <summary>The job.</summary>
    public JobSnapshot Job { get; }

    internal bool IsCompleted { get; private set; }

    /// <summary>The arguments as the type they were made of.</summary>
    /// <exception cref="JsonException">They are not of that type.</exception>
    public T Args<T>() => JsonSerializer.Deserialize<T>(Job.Args, JournalJson.Options) ?? throw new JsonException("The job has no arguments.");

    /// <summary>Writes the result and takes the job away, both or neither.</summary>
    /// <param name="body">What is written; it journals it like any act. A refusal leaves the job.</param>
    /// <param name="ct">Cancels waiting in the queue.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <returns>The value, the body's refusal, or <c>job.lease-lost</c> when somebody else has the job by now: then nothing was written.</returns>
    public async Task<Outcome<T>> CompleteAsync<T>(Func<Act, CancellationToken, Task<Outcome<T>>> body, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(body);
        var written = await Administration.Store.Writer.RunAsync<T>(
            Actor.System(Job.Kind),
            async (act, token) => await JobQueue.DeleteAsync(act, Job.Id, owner, token).ConfigureAwait(false)
                ? await body(act, token).ConfigureAwait(false)
                : new Failure(Refusal.Conflict, "job.lease-lost"),
            ct).ConfigureAwait(false);
        IsCompleted |= written.Outcome.IsSuccess;
        return written.Outcome;
    }
}
