using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>Starts every sandbox from one thread that never ends.</summary>
/// <remarks>
/// <c>--die-with-parent</c> is bound to the starting thread, not to the process: started from a pool thread, a sandbox dies when the pool shrinks (proof.md §5).
/// With it, a server that is killed takes its sandboxes along.
/// </remarks>
internal static class SandboxLauncher
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Answer)> Wishes = Open();

    public static Task<Process> StartAsync(SandboxCommand command)
    {
        var answer = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Wishes.Add((command.ToStartInfo(), answer));
        return answer.Task;
    }

    /// <summary>Kills bwrap and its child, the first process of the namespace, with which everything inside ends.</summary>
    /// <remarks>
    /// The child is looked for, not left to <c>--die-with-parent</c>: that binds it only once it is set up, and one stopped while it starts would live on (security R-06).
    /// bwrap stands still meanwhile, so that it cannot start it after the look.
    /// </remarks>
    public static async Task KillAsync(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                await Standstill.ReachAsync(process.Id);
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile, which is what was wanted.
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Answer)> Open()
    {
        var wishes = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Answer)>();
        new Thread(() => Serve(wishes)) { IsBackground = true, Name = "sandbox launcher" }.Start();
        return wishes;
    }

    private static void Serve(BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Answer)> wishes)
    {
        foreach (var (start, answer) in wishes.GetConsumingEnumerable())
        {
            try
            {
                answer.SetResult(Process.Start(start) ?? throw new InvalidOperationException("No process was started."));
            }
            catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                answer.SetException(fault);
            }
        }
    }
}
