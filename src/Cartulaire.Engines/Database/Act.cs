using System.Text.Json;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>One all-or-nothing change of the record: what it reads and writes, what the journal says of it, which jobs it asks for.</summary>
/// <remarks>Nothing slow happens inside an act; blobs are safe before it is queued. An act calls another feature's act by passing itself on.</remarks>
public sealed class Act
{
    private static readonly Func<RecordDb, string, CancellationToken, Task<string?>> StateOfKey = EF.CompileAsyncQuery(
        (RecordDb db, string key, CancellationToken _) => db.Jobs.Where(j => j.UniqueKey == key).Select(j => j.State).SingleOrDefault());

    private static readonly Func<RecordDb, string, CancellationToken, Task<CounterRow?>> Counter = EF.CompileAsyncQuery(
        (RecordDb db, string name, CancellationToken _) => db.Counters.AsTracking().SingleOrDefault(c => c.Name == name));

    private readonly List<JournalEvent> events = [];
    private readonly List<Action> undone = [];
    private readonly HashSet<string> jobKinds = new(StringComparer.Ordinal);

    internal Act(RecordDb db, Actor actor, DateTimeOffset now, long number)
    {
        Db = db;
        Actor = actor;
        Now = now;
        Number = number;
    }

    /// <summary>The record, inside the transaction. Never call SaveChanges on it: <see cref="FlushAsync"/> when a query must see what was added.</summary>
    public RecordDb Db { get; }

    /// <summary>Who acts.</summary>
    public Actor Actor { get; }

    /// <summary>The instant of the whole act, to the millisecond.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Journal number of the act's first entry.</summary>
    public long Number { get; }

    internal IReadOnlyList<JournalEvent> Events => events;

    internal JobDemand? Jobs { get; private set; }

    /// <summary>Something kept in memory that this act changed: put back on the writer, before the next act begins, when the act is refused, fails, or its commit is lost.</summary>
    public void WhenUndone(Action putBack) => undone.Add(putBack);

    internal void Undo() => undone.ForEach(putBack => putBack());

    /// <summary>Writes an entry into the journal with this act.</summary>
    /// <param name="kind">See <see cref="JournalEvent.Kind"/>.</param>
    /// <param name="subject">See <see cref="JournalEvent.Subject"/>.</param>
    /// <param name="details">See <see cref="JournalEvent.Details"/>.</param>
    public void Journal(string kind, object? subject, object? details = null) => events.Add(new JournalEvent(kind, subject?.ToString(), details));

    /// <summary>Writes an entry whose numbers belong to the chained bytes.</summary>
    public void Journal(JournalEvent entry) => events.Add(entry);

    /// <summary>Asks for background work, in the same transaction.</summary>
    /// <param name="kind">Kind of the job.</param>
    /// <param name="args">A plain object, serialised to JSON.</param>
    /// <param name="item">The item concerned, if one.</param>
    /// <param name="uniqueKey">While an unfinished job has this key, the demand is already met.</param>
    /// <param name="notBefore">When it may run; now when absent.</param>
    /// <param name="ct">Cancels.</param>
    public async Task EnqueueAsync(string kind, object args, ItemId? item = null, string? uniqueKey = null, DateTimeOffset? notBefore = null, CancellationToken ct = default)
    {
        jobKinds.Add(kind);
        Jobs ??= new JobDemand(jobKinds);
        var holder = uniqueKey is null ? null
            : Db.Jobs.Local.Any(j => j.UniqueKey == uniqueKey) ? JobStates.Waiting
            : await StateOfKey(Db, uniqueKey, ct).ConfigureAwait(false);
        if (holder == JobStates.Waiting)
        {
            return;
        }

        // A job that is running or given up has the key too: it gives it up, so that the new demand is not lost.
        if (holder is not null)
        {
            await Db.Jobs.Where(j => j.UniqueKey == uniqueKey)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.UniqueKey, (string?)null), ct).ConfigureAwait(false);
        }

        Db.Jobs.Add(new JobRow
        {
            Id = JobId.New(),
            Kind = kind,
            UniqueKey = uniqueKey,
            ItemId = item,
            Args = JsonSerializer.Serialize(args, JournalJson.Options),
            State = JobStates.Waiting,
            DueAt = notBefore ?? Now,
            CreatedAt = Now,
        });
    }

    /// <summary>Says that a job which already exists may run: whoever runs jobs is woken after the commit.</summary>
    public void WakeJobs() => Jobs = new JobDemand([]);

    /// <summary>The next value of a counter of the record, starting at 1.</summary>
    public async Task<long> NextAsync(string counter, CancellationToken ct)
    {
        var row = Db.Counters.Local.FindEntry(counter)?.Entity ?? await Counter(Db, counter, ct).ConfigureAwait(false);
        if (row is null)
        {
            row = new CounterRow { Name = counter };
            Db.Counters.Add(row);
        }

        return ++row.Last;
    }

    /// <summary>Says that something about an item changed outside its own row (assignments, links, number), so that the index reads it again.</summary>
    public async Task TouchAsync(ItemId item, CancellationToken ct)
    {
        var row = await Db.Items.FindAsync([item], ct).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Touched an unknown item {item}.");
        row.ChangedNumber = Number;
    }

    /// <summary>Sends what was added to the database, still inside the act, so that the next query sees it.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        // Looked for once, here: EF would do it at each of the lines below, and each time an act looks at what it has made.
        Db.ChangeTracker.DetectChanges();
        foreach (var item in Db.ChangeTracker.Entries<ItemRow>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            if (item.State == EntityState.Modified && item.Property(i => i.AccessSet).IsModified)
            {
                item.Property(i => i.RightsNumber).CurrentValue = Number;
            }

            // Rights alone leave the rest as it was: nobody has to read the item again.
            if (item.State == EntityState.Added || item.Properties.Any(p => p.IsModified && p.Metadata.Name is not (nameof(ItemRow.AccessSet) or nameof(ItemRow.RightsNumber))))
            {
                item.Property(i => i.ChangedNumber).CurrentValue = Number;
            }
        }

        await Db.SaveChangesAsync(ct).ConfigureAwait(false);
    }
}

/// <summary>Background work that an act asked for.</summary>
/// <param name="Kinds">Kinds of the jobs; none when it may be any.</param>
public sealed record JobDemand(IReadOnlyCollection<string> Kinds);

/// <summary>States of a background job.</summary>
public static class JobStates
{
    /// <summary>Waits for its time and a free hand.</summary>
    public const string Waiting = "waiting";

    /// <summary>Somebody works on it until the lease ends.</summary>
    public const string Leased = "leased";

    /// <summary>Failed too often; shown with its reason until somebody retries it.</summary>
    public const string GivenUp = "given-up";
}

/// <summary>How details and arguments are written.</summary>
public static class JournalJson
{
    /// <summary>Camel case, compact, nulls left out.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
