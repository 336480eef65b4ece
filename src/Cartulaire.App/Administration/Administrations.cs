using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Items;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Administration;

/// <summary>Opens administrations at first use and closes those that nobody uses; a failing one closes alone.</summary>
public sealed partial class Administrations(DataFolder data, CartulaireOptions options, TimeProvider clock, ILogger<Administrations> log, IQueryCheck? queries = null) : IAsyncDisposable
{
    private readonly Dictionary<string, Entry> open = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Raised when an administration has been opened, before its first use.</summary>
    public Action<OpenAdministration>? Opened { get; set; }

    /// <summary>Takes an administration for a while; dispose the lease to give it back.</summary>
    /// <param name="name">Its short name.</param>
    /// <param name="ct">Cancels waiting for it to open.</param>
    /// <returns>The lease, or <c>administration.unknown</c> or <c>administration.failed</c>.</returns>
    public async Task<Outcome<AdministrationLease>> LeaseAsync(string name, CancellationToken ct)
    {
        var entry = await TakeAsync(name, ct).ConfigureAwait(false);
        Outcome<OpenAdministration> opened;
        try
        {
            opened = await entry.OpenOnceAsync(OpenAsync).WaitAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            // Whoever asked went away; it opens all the same, for the next.
            Leave(entry);
            throw;
        }

        if (!opened.IsSuccess)
        {
            lock (gate)
            {
                entry.Users--;
                if (open.TryGetValue(name, out var current) && ReferenceEquals(current, entry))
                {
                    open.Remove(name);
                }
            }

            return opened.Failure;
        }

        return new AdministrationLease(opened.Value, () => Return(entry));
    }

    /// <summary>Takes those administrations that are open now, and opens none.</summary>
    /// <returns>A lease for each; dispose them all.</returns>
    public IReadOnlyList<AdministrationLease> LeaseOpen()
    {
        List<Entry> taken;
        lock (gate)
        {
            // UsedAt stays as it is: who only looks keeps nothing open.
            taken = [.. open.Values.Where(e => e.Closing is null)];
            taken.ForEach(e => e.Users++);
        }

        var leases = new List<AdministrationLease>();
        foreach (var entry in taken)
        {
            if (entry.Opened is { } administration)
            {
                leases.Add(new AdministrationLease(administration, () => Leave(entry)));
            }
            else
            {
                Leave(entry);
            }
        }

        return leases;
    }

