using Cartulaire.Engines.Database.Chains;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Cartulaire.Engines.Database;

/// <summary>What a write answers: the outcome, and the journal number that a reader may wait for.</summary>
/// <param name="Outcome">Value or refusals.</param>
/// <param name="Journal">Number of the last journal entry when the act was committed.</param>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Written<T>(Outcome<T> Outcome, long Journal);

/// <summary>The one door through which the record of an administration changes.</summary>
public sealed class Writer : IAsyncDisposable
{
    private readonly GroupCommit<RecordDb> group;
    private readonly TimeProvider clock;
    private JournalHeadRow? head;
    private long committed;

    internal Writer(IDatabase<RecordDb> database, TimeProvider clock)
    {
        this.clock = clock;
        using var db = database.Read();
        committed = db.JournalHead.Single().Number;
        group = new GroupCommit<RecordDb>(database.OpenWriter(), () => head = null);
    }

    /// <summary>Raised after each commit that wrote journal entries, with the last number. Handlers must return at once.</summary>
    public event Action<long>? Advanced;

    /// <summary>Raised after each commit that asked for background work.</summary>
    public event Action<JobDemand>? JobsWaiting;

    /// <summary>Number of the last committed journal entry.</summary>
    public long CommittedNumber => Interlocked.Read(ref committed);

    /// <summary>Queues an act; answers when it is on stable storage, or refused without trace.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="act">What is done; waits for nothing but the database.</param>
    /// <param name="ct">Cancels only while the act waits in the queue.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public async Task<Written<T>> RunAsync<T>(Actor actor, Func<Act, CancellationToken, Task<Outcome<T>>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        Outcome<T> outcome = new Failure(Refusal.Unavailable, "storage.failed");
        var number = 0L;
        JobDemand? asked = null;
        var wrote = false;
        Act? begun = null;
        var refused = await group.RunAsync(
            async db =>
            {
                head ??= await db.JournalHead.AsNoTracking().SingleAsync(CancellationToken.None).ConfigureAwait(false);
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                var unit = begun = new Act(db, actor, Now(), head.Number + 1);
                outcome = await act(unit, CancellationToken.None).ConfigureAwait(false);
                number = head.Number;
                if (!outcome.IsSuccess)
                {
                    return false;
                }

                await KeepAsync(unit, db).ConfigureAwait(false);
                number = head.Number;
                asked = unit.Jobs;
                wrote = unit.Events.Count > 0;
                return true;
            },
            ct,
            () => begun?.Undo()).ConfigureAwait(false);
        if (refused is not null)
        {
            return new(refused, CommittedNumber);
        }

        Announce(number, wrote, outcome.IsSuccess ? asked : null);
        return new(outcome, number);
    }

    /// <summary>Rewrites the record's files between two groups of acts, so that nothing deleted remains in them.</summary>
    internal Task<Failure?> CompactAsync(CancellationToken ct) => group.CompactAsync(ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => group.DisposeAsync();

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task KeepAsync(Act unit, RecordDb db)
    {
        if (unit.Events.Count == 0)
        {
            db.ChangeTracker.DetectChanges();
            if (db.ChangeTracker.Entries().Any(MustBeWrittenDown))
            {
                throw new InvalidOperationException("An act that changes the record must write it down in the journal (security L-01).");
            }

            await unit.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return;
        }

        await unit.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        head = JournalTail.Append(unit, head!);
    }

    // Bookkeeping that nobody decides (jobs, sessions, read marks, counters, unfinished uploads, failed sign-ins) needs no entry; everything else does.
    private static bool MustBeWrittenDown(EntityEntry entry)
        => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
            && entry.Entity is not (JobRow or SessionRow or ReadMarkRow or SavedSearchRow or CounterRow or IdempotencyRow or UploadRow)
            && !IsFailedSignIn(entry);

    private static bool IsFailedSignIn(EntityEntry entry)
        => entry is { Entity: PersonRow, State: EntityState.Modified }
            && entry.Properties.All(p => !p.IsModified || p.Metadata.Name is nameof(PersonRow.FailedCount) or nameof(PersonRow.LockedUntil));

    private void Announce(long number, bool wrote, JobDemand? asked)
    {
        if (wrote)
        {
            // Answers of one group may arrive here in any order.
            long seen;
            while ((seen = Interlocked.Read(ref committed)) < number && Interlocked.CompareExchange(ref committed, number, seen) != seen)
            {
            }

            Advanced?.Invoke(number);
        }

        if (asked is not null)
        {
            JobsWaiting?.Invoke(asked);
        }
    }
}
