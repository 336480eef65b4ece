using System.Runtime.InteropServices;

namespace Cartulaire.Server.Web;

/// <summary>Gives memory back once the program has worked and rests: collectors keep what work needed, and a machine that serves three hundred administrations has better uses for it.</summary>
internal sealed partial class RestingMemory(TimeProvider clock) : BackgroundService
{
    /// <summary>Looks in a row at which it must rest: whoever reads a letter for ten seconds shall not wait for a collection at the next key.</summary>
    private const int Looks = 3;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Processor time between two looks from which the program has worked.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(1);

    /// <summary>Processor time between two looks below which it rests: a watched folder is looked at, a page now and then is served.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private TimeSpan before;
    private bool worked;
    private int rested;

    /// <summary>Whether the program has rested long enough after work: once for each stretch of work.</summary>
    /// <param name="total">Processor time of the program so far.</param>
    internal bool RestsAfterWork(TimeSpan total)
    {
        var used = total - before;
        before = total;
        worked |= used >= Work;
        rested = used < Rest ? rested + 1 : 0;
        var rests = worked && rested >= Looks;
        worked &= !rests;
        return rests;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (RestsAfterWork(Environment.CpuUsage.TotalTime))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                _ = Trim(0);
            }
        }
    }

    // What native libraries have freed, the allocator keeps until it is asked (malloc_trim(3)).
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Trim(nuint keep);
}
