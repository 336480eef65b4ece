using System.Globalization;
using Cartulaire.Engines.Index.Searching;
using Cartulaire.Engines.Index.Text;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Lock = System.Threading.Lock;

namespace Cartulaire.Engines.Index;

/// <summary>One folder of one index: its writer, and the snapshot that serves searches.</summary>
internal sealed class Generation : IDisposable
{
    private const string NumberKey = "journal";
    private const string VersionKey = "analyzers";
    private const string CompleteKey = "complete";

    // The engine puts parts together on threads of its own and calls nobody back.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();

    // The engine writes the number that stands when it ends gathering, not the one that stood when it began: two commits at once would say more than is held.
    private readonly Lock keeping = new();
    private readonly MMapDirectory directory;
    private readonly IndexTuning tuning;
    private readonly Similarity similarity;
    private readonly int parts;
    private IndexWriter writer;
    private Snapshot snapshot;
    private long applied;
    private long committed;
    private long sequence;
    private long shownSequence;
    private long keptSequence;
    private long rightsEpoch;
    private bool complete;
    private bool disposed;
    private bool lost;

    public Generation(string folder, string version, IndexTuning tuning)
    {
        Folder = folder;
        this.tuning = tuning;
        parts = tuning.PartsOfOneSize;
        similarity = tuning.Similarity ?? new StatelessSimilarity();
        directory = new MMapDirectory(folder);
        var data = ReadCommit(directory);
        Version = data is not null && data.TryGetValue(VersionKey, out var made) ? made : version;
        complete = data?.ContainsKey(CompleteKey) ?? false;
        applied = committed = data is null ? 0 : long.Parse(data[NumberKey], CultureInfo.InvariantCulture);
        writer = OpenWriter();
        snapshot = new Snapshot(DirectoryReader.Open(writer, applyAllDeletes: true), applied, 0, similarity, previous: null);
    }

    public string Folder { get; }

    public string Version { get; }

    /// <summary>Greatest journal number handed in.</summary>
    public long Applied => Interlocked.Read(ref applied);

    /// <summary>Journal number that the last commit holds.</summary>
    public long Committed => Interlocked.Read(ref committed);

    /// <summary>Journal number that searches see.</summary>
    public long AsOf => Volatile.Read(ref snapshot).AsOf;

    /// <summary>Something was applied that searches do not see; its journal number may be the one they already show.</summary>
    public bool IsStale => Interlocked.Read(ref sequence) != Interlocked.Read(ref shownSequence);

    /// <summary>Something was applied that is not on stable storage.</summary>
    public bool IsUnkept => Interlocked.Read(ref sequence) != Interlocked.Read(ref keptSequence);

    /// <summary>Something could not be written, and the engine may have let go of what was applied since the last commit: nothing more is applied, shown or kept before <see cref="Recover"/>.</summary>
    public bool IsLost => Volatile.Read(ref lost);

    public long Entries { get; private set; }

    public long Pages { get; private set; }

    /// <summary>Whether searches see all that was applied up to a journal number.</summary>
    public bool Shows(long number) => AsOf is var asOf && (asOf > number || (asOf == number && !IsStale));

    /// <summary>Whether the folder holds a generation that was switched in.</summary>
    public static bool IsComplete(string folder)
    {
        using var opened = new MMapDirectory(folder);
        return ReadCommit(opened)?.ContainsKey(CompleteKey) ?? false;
    }

    /// <summary>After something could not be written: goes back to what is on stable storage, so that the journal is applied again from there. Searches keep what they see until that has caught up.</summary>
    /// <returns>Whether there was something to go back from.</returns>
    public bool Recover()
    {
        lock (keeping)
        {
            lock (gate)
            {
                if (disposed || !lost)
                {
                    return false;
                }

                writer.Rollback();
                writer = OpenWriter();
                Interlocked.Exchange(ref applied, committed);
                Interlocked.Exchange(ref shownSequence, sequence);
                Interlocked.Exchange(ref keptSequence, sequence);
                Volatile.Write(ref lost, false);
                return true;
            }
        }
    }

    /// <summary>Brings changes in; returns the serials that could be indexed by id, number and rights only.</summary>
    public List<int> Apply(IEnumerable<IndexChange> changes, long number, CancellationToken ct)
    {
        var bare = new List<int>();
        lock (gate)
        {
            ThrowIfLost();
            Writing(() =>
            {
                foreach (var change in changes)
                {
                    ct.ThrowIfCancellationRequested();
                    Apply(change, bare);
                }
            });

            Interlocked.Increment(ref sequence);
            Interlocked.Exchange(ref applied, Math.Max(applied, number));
        }

        return bare;
    }

    /// <summary>Makes what was applied visible.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            ThrowIfLost();
            var current = snapshot;
            var number = applied;
            if (number < current.AsOf)
            {
                // The journal is being applied again; what searches see already is newer.
                return;
            }

            var reader = Writing(() => DirectoryReader.OpenIfChanged(current.Reader, writer, applyAllDeletes: true));
            if (reader is null && number == current.AsOf)
            {
                Interlocked.Exchange(ref shownSequence, sequence);
                return;
            }