    /// <summary>Names of all administrations of the host, in order.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken ct)
    {
        await using var db = data.Host.Read();
        return await db.Administrations.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Closes what has been idle long enough, and the longest unused beyond the allowed number; never what works by itself: it would begin anew at each opening and come to no end.</summary>
    public async Task CloseIdleAsync()
    {
        List<Entry> closing;
        lock (gate)
        {
            var limit = clock.GetUtcNow() - options.IdleTime;
            var free = open.Values.Where(e => e is { Users: 0, Closing: null, IsBusy: false }).OrderBy(e => e.UsedAt).ToList();
            var excess = open.Count - options.MaxOpen;
            closing = free.Where((e, index) => e.UsedAt < limit || index < excess).ToList();
            foreach (var entry in closing)
            {
                entry.Closing = Task.Run(() => CloseAsync(entry));
            }
        }

        foreach (var entry in closing)
        {
            await entry.Closing!.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Entry> closing;
        lock (gate)
        {
            closing = [.. open.Values];
            open.Clear();
        }

        foreach (var entry in closing)
        {
            await CloseAsync(entry).ConfigureAwait(false);
        }
    }

    private async Task<Entry> TakeAsync(string name, CancellationToken ct)
    {
        while (true)
        {
            Task closing;
            lock (gate)
            {
                if (!open.TryGetValue(name, out var entry))
                {
                    entry = new Entry(name);
                    open.Add(name, entry);
                }

                if (entry.Closing is null)
                {
                    entry.Users++;
                    entry.UsedAt = clock.GetUtcNow();
                    return entry;
                }

                closing = entry.Closing;
            }

            // Its files must be closed before they are opened again.
            await closing.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(Entry entry)
    {
        try
        {
            await entry.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // What was acknowledged is on stable storage: it is opened again from there, and the others close.
            LogNotClosed(fault, entry.Name);
        }

        lock (gate)
        {
            open.Remove(entry.Name);
        }
    }

    private async Task<Outcome<OpenAdministration>> OpenAsync(string name)
    {
        try
        {
            await using var db = data.Host.Read();
            var row = await db.Administrations.SingleOrDefaultAsync(a => a.Name == name).ConfigureAwait(false);
            return row is null ? new Failure(Refusal.NotFound, "administration.unknown", null, name) : await OpenAsync(row).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogFailed(fault, name);
            return Failed(name);
        }
    }

    private async Task<Outcome<OpenAdministration>> OpenAsync(AdministrationRow row)
    {
        AdministrationStore? store = null;
        OpenAdministration? administration = null;
        try
        {
            store = AdministrationStore.Open(
                Path.Join(data.Administrations, row.Name), new DiskReserve(data.Path, options.ReserveBytes), clock);
            administration = new OpenAdministration(row, store, await InstalledPacks.LoadAsync(store, CancellationToken.None).ConfigureAwait(false), log)
            {
                Queries = queries,
            };
            administration.ItemRaised = (act, item, ct) => FollowPacks.RaisedAsync(administration, act, item, ct);
            administration.Search.Behind = (number, ct) => ProposalLearner.FollowAsync(administration, number, ct);
            Opened?.Invoke(administration);
            _ = administration.BesideAsync(ct => ResumeAsync(administration, ct), CancellationToken.None);
            await NoteFailureAsync(row, null).ConfigureAwait(false);
            return administration;
        }
        catch (Exception fault)
        {
            LogFailed(fault, row.Name);

            // Half open, it would stand in the way of the next attempt.
            if (administration is not null)
            {
                await administration.DisposeAsync().ConfigureAwait(false);
            }
            else if (store is not null)
            {
                await store.DisposeAsync().ConfigureAwait(false);
            }

            await NoteFailureAsync(row, fault.Message).ConfigureAwait(false);
            return Failed(row.Name);
        }
    }

    private static Failure Failed(string name) => new(Refusal.Unavailable, "administration.failed", null, name);

    // A conversion that was interrupted goes on; readers did without it meanwhile.
    private async Task<long> ResumeAsync(OpenAdministration administration, CancellationToken ct)
    {
        try
        {
            return await PackConversion.RunAsync(administration, null, ct).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotConverted(fault, administration.Name);
            return 0;
        }
    }

    private async Task NoteFailureAsync(AdministrationRow row, string? failure)
    {
        if (row.Failure != failure)
        {
            await data.HostWriter.RunAsync<Done>(
                async (db, ct) =>
                {
                    (await db.Administrations.SingleAsync(a => a.Name == row.Name, ct).ConfigureAwait(false)).Failure = failure;
                    return default(Done);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Return(Entry entry)
    {
        lock (gate)
        {
            entry.Users--;
            entry.UsedAt = clock.GetUtcNow();
        }
    }

    private void Leave(Entry entry)
    {
        lock (gate)
        {
            entry.Users--;
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Administration {Name} cannot be opened; the others are not concerned")]
    private partial void LogFailed(Exception fault, string name);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "Administration {Name} could not be closed in order; it is opened again from what is on stable storage")]
    private partial void LogNotClosed(Exception fault, string name);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Items of {Name} could not be converted; they are read converted, and the next opening tries again")]
    private partial void LogNotConverted(Exception fault, string name);

    private sealed class Entry(string name)
    {
        private readonly Lock once = new();
        private Task<Outcome<OpenAdministration>>? opening;
        private OpenAdministration? opened;

        public string Name => name;

        public int Users { get; set; }

        public DateTimeOffset UsedAt { get; set; }

        public Task? Closing { get; set; }

        public Task<Outcome<OpenAdministration>> OpenOnceAsync(Func<string, Task<Outcome<OpenAdministration>>> open)
        {
            lock (once)
            {
                return opening ??= Task.Run(async () =>
                {
                    var outcome = await open(name).ConfigureAwait(false);
                    Volatile.Write(ref opened, outcome.IsSuccess ? outcome.Value : null);
                    return outcome;
                });
            }
        }

        public bool IsBusy => Opened is { IsBusy: true };

        public OpenAdministration? Opened => Volatile.Read(ref opened);

        public async Task CloseAsync()
        {
            if (opening is not null && await opening.ConfigureAwait(false) is { IsSuccess: true } outcome)
            {
                await outcome.Value.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}

/// <summary>An administration taken for a while: it is not closed before this is disposed.</summary>
public sealed class AdministrationLease : IDisposable
{
    private Action? giveBack;

    internal AdministrationLease(OpenAdministration administration, Action giveBack)
    {
        Administration = administration;
        this.giveBack = giveBack;
    }

    /// <summary>The open administration.</summary>
    public OpenAdministration Administration { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref giveBack, null)?.Invoke();
}
