using System.Runtime.InteropServices;

namespace Cartulaire.Engines.Storage;

/// <summary>The few system calls that .NET does not offer and durability needs (security D-4).</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0;
    private const int Directory = 0x10000;
    private const int CloseOnExec = 0x80000;

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

    private static IOException Fault(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of directory '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
