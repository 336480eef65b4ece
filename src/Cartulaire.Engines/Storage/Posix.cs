using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

// Native libraries come from the system alone, never from a folder that somebody else may write.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Cartulaire.Engines.Storage;

/// <summary>The few system calls that .NET does not offer and durability needs (security D-4).</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0;
    private const int Directory = 0x10000;
    private const int CloseOnExec = 0x80000;
    private const uint WriteOut = 2;

    /// <summary>Puts a directory's entries on stable storage: a renamed file is safe only after this.</summary>
    /// <exception cref="IOException">The system refused; the write must not be acknowledged.</exception>
    public static void FlushDirectory(string path)
    {
        var descriptor = Open(path, ReadOnly | Directory | CloseOnExec);
        if (descriptor < 0)
        {
            throw Fault("open", path);
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Fault("fsync", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Asks the system to begin writing a part of a file out, so that the flush at its end has little left to wait for. A mere wish: only the flush counts.</summary>
    public static void BeginWriting(SafeFileHandle file, long offset, long length) => _ = SyncRange(file, offset, length, WriteOut);

    private static IOException Fault(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of directory '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
