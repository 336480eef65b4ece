using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Jobs;

/// <summary>The one loop that starts background work of all administrations, in turn, one job each (security F-35).</summary>
/// <remarks>
/// An administration that has due jobs stands in one line; it takes one job and goes back to the end of the line, so who has one job waits for at most one job of each other.
/// Woken by the writers of open administrations and by the next due instant of the closed ones. No thread, timer or watcher belongs to an administration.
/// </remarks>
public sealed partial class JobScheduler : BackgroundService
{
    private static readonly TimeSpan Housekeeping = TimeSpan.FromMinutes(1);

    private readonly Administrations administrations;
    private readonly DueBook book;
    private readonly JobRunner runner;
    private readonly TimeProvider clock;
    private readonly ILogger<JobScheduler> log;
    private readonly JobQueue queue;
    private readonly WaitingLine line = new();
    private readonly TaskCompletionSource firstPass = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim hands;
    private Task closing = Task.CompletedTask;
    private DateTimeOffset nextClosing;

    /// <summary>Listens from now on to every administration that is opened.</summary>
    public JobScheduler(Administrations administrations, DueBook book, JobRunner runner, CartulaireOptions options, TimeProvider clock, ILogger<JobScheduler> log)
    {
        ArgumentNullException.ThrowIfNull(administrations);
        ArgumentNullException.ThrowIfNull(options);
        this.administrations = administrations;
        this.book = book;
        this.runner = runner;
        queue = new JobQueue(Environment.MachineName, runner.Kinds);
        this.clock = clock;
        this.log = log;
        hands = new SemaphoreSlim(options.Hands);
        administrations.Opened += opened =>
        {
            opened.Store.Writer.JobsWaiting += demand => Wake(opened.Name, demand);
            line.Add(opened.Name);
        };
    }

    /// <summary>Completes when it is known which administrations have work.</summary>
    public Task FirstPass => firstPass.Task;

    /// <summary>Whether an administration is still to be looked at: what is known of its jobs may be less than there are.</summary>
    public bool IsToLookAt(string name) => !firstPass.Task.IsCompleted || line.Holds(name);

    /// <summary>Completes when no administration has a job that is due and none runs. Jobs due later do not count.</summary>
    public Task DrainedAsync(CancellationToken ct) => line.WhenEmptyAsync(ct);

    /// <inheritdoc/>
    public override void Dispose()
    {
        hands.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var name in await book.LoadAsync(stoppingToken).ConfigureAwait(false))
            {
                line.Add(name);
            }

            firstPass.TrySetResult();
            nextClosing = clock.GetUtcNow() + Housekeeping;
            while (true)
            {
                await hands.WaitAsync(stoppingToken).ConfigureAwait(false);
                var name = await NextAsync(stoppingToken).ConfigureAwait(false);
                _ = TurnAsync(name, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            firstPass.TrySetCanceled(stoppingToken);
        }

        await line.WhenIdleAsync().ConfigureAwait(false);
        await closing.ConfigureAwait(false);
        await book.CloseAsync(line.All()).ConfigureAwait(false);
    }

    /// <summary>Puts an administration in the line, unless what it asks for rests everywhere and it will be looked at by then.</summary>
    private void Wake(string name, JobDemand demand)
    {
        if (queue.RestUntil(demand.Kinds, clock.GetUtcNow()) is { } end && !line.Holds(name) && book.IsDueBy(name, end))
        {
            return;
        }

        line.Add(name);
    }

    /// <summary>Waits for the next administration in the line, while time passes for the others.</summary>
    private async Task<string> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            foreach (var due in book.TakeDue(now))
            {
                line.Add(due);
            }

            if (now >= nextClosing && closing.IsCompleted)
            {
                nextClosing = now + Housekeeping;
                closing = CloseIdleAsync();
            }

            if (line.TryTake() is { } name)
            {
                return name;
            }

            var until = book.Earliest is { } earliest && earliest < nextClosing ? earliest : nextClosing;
            var wait = until - clock.GetUtcNow();
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var time = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, enough.Token);
            await Task.WhenAny(line.ChangedAsync(), time).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task TurnAsync(string name, CancellationToken ct)
    {
        try
        {
            await Task.Yield();
            var lease = await administrations.LeaseAsync(name, ct).ConfigureAwait(false);
            if (!lease.IsSuccess)
            {
                // It is shown to the operator as failing; it may have been repaired by then.
                await book.NoteAsync(name, clock.GetUtcNow() + TimeSpan.FromMinutes(5)).ConfigureAwait(false);
                return;
            }

            using (lease.Value)
            {
                var claim = await queue.ClaimAsync(lease.Value.Administration, clock.GetUtcNow(), ct).ConfigureAwait(false);
                if (claim.Job is null)
                {
                    await book.NoteAsync(name, claim.Next).ConfigureAwait(false);
                    return;
                }

                line.Add(name);
                await runner.RunAsync(lease.Value.Administration, queue, claim.Job, ct).ConfigureAwait(false);

                // What it left for later, or a lease that is no longer held, changes when this administration is due.
                line.Add(name);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            line.Add(name);
        }
        catch (Exception fault)
        {
            LogTurn(fault, name);
            book.Postpone(name, clock.GetUtcNow() + TimeSpan.FromSeconds(30));
        }
        finally
        {
            hands.Release();
            line.Return(name);
        }
    }

    private async Task CloseIdleAsync()
    {
        try
        {
            await Task.Yield();
            await administrations.CloseIdleAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogClosing(fault);
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Error, Message = "Background work of {Administration} could not be looked at; the others go on")]
    private partial void LogTurn(Exception fault, string administration);

    [LoggerMessage(EventId = 1312, Level = LogLevel.Error, Message = "An idle administration could not be closed")]
    private partial void LogClosing(Exception fault);
}
