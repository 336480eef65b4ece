using Cartulaire.App.Administration;
using Cartulaire.App.Contacts;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cartulaire.App.Search;

/// <summary>Keeps the index of one administration behind its journal: the journal says which items changed, their present rows are read and indexed. It never stops.</summary>
public sealed partial class IndexFollower : IAsyncDisposable
{
    private const int Batch = 500;
    private const int RightsBatch = 10_000;

    /// <summary>What a reader waits at most for the index to show the last change.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RestBehind = TimeSpan.FromSeconds(2);

    private readonly OpenAdministration administration;
    private readonly ILogger log;
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly SemaphoreSlim hurry = new(0, 1);
    private readonly SemaphoreSlim rebuilding = new(1, 1);
    private readonly OrganisingTree folders = new();
    private readonly Task loop;
    private long followed;
    private Task behind = Task.CompletedTask;

    internal IndexFollower(OpenAdministration administration, SearchIndex index, ILogger log)
    {
        this.administration = administration;
        this.log = log;
        Index = index;
        followed = index.NeedsRebuild ? -1 : index.ReplayFrom;
        administration.Store.Writer.Advanced += Wake;
        index.Stumbled = () => Wake(0);
        loop = Task.Run(LoopAsync);
        Wake(0);
    }

    /// <summary>The index.</summary>
    public SearchIndex Index { get; }

    /// <summary>The organising folders, as of the last change that the index shows or later.</summary>
    public Task<FolderTree> FoldersAsync(CancellationToken ct) => folders.KnownAsync(ct);

    /// <summary>What else follows the journal of this administration, behind the index: told the number reached. It may take its time: the index does not wait for it, and what came meanwhile is told the next time.</summary>
    internal Func<long, CancellationToken, Task>? Behind { get; set; }