            if (reader is null)
            {
                reader = current.Reader;
                reader.IncRef();
            }

            Volatile.Write(ref snapshot, new Snapshot(reader, number, rightsEpoch, similarity, current));
            Interlocked.Exchange(ref shownSequence, sequence);
            current.Reader.DecRef();
        }
    }

    /// <summary>Puts what was applied on stable storage, with its journal number.</summary>
    /// <remarks>Changes may arrive during it and be kept as well: the number is then lower than the content, and replaying from it changes nothing that is there.</remarks>
    public void Commit(bool complete = false)
    {
        lock (keeping)
        {
            long number, kept;
            lock (gate)
            {
                if (disposed)
                {
                    return;
                }

                ThrowIfLost();
                (number, kept) = (applied, sequence);
                this.complete |= complete;
                var data = new Dictionary<string, string>(StringComparer.Ordinal) { [NumberKey] = number.ToString(CultureInfo.InvariantCulture), [VersionKey] = Version };
                if (this.complete)
                {
                    data[CompleteKey] = "1";
                }

                writer.SetCommitData(data);
            }

            Writing(writer.Commit);
            Interlocked.Exchange(ref committed, number);
            Interlocked.Exchange(ref keptSequence, kept);
        }
    }

    /// <summary>Memory for entries not yet written.</summary>
    public void Buffer(double megabytes) => writer.Config.RAMBufferSizeMB = megabytes;

    /// <summary>Puts parts together until few are left; changes may arrive meanwhile.</summary>
    public async Task PutTogetherAsync(CancellationToken ct)
    {
        writer.ForceMerge(parts, doWait: false);
        while (writer.MergingSegments.Count > 0)
        {
            await Task.Delay(Poll, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a search on the current snapshot, which stays open until it ends.</summary>
    public T Read<T>(Func<Snapshot, T> read)
    {
        while (true)
        {
            var current = Volatile.Read(ref snapshot);
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!current.Reader.TryIncRef())
            {
                continue;
            }

            try
            {
                return read(current);
            }
            finally
            {
                current.Reader.DecRef();
            }
        }
    }

    /// <summary>Closes without keeping what was not committed: the journal has it.</summary>
    public void Dispose()
    {
        // A commit under way ends first.
        lock (keeping)
        {
            lock (gate)
            {
                if (disposed)
                {
                    return;
                }

                disposed = true;
                try
                {
                    writer.Rollback();
                }
                finally
                {
                    snapshot.Reader.DecRef();
                    directory.Dispose();
                }
            }
        }
    }

    private IndexWriter OpenWriter() => new(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, TextAnalysis.PerField)
    {
        Similarity = similarity,
        RAMBufferSizeMB = tuning.RamBufferMegabytes,
        OpenMode = OpenMode.CREATE_OR_APPEND,
        MergePolicy = new TieredMergePolicy { SegmentsPerTier = parts, MaxMergeAtOnce = parts },
    });

    private void ThrowIfLost()
    {
        if (IsLost)
        {
            throw new IOException("Something could not be written to the index; it goes back to what is on stable storage first.");
        }
    }

    private void Writing(Action work) => Writing(() =>
    {
        work();
        return true;
    });

    private T Writing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The engine drops all that it had not yet written, whatever it failed at.
            Volatile.Write(ref lost, true);
            throw;
        }
    }

    private static IDictionary<string, string>? ReadCommit(MMapDirectory directory)
    {
        if (!DirectoryReader.IndexExists(directory))
        {
            return null;
        }

        using var reader = DirectoryReader.Open(directory);
        return reader.IndexCommit.UserData.ContainsKey(NumberKey) ? reader.IndexCommit.UserData : null;
    }

    private void Apply(IndexChange change, List<int> bare)
    {
        var id = new Term(Slots.Serial, EntryWriter.Term(change.Serial));
        switch (change)
        {
            case IndexChange.Delete: writer.DeleteDocuments(id); break;
            case IndexChange.Rights rights:
                writer.UpdateNumericDocValue(id, Slots.Access, rights.AccessSet);
                rightsEpoch++;
                break;
            case IndexChange.Upsert(var entry) upsert: Upsert(upsert.IsNew ? null : id, entry, bare); break;
            default: throw new NotSupportedException(change.GetType().Name);
        }
    }

    private void Upsert(Term? known, IndexEntry entry, List<int> bare)
    {
        try
        {
            Put(known, EntryWriter.Whole(entry));
            Pages += entry.Pages.Count;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException and not ObjectDisposedException)
        {
            // One value that the engine refuses must not hide the item, nor stop those behind it.
            Put(known, EntryWriter.Bare(entry, [.. entry.Flags.Where(f => f.Length < 200), IndexEntry.NotIndexed]));
            bare.Add(entry.Serial);
        }

        Entries++;
    }

    private void Put(Term? known, Lucene.Net.Documents.Document document)
    {
        if (known is null)
        {
            writer.AddDocument(document);
        }
        else
        {
            writer.UpdateDocument(known, document);
        }
    }
}
