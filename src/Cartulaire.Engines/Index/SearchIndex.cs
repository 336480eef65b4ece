using System.Globalization;
using Cartulaire.Engines.Index.Searching;
using Cartulaire.Engines.Index.Text;
using Cartulaire.Kernel.Query;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cartulaire.Engines.Index;

/// <summary>The index of one administration: a projection of its record, never the record. One process, one instance per folder.</summary>
/// <remarks>Safe for any number of searching threads beside one follower that applies changes in the order of the journal.</remarks>
public sealed partial class SearchIndex : IAsyncDisposable
{
    /// <summary>Version of the analyzers of this program; to be given to <see cref="Open(string, string, TimeProvider?, ILogger{SearchIndex}?)"/>.</summary>
    public const string AnalyzersVersion = TextAnalysis.CurrentVersion;

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly string version;
    private readonly IndexTuning tuning;
    private readonly ILogger log;
    private readonly Refresher refresher;
    private Generation serving;
    private IndexRebuild? rebuild;

    private SearchIndex(string folder, string version, IndexTuning tuning, TimeProvider clock, ILogger log)
    {
        (this.folder, this.version, this.tuning, this.log) = (folder, version, tuning, log);
        serving = OpenServing();
        refresher = new Refresher(() => Volatile.Read(ref serving), tuning, clock, log);
    }

    /// <summary>Journal number from which changes must be applied again: what is on stable storage goes up to it.</summary>
    public long ReplayFrom => Volatile.Read(ref serving).Committed;

    /// <summary>Journal number up to which searches see every change.</summary>
    public long AsOf => Volatile.Read(ref serving).AsOf;

    /// <summary>The index is new, or was made by other analyzers: it serves what it has, and asks for <see cref="BeginRebuild"/>.</summary>
    public bool NeedsRebuild => Volatile.Read(ref serving) is var s && (s.Version != version || s.Committed == 0);

    /// <summary>Told when something could not be written: the follower then calls <see cref="Recover"/> and applies the journal again from <see cref="ReplayFrom"/>.</summary>
    public Action? Stumbled
    {
        get => refresher.Stumbled;
        set => refresher.Stumbled = value;
    }

    /// <summary>Work done by the serving generation since it was opened.</summary>
    public IndexWork Work => Volatile.Read(ref serving) is var s ? new(s.Entries, s.Pages) : default;

    /// <summary>Opens the index in a folder, creating it when there is none. Unfinished rebuilds are thrown away.</summary>
    public static SearchIndex Open(string folder, string analyzersVersion, TimeProvider? clock = null, ILogger<SearchIndex>? log = null)
        => Open(folder, analyzersVersion, new IndexTuning(), clock, log);

    /// <summary>Brings changes in. They are seen after <see cref="WaitForAsync"/>, or soon by themselves, and kept on disk within seconds.</summary>
    /// <param name="changes">In the order of the journal.</param>
    /// <param name="journalNumber">Number of the last journal entry that they reflect.</param>
    /// <param name="ct">Cancels between two changes; the number is then not advanced.</param>
    /// <returns>Serials of items that could be indexed by id, number and rights only.</returns>
    public Task<IReadOnlyList<int>> ApplyAsync(IReadOnlyList<IndexChange> changes, long journalNumber, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(changes);
        List<int> bare;
        lock (gate)
        {
            bare = serving.Apply(changes, journalNumber, ct);
            rebuild?.Follow(changes, journalNumber);
        }

        refresher.Wake();
        return Task.FromResult<IReadOnlyList<int>>(bare);
    }

    /// <summary>Waits until searches see a journal number.</summary>
    /// <param name="journalNumber">Number that the caller's write brought back.</param>
    /// <param name="most">Longest wait; 300 ms is what pages give.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IndexReach> WaitForAsync(long journalNumber, TimeSpan most, CancellationToken ct) => refresher.WaitAsync(journalNumber, most, ct);

    /// <summary>Searches.</summary>
    public SearchAnswer Search(SearchRequest request, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Read(snapshot => new SearchRun(snapshot, request, tuning, ct).Answer());
    }

