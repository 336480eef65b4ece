using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cartulaire.Engines.Storage;

/// <summary>Tells whether somebody still writes into a file.</summary>
public static partial class OpenFiles
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int TryAgain = 11;

    /// <summary>Ignored by every program that does not ask for it: whoever opens the file during our look breaks the lease without harm to us.</summary>
    private const int HarmlessSignal = 23;

    /// <summary>Asks the kernel by way of a read lease, which is refused while any process has the file open for writing.</summary>
    /// <param name="path">The file.</param>
    /// <returns>True when somebody writes; false when nobody does, or when this cannot be told (another owner, a file system of a network).</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool IsBeingWritten(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _ = Control(handle, SetSignal, HarmlessSignal);
        if (Control(handle, SetLease, ReadLease) != 0)
        {
            return Marshal.GetLastPInvokeError() == TryAgain;
        }

        _ = Control(handle, SetLease, NoLease);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle descriptor, int command, int argument);
}
