using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;
using Cartulaire.Kernel;

namespace Cartulaire.App.Reading;

/// <summary>Whether this host can read received files, and the workers that do it. One for all administrations.</summary>
/// <remarks>Jobs and people have pools of their own: who waits for a page image never waits behind a page that is being read by OCR.</remarks>
public sealed class ReadingState : IAsyncDisposable
{
    /// <summary>How long an obstacle is believed before the sandbox is tried again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly TimeProvider clock;
    private readonly Func<CancellationToken, Task<SandboxState>> probe;
    private readonly SemaphoreSlim trying = new(1, 1);
    private WorkerPool? jobs;
    private WorkerPool? people;
    private SandboxState? last;
    private DateTimeOffset triedAt;

    /// <param name="clock">Time.</param>
    public ReadingState(TimeProvider clock)
        : this(clock, SandboxProbe.TryAsync)
    {
    }

    internal ReadingState(TimeProvider clock, Func<CancellationToken, Task<SandboxState>> probe)
    {
        this.clock = clock;
        this.probe = probe;
    }

    /// <summary>What the whole host has to know: a sentence and the command that helps; null while reading works or was never needed.</summary>
    public SandboxState? Notice => last is { Available: false } state ? state : null;

    /// <summary>Looks whether files can be read; an obstacle is looked at again after <see cref="Again"/>.</summary>
    public async Task<SandboxState> ProbeAsync(CancellationToken ct)
    {
        await trying.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var now = clock.GetUtcNow();
            if (last is null || (!last.Available && now - triedAt >= Again))
            {
                last = await probe(ct).ConfigureAwait(false);
                triedAt = now;
            }

            if (last.Available && jobs is null)
            {
                jobs = new WorkerPool(last, new WorkerOptions { Niceness = 5 }, clock);
                people = new WorkerPool(last, new WorkerOptions(), clock);
            }

            return last;
        }
        finally
        {
            trying.Release();
        }
    }

    /// <summary>The workers of background work, or <c>conversion.unavailable</c>.</summary>
    public async Task<Outcome<WorkerPool>> ForJobsAsync(CancellationToken ct)
        => await ProbeAsync(ct).ConfigureAwait(false) is { Available: false } state ? Unavailable(state) : jobs!;

    /// <summary>The workers of those who wait at a screen, or <c>conversion.unavailable</c>.</summary>
    public async Task<Outcome<WorkerPool>> ForPeopleAsync(CancellationToken ct)
        => await ProbeAsync(ct).ConfigureAwait(false) is { Available: false } state ? Unavailable(state) : people!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { jobs, people })
        {
            if (pool is not null)
            {
                await pool.DisposeAsync().ConfigureAwait(false);
            }
        }

        trying.Dispose();
    }

    private static Failure Unavailable(SandboxState state) => new(Refusal.Unavailable, "conversion.unavailable", null, state.Sentence);
}
