namespace Cartulaire.App.Jobs;

/// <summary>Administrations that may have a due job, each once, first come first served; and how many are being served.</summary>
internal sealed class WaitingLine
{
    private readonly Lock gate = new();
    private readonly Queue<string> names = new();
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> served = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = New();
    private TaskCompletionSource quiet = New();

    /// <summary>Puts a name at the end, unless it stands in the line already.</summary>
    public void Add(string name)
    {
        lock (gate)
        {
            if (waiting.Add(name))
            {
                names.Enqueue(name);
                changed.TrySetResult();
            }
        }
    }

    /// <summary>Takes the first; it is being served until <see cref="Return"/>.</summary>
    public string? TryTake()
    {
        lock (gate)
        {
            if (!names.TryDequeue(out var name))
            {
                changed = New();
                return null;
            }

            waiting.Remove(name);
            served[name] = served.GetValueOrDefault(name) + 1;
            return name;
        }
    }

    /// <summary>Its turn is over.</summary>
    public void Return(string name)
    {
        lock (gate)
        {
            if (--served[name] == 0)
            {
                served.Remove(name);
            }

            quiet.TrySetResult();
            quiet = New();
        }
    }

    /// <summary>Whether a name waits or is being served.</summary>
    public bool Holds(string name)
    {
        lock (gate)
        {
            return waiting.Contains(name) || served.ContainsKey(name);
        }
    }

    /// <summary>Completes when a name stands in the line.</summary>
    public Task ChangedAsync()
    {
        lock (gate)
        {
            return names.Count > 0 ? Task.CompletedTask : changed.Task;
        }
    }

    /// <summary>All names that wait or are being served.</summary>
    public IReadOnlyList<string> All()
    {
        lock (gate)
        {
            return [.. waiting.Union(served.Keys)];
        }
    }

    /// <summary>Completes when nobody is being served.</summary>
    public Task WhenIdleAsync() => WhenAsync(() => served.Count == 0, CancellationToken.None);

    /// <summary>Completes when nobody waits or is being served.</summary>
    public Task WhenEmptyAsync(CancellationToken ct) => WhenAsync(() => served.Count == 0 && names.Count == 0, ct);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WhenAsync(Func<bool> condition, CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (condition())
                {
                    return;
                }

                next = quiet.Task;
            }

            await next.WaitAsync(ct).ConfigureAwait(false);
        }
    }
}
