using Microsoft.Extensions.Logging;

namespace Cartulaire.Engines.Index;

/// <summary>The one task of an open index: shows changes, keeps them on stable storage, releases those who wait. No thread of its own.</summary>
internal sealed partial class Refresher : IAsyncDisposable
{
    private readonly Func<Generation> serving;
    private readonly IndexTuning tuning;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<(long Number, TaskCompletionSource Done)> waiters = [];
    private readonly Task loop;
    private long lastRefresh;
    private long lastCommit;

    public Refresher(Func<Generation> serving, IndexTuning tuning, TimeProvider clock, ILogger log)
    {
        (this.serving, this.tuning, this.clock, this.log) = (serving, tuning, clock, log);
        lastRefresh = lastCommit = clock.GetTimestamp();
        loop = Task.Run(RunAsync);
    }

    /// <summary>Called when something could not be shown or kept.</summary>
    public Action? Stumbled { get; set; }

    /// <summary>Says that something was applied.</summary>
    public void Wake() => wake.Release();

    /// <summary>Waits until searches see a journal number, or for <paramref name="most"/>.</summary>
    public async Task<IndexReach> WaitAsync(long number, TimeSpan most, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (serving().Shows(number))
            {
                return new(true, serving().AsOf);
            }

            waiters.Add((number, done));
        }

        Wake();
        try
        {
            await done.Task.WaitAsync(most, clock, ct);
        }
        catch (TimeoutException)
        {
            // Said in the answer: the caller shows the number that is reached.
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove((number, done));
            }
        }

        var asOf = serving().AsOf;
        return new(asOf >= number, asOf);
    }

    /// <summary>Lets go of everybody whose number is shown.</summary>
    public void Release()
    {
        var asOf = serving().AsOf;
        lock (gate)
        {
            foreach (var (number, done) in waiters)
            {
                if (number <= asOf)
                {
                    done.TrySetResult();
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
        wake.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await wake.WaitAsync(Rest(), stop.Token);
                Step();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A full disk, for instance: searches go on with what they see, and it is tried again.
                LogStumbled(e);
                Stumbled?.Invoke();
                await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None);
            }
        }
    }

    private void Step()
    {
        var generation = serving();
        if (generation.IsLost)
        {
            return;
        }

        if (generation.IsStale && (Wanted(generation.Applied) || clock.GetElapsedTime(lastRefresh) >= tuning.RefreshEvery))
        {
            generation.Refresh();
            lastRefresh = clock.GetTimestamp();
            Release();
        }

        if (generation.IsUnkept && clock.GetElapsedTime(lastCommit) >= tuning.CommitEvery)
        {
            generation.Commit();
            lastCommit = clock.GetTimestamp();
        }
    }

    /// <summary>How long nothing needs to be done; for ever when all is shown and kept.</summary>
    private TimeSpan Rest()
    {
        var generation = serving();
        var rest = Timeout.InfiniteTimeSpan;
        if (generation.IsLost)
        {
            return rest;
        }

        if (generation.IsUnkept)
        {
            rest = Left(lastCommit, tuning.CommitEvery);
        }

        if (generation.IsStale)
        {
            var refresh = Left(lastRefresh, tuning.RefreshEvery);
            rest = rest == Timeout.InfiniteTimeSpan || refresh < rest ? refresh : rest;
        }

        return rest;
    }

    private TimeSpan Left(long since, TimeSpan every)
    {
        var left = every - clock.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;
    }

    private bool Wanted(long applied)
    {
        lock (gate)
        {
            return waiters.Exists(w => w.Number <= applied);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "The index could not be refreshed or committed; it is tried again in a second")]
    private partial void LogStumbled(Exception e);
}
