using System.Collections;

namespace Cartulaire.Engines.Index;

/// <summary>The next generation of an index, filled while the present one serves.</summary>
/// <remarks>
/// Add every item from its present row, in any order and as often as wanted. What the follower applies meanwhile is newer than any row read before, and wins.
/// Then <see cref="SwitchAsync"/>. Disposing before that abandons it.
/// </remarks>
public sealed class IndexRebuild : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SearchIndex index;
    private readonly Generation next;
    private readonly HashSet<int> followed = [];
    private readonly BitArray added = new(1 << 16);
    private readonly Dictionary<int, int> rights = [];
    private bool ended;

    internal IndexRebuild(SearchIndex index, Generation next) => (this.index, this.next) = (index, next);

    /// <summary>Adds entries read from the record.</summary>
    /// <returns>Serials of items that could be indexed by id, number and rights only.</returns>
    public Task<IReadOnlyList<int>> AddAsync(IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            var changes = entries.Where(e => !followed.Contains(e.Serial))
                .Select(e => (IndexChange)new IndexChange.Upsert(rights.TryGetValue(e.Serial, out var set) ? e with { AccessSet = set } : e) { IsNew = IsNew(e.Serial) });
            return Task.FromResult<IReadOnlyList<int>>(next.Apply(changes, 0, ct));
        }
    }

    /// <summary>Switches it in, whole: searches see either all of the old one or all of this one.</summary>
    public async Task SwitchAsync(CancellationToken ct)
    {
        // A filled generation stands in as many parts as its buffer was written out; each costs every search.
        await next.PutTogetherAsync(ct).ConfigureAwait(false);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            ct.ThrowIfCancellationRequested();
            next.Commit();
        }

        // From here on it serves: whatever becomes of the old one, this one is not abandoned.
        var old = index.Switch(next);
        ended = true;
        index.Retire(old);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        index.Forget(this);
        Abandon();
        return ValueTask.CompletedTask;
    }

    internal void Follow(IReadOnlyList<IndexChange> changes, long number)
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            foreach (var change in changes)
            {
                if (change is IndexChange.Rights { Item: var item, AccessSet: var set })
                {
                    rights[item] = set;
                }
                else
                {
                    followed.Add(change.Serial);
                    rights.Remove(change.Serial);
                }
            }

            next.Apply(changes, number, CancellationToken.None);
        }
    }

    private bool IsNew(int serial)
    {
        if (serial >= added.Length)
        {
            added.Length = serial * 2;
        }

        var known = added[serial];
        added[serial] = true;
        return !known;
    }

    internal void Abandon()
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            next.Dispose();
            Directory.Delete(next.Folder, recursive: true);
        }
    }
}
