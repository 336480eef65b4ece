using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cartulaire.Engines.Conversion.Sandbox;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>How one tool ended. <see cref="Success"/> is only half of the proof: the caller checks what it wrote.</summary>
internal sealed record ToolResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Ended by itself, with 0, and without running out of memory on the way (security R-04: exit code 0 after that is common).</summary>
    public bool Success => ExitCode == 0 && !Error.Contains("memory", StringComparison.OrdinalIgnoreCase) && !Error.Contains("bad_alloc", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Runs the outside tools inside the worker, each with narrower limits than the worker's own.</summary>
internal static class Tool
{
    /// <summary>Set by the pool in the worker's environment; where it is absent there is no sandbox and no tool runs.</summary>
    public const string Mark = "CARTULAIRE_IN_SANDBOX";
    private const int MostOutput = 64 * 1024 * 1024;

    /// <summary>Runs a tool to its end.</summary>
    /// <param name="program">Its name, never taken from data.</param>
    /// <param name="arguments">Its arguments: fixed names and numbers only.</param>
    /// <param name="time">Wall clock; the tool is killed after it.</param>
    /// <param name="ct">Kills it too.</param>
    /// <param name="limits">Limits other than those of <see cref="SandboxLimits.OneTool"/>.</param>
    /// <exception cref="RefusedDocumentException">It was killed, or it is not installed.</exception>
    public static async Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan time, CancellationToken ct, SandboxLimits? limits = null)
    {
        if (Environment.GetEnvironmentVariable(Mark) is null)
        {
            throw new InvalidOperationException("A tool was about to run outside the sandbox.");
        }

        using var process = Start(program, arguments, time, limits ?? SandboxLimits.OneTool);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(time);
        try
        {
            var errors = BoundedReader.ReadAsync(process.StandardError.BaseStream, 64 * 1024, keepReading: true, clock.Token);
            var (output, _) = await BoundedReader.ReadAsync(process.StandardOutput.BaseStream, MostOutput, keepReading: false, clock.Token);
            await process.WaitForExitAsync(clock.Token);
            var result = new ToolResult(process.ExitCode, output, Encoding.UTF8.GetString((await errors).Bytes));
            return result.ExitCode == 127 ? throw new RefusedDocumentException("conversion.tool-missing", program) : result;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new RefusedDocumentException("conversion.timed-out", program);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, TimeSpan time, SandboxLimits limits)
    {
        var cpu = Math.Max(limits.CpuSeconds, (int)time.TotalSeconds);
        var start = new ProcessStartInfo("prlimit") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] quotas =
        [
            string.Create(CultureInfo.InvariantCulture, $"--as={limits.AddressSpace}"),
            string.Create(CultureInfo.InvariantCulture, $"--cpu={cpu}"),
            string.Create(CultureInfo.InvariantCulture, $"--fsize={limits.FileSize}"),
            string.Create(CultureInfo.InvariantCulture, $"--nofile={limits.OpenFiles}"),
            "--",
        ];
        foreach (var argument in quotas.Append(program).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        process.StandardInput.Close();
        return process;
    }
}
