using System.Diagnostics;
using System.Text;

namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>How one sandboxed run ended.</summary>
internal enum SandboxEnd
{
    Exited,
    TimedOut,
    TooMuchOutput,
}

/// <summary>What one sandboxed run gave.</summary>
internal sealed record SandboxResult(SandboxEnd End, int ExitCode, byte[] Output, string Error)
{
    public string OutputText => Encoding.UTF8.GetString(Output);
}

/// <summary>Runs one command in a sandbox of its own, to its end or to its limits.</summary>
internal static class SandboxRunner
{
    private const int MostErrorBytes = 64 * 1024;

    public static async Task<SandboxResult> RunAsync(SandboxCommand command, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        using var process = await SandboxLauncher.StartAsync(command).ConfigureAwait(false);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(command.Limits.WallClock);
        try
        {
            var writing = WriteAsync(process, input, clock.Token);
            var errors = BoundedReader.ReadAsync(process.StandardError.BaseStream, MostErrorBytes, keepReading: true, clock.Token);
            var (output, whole) = await BoundedReader.ReadAsync(process.StandardOutput.BaseStream, command.Limits.Output, keepReading: false, clock.Token);
            if (!whole)
            {
                return new(SandboxEnd.TooMuchOutput, -1, output, "");
            }

            await writing;
            await process.WaitForExitAsync(clock.Token);
            return new(SandboxEnd.Exited, process.ExitCode, output, Encoding.UTF8.GetString((await errors).Bytes));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(SandboxEnd.TimedOut, -1, [], "");
        }
        finally
        {
            await SandboxLauncher.KillAsync(process);
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool ended without reading all of it; its exit code tells the rest.
        }
    }
}

/// <summary>Reads a pipe and counts: limits on files do not stop pipes.</summary>
internal static class BoundedReader
{
    /// <summary>Reads to the end or to the limit.</summary>
    /// <param name="stream">The pipe.</param>
    /// <param name="most">Bytes kept at most.</param>
    /// <param name="keepReading">Whether the surplus is read and dropped, so that the writer does not block.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<(byte[] Bytes, bool Whole)> ReadAsync(Stream stream, long most, bool keepReading, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var whole = true;
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            var room = (int)Math.Min(read, most - kept.Length);
            kept.Write(buffer, 0, room);
            whole &= room == read;
            if (!whole && !keepReading)
            {
                break;
            }
        }

        return (kept.ToArray(), whole);
    }
}
