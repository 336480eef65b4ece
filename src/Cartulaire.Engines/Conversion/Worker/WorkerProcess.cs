using System.Diagnostics;
using System.Text;
using Cartulaire.Engines.Conversion.Sandbox;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>One running worker, seen from the server.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<(byte[] Bytes, bool Whole)> errors;

    private WorkerProcess(Process process, string administration)
    {
        this.process = process;
        Administration = administration;
        Frames = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        errors = BoundedReader.ReadAsync(process.StandardError.BaseStream, 16 * 1024, keepReading: true, CancellationToken.None);
    }

    public string Administration { get; }

    public Frames Frames { get; }

    public int Documents { get; set; }

    public int ProcessId => process.Id;

    public bool Faulty { get; set; }

    public DateTimeOffset IdleSince { get; set; }

    public bool Running => !Faulty && !process.HasExited;

    public static async Task<WorkerProcess> StartAsync(string administration, WorkerOptions options)
        => new(await SandboxLauncher.StartAsync(WorkerProgram.Command(options)).ConfigureAwait(false), administration);

    /// <summary>What it wrote on standard error: for the operator's log, it may quote the document.</summary>
    public async Task<string> ErrorsAsync() => Encoding.UTF8.GetString((await errors).Bytes);

    public async ValueTask DisposeAsync()
    {
        await SandboxLauncher.KillAsync(process);
        process.Dispose();
    }
}
