using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Kernel;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>Lends workers: one administration at a time, replaced after 100 documents, on any fault and when the administration changes; ended when idle.</summary>
public sealed class WorkerPool : IAsyncDisposable
{
    private readonly WorkerOptions options;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim places;
    private readonly Lock guard = new();
    private readonly List<WorkerProcess> idle = [];
    private readonly ITimer sweep;

    /// <summary>Makes a pool; no worker is started before the first document.</summary>
    /// <param name="sandbox">The answer of the probe at start.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">Clock of the idle time.</param>
    public WorkerPool(SandboxState sandbox, WorkerOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        Sandbox = sandbox;
        this.options = options;
        this.clock = clock;
        places = new(options.Workers);
        sweep = clock.CreateTimer(_ => _ = EndIdleAsync(), null, options.IdleTime, options.IdleTime / 2);
    }

    /// <summary>Whether anything can be read at all, and why not.</summary>
    public SandboxState Sandbox { get; }

    /// <summary>How many documents are open at the same time at most.</summary>
    public int Workers => options.Workers;

    /// <summary>How many are open now.</summary>
    public int Open => options.Workers - places.CurrentCount;

    internal WorkerOptions Options => options;

    /// <summary>Puts a document on a worker's desk.</summary>
    /// <param name="administration">The administration it belongs to; no worker ever serves two.</param>
    /// <param name="content">Its bytes, read to the end.</param>
    /// <param name="type">What the sniffing of its head said.</param>
    /// <param name="ct">Ends the wait for a free worker.</param>
    /// <returns>The open document; or <c>conversion.unavailable</c>, <c>conversion.too-large</c>, <c>conversion.timed-out</c>, <c>conversion.worker-died</c>.</returns>
    public async Task<Outcome<ReadingSession>> OpenAsync(string administration, Stream content, SniffedType type, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(type);
        if (!Sandbox.Available)
        {
            return new Failure(Refusal.Unavailable, "conversion.unavailable", Args: [Sandbox.Reason]);
        }

        if (content.CanSeek && content.Length > options.MostInput)
        {
            return new Failure(Refusal.TooLarge, "conversion.too-large");
        }

        await places.WaitAsync(ct);
        WorkerProcess? worker = null;
        try
        {
            worker = await TakeAsync(administration);
            worker.Documents++;
            var session = new ReadingSession(this, worker, type);
            var opened = await session.SendAsync(content, ct);
            if (opened.IsSuccess)
            {
                worker = null;
                return session;
            }

            return opened.Failures.ToArray();
        }
        finally
        {
            if (worker is not null)
            {
                await GiveBackAsync(worker);
            }
        }
    }

    internal async Task GiveBackAsync(WorkerProcess worker)
    {
        try
        {
            if (!worker.Running || worker.Documents >= options.DocumentsPerWorker)
            {
                await worker.DisposeAsync();
                return;
            }

            worker.IdleSince = clock.GetUtcNow();
            lock (guard)
            {
                idle.Add(worker);
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        foreach (var worker in Remove(_ => true))
        {
            await worker.DisposeAsync();
        }

        places.Dispose();
    }

    private async Task<WorkerProcess> TakeAsync(string administration)
    {
        while (TryTake(administration) is { } found)
        {
            if (found.Running && found.Administration == administration)
            {
                return found;
            }

            await found.DisposeAsync();
        }

        return await WorkerProcess.StartAsync(administration, options);
    }

    /// <summary>The idle worker of this administration, else one to end for it when all places are taken by others.</summary>
    private WorkerProcess? TryTake(string administration)
    {
        lock (guard)
        {
            var index = idle.FindIndex(worker => worker.Administration == administration);
            if (index < 0 && idle.Count >= options.Workers)
            {
                index = 0;
            }

            if (index < 0)
            {
                return null;
            }

            var taken = idle[index];
            idle.RemoveAt(index);
            return taken;
        }
    }

    private List<WorkerProcess> Remove(Predicate<WorkerProcess> which)
    {
        lock (guard)
        {
            var removed = idle.FindAll(which);
            idle.RemoveAll(which);
            return removed;
        }
    }

    private async Task EndIdleAsync()
    {
        var limit = clock.GetUtcNow() - options.IdleTime;
        foreach (var worker in Remove(worker => worker.IdleSince <= limit))
        {
            await worker.DisposeAsync();
        }
    }
}
