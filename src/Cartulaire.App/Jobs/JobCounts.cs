using System.Collections.Concurrent;

namespace Cartulaire.App.Jobs;

/// <summary>How runs ended since the start, by administration and kind. No personal data.</summary>
public sealed class JobCounts
{
    private readonly ConcurrentDictionary<(string Administration, string Kind, string Result), long> counts = new();

    /// <summary>A run that did its work.</summary>
    internal void Ran(string administration, string kind) => Add(administration, kind, "done");

    /// <summary>A try that failed and will be repeated.</summary>
    internal void Failed(string administration, string kind) => Add(administration, kind, "failed");

    /// <summary>A job that was given up.</summary>
    internal void GaveUp(string administration, string kind) => Add(administration, kind, "given-up");

    /// <summary>All counts: administration, kind, result (<c>done</c>, <c>failed</c>, <c>given-up</c>), number.</summary>
    public IReadOnlyList<(string Administration, string Kind, string Result, long Count)> Read()
        => [.. counts.Select(c => (c.Key.Administration, c.Key.Kind, c.Key.Result, c.Value))];

    private void Add(string administration, string kind, string result) => counts.AddOrUpdate((administration, kind, result), 1, (_, n) => n + 1);
}
