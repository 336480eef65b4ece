using System.Diagnostics;
using System.Threading.Channels;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>One queue, one transaction for up to 32 units or 5 ms, a savepoint for each: a refused unit hurts no neighbour.</summary>
/// <remarks>
/// Nobody is answered before the commit is on stable storage. When a commit fails, every unit of the group fails with it and,
/// unless the disk was merely full, the queue stops for good: after a failed fsync nothing can be promised any more (security §2, PostgreSQL row).
/// </remarks>
/// <typeparam name="TContext">The model written.</typeparam>
internal sealed class GroupCommit<TContext> : IAsyncDisposable
    where TContext : DbContext
{
    private const int MaxUnits = 32;
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(5);

    private readonly IWriteConnection<TContext> connection;
    private readonly Action onGroupLost;
    private readonly Channel<Unit> queue = Channel.CreateUnbounded<Unit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task loop;
    private Exception? broken;

    /// <param name="connection">The one write connection; disposed with this.</param>
    /// <param name="onGroupLost">Called when a group is given up, so that what was kept in memory is read anew.</param>
    public GroupCommit(IWriteConnection<TContext> connection, Action onGroupLost)
    {
        this.connection = connection;
        this.onGroupLost = onGroupLost;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Queues a unit and waits until it is committed, refused or failed.</summary>
    /// <param name="run">Runs inside the transaction; true keeps what it wrote, false rolls it back. It must wait for nothing but the database.</param>
    /// <param name="ct">Cancels waiting in the queue only: a unit that has begun runs to its end.</param>
    /// <param name="undone">Called before the next unit begins when what the unit wrote is not kept, whatever the reason.</param>
    /// <returns>A refusal of the group itself (disk full, broken), or null.</returns>
    public async Task<Failure?> RunAsync(Func<TContext, Task<bool>> run, CancellationToken ct, Action? undone = null)
    {
        return await QueueAsync(new Unit(run, ct) { Undone = undone }).ConfigureAwait(false);
    }

    /// <summary>Rewrites the files between two groups: nobody writes meanwhile, everybody may read.</summary>
    /// <returns>A refusal when the queue is broken, the disk is full, or a reader was in the way for too long (<c>storage.busy</c>).</returns>
    public Task<Failure?> CompactAsync(CancellationToken ct)
        => QueueAsync(new Unit(_ => Task.FromResult(false), ct) { Alone = true });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
        connection.Dispose();
    }

    private async Task<Failure?> QueueAsync(Unit unit)
    {
        if (broken is not null)
        {
            return new Failure(Refusal.Unavailable, "storage.failed");
        }

        if (!queue.Writer.TryWrite(unit))
        {
            return new Failure(Refusal.Unavailable, "storage.closing");
        }

        return await unit.Answer.Task.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (queue.Reader.TryPeek(out var next) && next.Alone && queue.Reader.TryRead(out var alone))
            {
                await RunAloneAsync(alone).ConfigureAwait(false);
            }
            else
            {
                await RunGroupAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task RunAloneAsync(Unit unit)
    {
        if (unit.Cancelled.IsCancellationRequested)
        {
            unit.Answer.TrySetCanceled(unit.Cancelled);
            return;
        }

        try
        {
            unit.Answer.TrySetResult(await connection.CompactAsync().ConfigureAwait(false) ? null : new Failure(Refusal.Unavailable, "storage.busy"));
        }
        catch (Exception fault) when (connection.IsDiskFull(fault))
        {
            unit.Answer.TrySetResult(new Failure(Refusal.StorageFull, "storage.full", null, 0L, 0L));
        }
        catch (Exception fault)
        {
            unit.Answer.TrySetException(fault);
        }
    }

    private async Task RunGroupAsync()
    {
        var group = new List<Unit>(MaxUnits);
        try
        {
            var started = Stopwatch.GetTimestamp();
            while (group.Count < MaxUnits && Stopwatch.GetElapsedTime(started) < MaxTime
                && queue.Reader.TryPeek(out var next) && !next.Alone && queue.Reader.TryRead(out var unit))
            {
                if (unit.Cancelled.IsCancellationRequested)
                {
                    unit.Answer.TrySetCanceled(unit.Cancelled);
                    continue;
                }

                if (broken is not null)
                {
                    unit.Answer.TrySetResult(new Failure(Refusal.Unavailable, "storage.failed"));
                    continue;
                }

                if (group.Count == 0 && !Begin(unit))
                {
                    continue;
                }

                group.Add(unit);
                await RunUnitAsync(unit).ConfigureAwait(false);
            }

            if (group.Count > 0)
            {
                connection.Commit();
                Measures.Groups.Record(group.Count, new KeyValuePair<string, object?>("store", typeof(TContext).Name));
            }

            foreach (var unit in group)
            {
                unit.Settle();
            }
        }
        catch (Exception fault)
        {
            GiveUp(group, fault);
        }
    }

    /// <summary>Begins a transaction, or answers the unit that it cannot: nothing was written, so the next one may try.</summary>
    private bool Begin(Unit unit)
    {
        try
        {
            connection.Begin();
            return true;
        }
        catch (Exception fault)
        {
            Answer(unit, fault);
            return false;
        }
    }

    private async Task RunUnitAsync(Unit unit)
    {
        connection.Save();
        var keep = false;
        await using (var context = connection.Context())
        {
            try
            {
                keep = await unit.Run(context).ConfigureAwait(false);
            }
            catch (Exception fault) when (!connection.IsDiskFull(fault))
            {
                unit.Fault = fault;
            }
        }

        if (keep)
        {
            connection.Release();
        }
        else
        {
            connection.Undo();
            unit.Undo();
        }
    }

    private void GiveUp(List<Unit> group, Exception fault)
    {
        connection.Abandon();
        onGroupLost();
        if (!connection.IsDiskFull(fault))
        {
            broken = fault;
        }

        foreach (var unit in Enumerable.Reverse(group))
        {
            unit.Undo();
        }

        foreach (var unit in group)
        {
            Answer(unit, fault);
        }
    }

    private void Answer(Unit unit, Exception fault)
    {
        if (connection.IsDiskFull(fault))
        {
            unit.Answer.TrySetResult(new Failure(Refusal.StorageFull, "storage.full", null, 0L, 0L));
        }
        else
        {
            unit.Answer.TrySetException(fault);
        }
    }

    private sealed record Unit(Func<TContext, Task<bool>> Run, CancellationToken Cancelled)
    {
        // Continuations elsewhere: request code must never run on the writer.
        public TaskCompletionSource<Failure?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Fault { get; set; }

        public bool Alone { get; init; }

        public Action? Undone { get; set; }

        public void Undo()
        {
            var undone = Undone;
            Undone = null;
            undone?.Invoke();
        }

        public void Settle()
        {
            if (Fault is null)
            {
                Answer.TrySetResult(null);
            }
            else
            {
                Answer.TrySetException(Fault);
            }
        }
    }
}
