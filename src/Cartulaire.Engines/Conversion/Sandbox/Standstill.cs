using System.Runtime.InteropServices;

namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>Makes a process stand still, so that its children can be counted: one that runs may start another behind whoever looks.</summary>
internal static partial class Standstill
{
    private const int Stop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Waits until the process stands or has ended; two seconds at most, for one that hangs in the kernel stops only later.</summary>
    public static async Task ReachAsync(int process)
    {
        using var clock = new CancellationTokenSource(Patience);
        _ = Send(process, Stop);
        while (Runs(process) && !clock.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }
    }

    /// <summary>Neither stopped nor ended, by the letter behind the name in <c>/proc/…/stat</c> (proc(5)).</summary>
    private static bool Runs(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('T' or 't' or 'Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
