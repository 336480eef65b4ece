using System.Collections.Frozen;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Jobs;

/// <summary>Runs one job that was taken: keeps its lease, writes how it ended.</summary>
/// <param name="jobs">Every kind of job there is.</param>
/// <param name="counts">Told how runs end.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Told of failing tries, without arguments or names.</param>
public sealed partial class JobRunner(IEnumerable<IJob> jobs, JobCounts counts, TimeProvider clock, ILogger<JobRunner> log)
{
    private readonly FrozenDictionary<string, IJob> kinds = jobs.ToFrozenDictionary(j => j.Kind, StringComparer.Ordinal);

    /// <summary>The kinds that can be run.</summary>
    internal IReadOnlyCollection<string> Kinds => kinds.Keys;

    /// <summary>Runs it to its end, whatever that is.</summary>
    internal async Task RunAsync(OpenAdministration administration, JobQueue queue, JobSnapshot job, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = KeepAsync(administration, queue, job.Id, ending);
        var context = new JobContext(administration, job, queue.Owner);
        var result = await TryAsync(context, ending.Token).ConfigureAwait(false);
        var lost = ending.IsCancellationRequested && !stopping.IsCancellationRequested;
        await ending.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        if (context.IsCompleted)
        {
            counts.Ran(administration.Name, job.Kind);
            return;
        }

        if (lost)
        {
            LogLost(job.Kind, job.Id, administration.Name);
            return;
        }

        // Written down even while stopping: a stop is no failure of the job.
        var state = await queue.EndAsync(administration, job, result, CancellationToken.None).ConfigureAwait(false);
        Count(administration.Name, job.Kind, result.End, state);
    }

    private async Task<JobResult> TryAsync(JobContext context, CancellationToken ct)
    {
        var job = context.Job;
        if (!kinds.TryGetValue(job.Kind, out var work))
        {
            return JobResult.Impossible(new Failure(Refusal.Unavailable, "job.unknown-kind", null, job.Kind));
        }

        try
        {
            return await work.RunAsync(context, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return JobResult.Later(TimeSpan.Zero, new Failure(Refusal.Unavailable, "job.stopped"));
        }
        catch (Exception fault)
        {
            LogFault(fault, job.Kind, job.Id, context.Administration.Name, job.Attempt);
            return JobResult.Failed(new Failure(Refusal.Unavailable, "job.fault", null, fault.GetType().Name));
        }
    }

    private async Task KeepAsync(OpenAdministration administration, JobQueue queue, JobId job, CancellationTokenSource ending)
    {
        try
        {
            while (true)
            {
                await Task.Delay(JobQueue.LeaseTime / 3, clock, ending.Token).ConfigureAwait(false);
                if (!await queue.ExtendAsync(administration, job, ending.Token).ConfigureAwait(false))
                {
                    await ending.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended, there is nothing to keep.
        }
    }

    private void Count(string administration, string kind, JobEnd end, string? state)
    {
        if (state == JobStates.GivenUp)
        {
            counts.GaveUp(administration, kind);
        }
        else if (end == JobEnd.Failed)
        {
            counts.Failed(administration, kind);
        }
        else if (end == JobEnd.Done)
        {
            counts.Ran(administration, kind);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "Job {Kind} {Id} of {Administration} failed at try {Attempt}")]
    private partial void LogFault(Exception fault, string kind, JobId id, string administration, int attempt);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Job {Kind} {Id} of {Administration} lost its lease and was stopped; it is run again")]
    private partial void LogLost(string kind, JobId id, string administration);
}