    /// <summary>Proposes words and numbers that complete what is being typed, out of what the person may read and nothing else.</summary>
    /// <param name="typed">What is in the box; its last word is completed, the words before must stand in the same title or sender.</param>
    /// <param name="read">Access sets that the person may read.</param>
    /// <param name="limit">Most proposals.</param>
    public IReadOnlyList<string> Suggest(string typed, AccessBits read, int limit = 10)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(read);
        return Read(snapshot => Suggestions.For(snapshot, typed, read, limit));
    }

    /// <summary>Finds the words of one document that answer a search, page by page, for marking them on the page images. Empty when the person may not read it.</summary>
    public IReadOnlyList<PageMarks> Marks(int document, SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Read(snapshot => new SearchRun(snapshot, request, tuning, CancellationToken.None).Marks(document));
    }

    /// <summary>Starts the next generation beside the serving one. Changes applied meanwhile go to both.</summary>
    /// <exception cref="InvalidOperationException">One is already being built.</exception>
    public IndexRebuild BeginRebuild()
    {
        lock (gate)
        {
            if (rebuild is not null)
            {
                throw new InvalidOperationException("A rebuild is already under way.");
            }

            var next = Path.Combine(folder, (Number(serving.Folder) + 1).ToString(CultureInfo.InvariantCulture));
            if (Directory.Exists(next))
            {
                Directory.Delete(next, recursive: true);
            }

            Directory.CreateDirectory(next);
            var generation = new Generation(next, version, tuning);
            generation.Buffer(tuning.RebuildBufferMegabytes);
            return rebuild = new IndexRebuild(this, generation);
        }
    }

    /// <summary>Every item that the serving generation shows, by serial: for verification.</summary>
    public IReadOnlyDictionary<int, IndexedItem> Contents() => Read(snapshot => snapshot.Contents());

    /// <summary>Serials of the hits that have a value in one of some keyword fields, whoever may read them: for whoever keeps the index, never for people.</summary>
    public IReadOnlyList<int> Holding(IEnumerable<FieldRef> fields, string value) => Read(snapshot => snapshot.Holding(fields, value));

    /// <summary>After something could not be written: goes back to what is on stable storage. Nothing is applied before; searches go on with what they see.</summary>
    /// <returns>Whether it went back: changes after <see cref="ReplayFrom"/> are then to be applied again.</returns>
    public bool Recover()
    {
        lock (gate)
        {
            return serving.Recover();
        }
    }

    /// <summary>Shows what was applied now.</summary>
    public void Refresh() => Volatile.Read(ref serving).Refresh();

    /// <summary>Puts what was applied on stable storage now.</summary>
    public void Commit() => Volatile.Read(ref serving).Commit();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await refresher.DisposeAsync();
        try
        {
            rebuild?.Abandon();
            if (serving.IsUnkept)
            {
                serving.Commit();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, for instance: the journal has what is not kept, and the next opening applies it again.
            LogNotKept(fault);
        }

        try
        {
            serving.Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotKept(fault);
        }
    }

    internal static SearchIndex Open(string folder, string analyzersVersion, IndexTuning tuning, TimeProvider? clock = null, ILogger<SearchIndex>? log = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(analyzersVersion);
        return new SearchIndex(folder, analyzersVersion, tuning, clock ?? TimeProvider.System, log ?? NullLogger<SearchIndex>.Instance);
    }

    /// <summary>Puts the next generation in the place of the serving one; searches that run end on the old one.</summary>
    /// <returns>The old one, to be retired.</returns>
    internal Generation Switch(Generation next)
    {
        lock (gate)
        {
            var old = serving;
            next.Apply([], old.Applied, CancellationToken.None);
            next.Buffer(tuning.RamBufferMegabytes);
            next.Commit(complete: true);
            next.Refresh();
            Volatile.Write(ref serving, next);
            rebuild = null;
            return old;
        }
    }

    /// <summary>Lets go of those who waited for what the new generation shows, and of the old one.</summary>
    internal void Retire(Generation old)
    {
        refresher.Release();
        refresher.Wake();
        try
        {
            old.Dispose();
            tuning.Remove(old.Folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A search may still have its files on a share, for instance; the next opening throws the folder away.
            LogNotRemoved(fault);
        }
    }

    internal void Forget(IndexRebuild ended)
    {
        lock (gate)
        {
            rebuild = ReferenceEquals(rebuild, ended) ? null : rebuild;
        }
    }

    private static int Number(string generation) => int.Parse(Path.GetFileName(generation), CultureInfo.InvariantCulture);

    private T Read<T>(Func<Snapshot, T> read)
    {
        while (true)
        {
            var generation = Volatile.Read(ref serving);
            try
            {
                return generation.Read(read);
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(generation, Volatile.Read(ref serving)))
            {
                // It was switched out between the two lines above.
            }
        }
    }

    private Generation OpenServing()
    {
        Directory.CreateDirectory(folder);
        var all = Directory.GetDirectories(folder).Where(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out _)).OrderByDescending(Number).ToList();
        var best = all.Find(Generation.IsComplete);
        foreach (var other in all.Where(d => d != best))
        {
            Directory.Delete(other, recursive: true);
        }

        if (best is not null)
        {
            return new Generation(best, version, tuning);
        }

        var first = Path.Combine(folder, "1");
        Directory.CreateDirectory(first);
        var generation = new Generation(first, version, tuning);
        generation.Commit(complete: true);
        return generation;
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The last changes of an index could not be kept when it was closed; they are applied again at the next opening")]
    private partial void LogNotKept(Exception fault);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "The folder of an index that was replaced could not be removed; the next opening removes it")]
    private partial void LogNotRemoved(Exception fault);
}