    /// <summary>Tests hold a round here, between what it read and what it indexes.</summary>
    internal Func<Task> Read { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether an index is being built, or what follows behind has work.</summary>
    internal bool IsBusy => rebuilding.CurrentCount == 0 || !behind.IsCompleted;

    /// <summary>Waits until the index shows the last change committed now, or what the reader brings, whichever is later; 300 ms at most.</summary>
    /// <param name="number">Journal number that the reader saw in an answer to a write, or 0.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IndexReach> CatchUpAsync(long number, CancellationToken ct)
    {
        var wanted = Math.Max(number, administration.Store.Writer.CommittedNumber);
        if (Index.AsOf < wanted)
        {
            Ring(hurry);
        }

        return Index.WaitForAsync(wanted, Patience, ct);
    }

    /// <summary>Fills the next generation beside the serving one, fields first, then texts, and switches it in whole; one at a time.</summary>
    /// <param name="progress">Told items done and items in all.</param>
    /// <param name="ct">Cancels; the serving generation stays.</param>
    /// <returns>Journal number up to which the new generation holds every change, unless a round of the follower was under way: what that one had read before may have come after, and only its next round says so.</returns>
    public async Task<long> RebuildAsync(IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        await rebuilding.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            // Whatever was committed before the rebuild begins is in it.
            var begun = administration.Store.Writer.CommittedNumber;
            await using var rebuild = Index.BeginRebuild();
            await FillAsync(rebuild, progress, ct).ConfigureAwait(false);
            await rebuild.SwitchAsync(ct).ConfigureAwait(false);
            return begun;
        }
        finally
        {
            rebuilding.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        administration.Store.Writer.Advanced -= Wake;
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        await behind.ConfigureAwait(false);
        await Index.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
        wake.Dispose();
        hurry.Dispose();
        rebuilding.Dispose();
    }

    /// <summary>Adds every item: one batch is read while the one before it is indexed.</summary>
    private async Task FillAsync(IndexRebuild rebuild, IProgress<(long Done, long Total)>? progress, CancellationToken ct)
    {
        var done = 0L;
        var indexing = Task.CompletedTask;
        foreach (var isFolder in new[] { true, false })
        {
            await using var snapshot = await administration.Store.Record.SnapshotAsync(ct).ConfigureAwait(false);
            var total = await snapshot.Db.Items.LongCountAsync(ct).ConfigureAwait(false);
            var projection = new Projection(administration, snapshot.Db, log);
            for (var after = 0; ;)
            {
                var rows = await snapshot.Db.Items.Where(i => i.Serial > after && i.IsFolder == isFolder).OrderBy(i => i.Serial).Take(Batch).ToListAsync(ct).ConfigureAwait(false);
                if (rows.Count == 0)
                {
                    break;
                }

                var entries = await projection.EntriesAsync(rows, ct).ConfigureAwait(false);
                await indexing.ConfigureAwait(false);
                indexing = Task.Run(() => rebuild.AddAsync(entries, ct), ct);
                after = rows[^1].Serial;
                progress?.Report((done += rows.Count, total));
            }
        }

        await indexing.ConfigureAwait(false);
    }

    private void Wake(long number) => Ring(wake);

    // Rung any number of times, heard once.
    private static void Ring(SemaphoreSlim bell)
    {
        lock (bell)
        {
            if (bell.CurrentCount == 0)
            {
                bell.Release();
            }
        }
    }

    private async Task LoopAsync()
    {
        var ct = closing.Token;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await wake.WaitAsync(ct).ConfigureAwait(false);
                if (Index.Recover())
                {
                    Volatile.Write(ref followed, Index.NeedsRebuild ? -1 : Index.ReplayFrom);
                }

                if (followed < 0)
                {
                    followed = await RebuildAsync(null, ct).ConfigureAwait(false);
                    await Index.ApplyAsync([], followed, ct).ConfigureAwait(false);
                }

                await FollowAsync(ct).ConfigureAwait(false);

                // While nobody waits for them, changes gather: following each one by itself would cost as much as making it.
                await hurry.WaitAsync(Gathering, ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The record is what counts: the follower says so and tries again from where it stands.
                LogFault(fault, administration.Name);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(false);
                Wake(0);
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await using var snapshot = await administration.Store.Record.SnapshotAsync(ct).ConfigureAwait(false);
        var db = snapshot.Db;
        var head = await db.JournalHead.Select(h => h.Number).SingleAsync(ct).ConfigureAwait(false);
        await folders.FollowAsync(db, followed, ct).ConfigureAwait(false);
        if (head <= followed)
        {
            return;
        }

        await ChangedAsync(db, head, ct).ConfigureAwait(false);
        await RightsAsync(db, head, ct).ConfigureAwait(false);
        await ContactsAsync(db, head, ct).ConfigureAwait(false);

        // Only now is the number reached: whoever waits for it sees every change up to it.
        await Index.ApplyAsync([], head, ct).ConfigureAwait(false);
        Volatile.Write(ref followed, head);
        if (Behind is { } work && behind.IsCompleted)
        {
            behind = RunBehindAsync(work, ct);
        }
    }

    private async Task ChangedAsync(RecordDb db, long head, CancellationToken ct)
    {
        var projection = new Projection(administration, db, log);
        var changed = db.Items.Where(i => i.ChangedNumber > followed && i.ChangedNumber <= head);
        for (var after = 0; ;)
        {
            var rows = await changed.Where(i => i.Serial > after).OrderBy(i => i.Serial).Take(Batch).ToListAsync(ct).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                return;
            }

            after = rows[^1].Serial;
            rows.AddRange(await PartsAsync(db, rows, ct).ConfigureAwait(false));
            var entries = await projection.EntriesAsync(rows, ct).ConfigureAwait(false);
            await Read().ConfigureAwait(false);
            await Index.ApplyAsync([.. entries.Select(e => (IndexChange)new IndexChange.Upsert(e))], followed, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Records that quote a contact which has another name now, and their documents: the index itself knows which.</summary>
    private async Task ContactsAsync(RecordDb db, long head, CancellationToken ct)
    {
        var edited = await db.Journal.Where(j => j.Number > followed && j.Number <= head && j.Kind == SaveContact.Edited).Select(j => j.Subject!).Distinct().ToListAsync(ct).ConfigureAwait(false);
        if (edited.Count == 0)
        {
            return;
        }

        Index.Refresh();
        var fields = administration.Packs.Catalogue.Types.SelectMany(t => t.Fields).Where(f => f.Kind == Kernel.Types.FieldKind.Contact).Select(f => CatalogueFields.IdsOf(f.Id)).Distinct().ToList();
        var projection = new Projection(administration, db, log);
        foreach (var chunk in edited.SelectMany(contact => Index.Holding(fields, contact)).Distinct().Chunk(Batch))
        {
            var serials = chunk.ToList();
            var rows = await db.Items.Where(i => serials.Contains(i.Serial)).ToListAsync(ct).ConfigureAwait(false);
            var ids = rows.ConvertAll(r => (ItemId?)r.Id);
            rows.AddRange(await db.Items.Where(i => !i.IsFolder && ids.Contains(i.ParentId)).ToListAsync(ct).ConfigureAwait(false));
            var entries = await projection.EntriesAsync(rows, ct).ConfigureAwait(false);
            await Index.ApplyAsync([.. entries.Select(e => (IndexChange)new IndexChange.Upsert(e))], followed, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Items of which only the access set moved: no row, no text is read again.</summary>
    private async Task RightsAsync(RecordDb db, long head, CancellationToken ct)
    {
        var moved = db.Items.Where(i => i.RightsNumber > 0 && i.RightsNumber > followed && i.RightsNumber <= head && i.ChangedNumber <= followed);
        for (var after = 0; ;)
        {
            var rows = await moved.Where(i => i.Serial > after).OrderBy(i => i.Serial).Take(RightsBatch).Select(i => new { i.Serial, i.AccessSet }).ToListAsync(ct).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                return;
            }

            after = rows[^1].Serial;
            await Index.ApplyAsync([.. rows.Select(r => (IndexChange)new IndexChange.Rights(r.Serial, (int)r.AccessSet))], followed, ct).ConfigureAwait(false);
        }
    }

    // It rests between two rounds, so that many changes make one.
    private async Task RunBehindAsync(Func<long, CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            long number;
            do
            {
                number = Volatile.Read(ref followed);
                await Task.Run(() => work(number, ct), ct).ConfigureAwait(false);
                await Task.Delay(RestBehind, ct).ConfigureAwait(false);
            }
            while (number < Volatile.Read(ref followed));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The administration closes; it goes on from where it stands when it is opened again.
        }
        catch (Exception fault)
        {
            LogFault(fault, administration.Name);
        }
    }

    /// <summary>Documents whose entries repeat number, title, sender or references of a record that people edited.</summary>
    private async Task<List<ItemRow>> PartsAsync(RecordDb db, List<ItemRow> rows, CancellationToken ct)
    {
        var subjects = rows.Where(r => r.IsFolder).Select(r => r.Id.ToString()).ToList();

        // A change of packs may give any title anew, and names no item.
        var edited = await db.Journal.AnyAsync(j => j.Number > followed && j.Kind == "items.converted", ct).ConfigureAwait(false)
            ? subjects
            : await db.Journal.Where(j => j.Number > followed && j.Subject != null && subjects.Contains(j.Subject) && (j.Kind == "item.edited" || j.Kind == "item.registered" || j.Kind == ChangeType.Changed))
                .Select(j => j.Subject!).Distinct().ToListAsync(ct).ConfigureAwait(false);
        if (edited.Count == 0)
        {
            return [];
        }

        var parents = edited.ConvertAll(s => (ItemId?)Identifier.Read<ItemId>(s));
        var known = rows.Select(r => r.Id).ToHashSet();
        var parts = await db.Items.Where(i => !i.IsFolder && parents.Contains(i.ParentId)).ToListAsync(ct).ConfigureAwait(false);
        return parts.Where(p => !known.Contains(p.Id)).ToList();
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Error, Message = "The index of {Administration} could not follow; it tries again")]
    private partial void LogFault(Exception fault, string administration);
}
