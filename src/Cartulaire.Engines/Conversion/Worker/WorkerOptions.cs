using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using Cartulaire.Engines.Conversion.Sandbox;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>How received files are read.</summary>
public sealed class WorkerOptions
{
    /// <summary>Workers at the same time; one per core by default.</summary>
    [Range(1, 64)]
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>By how much its work stands back behind the server's own (nice, 0 to 19).</summary>
    [Range(0, 19)]
    public int Niceness { get; set; }

    /// <summary>Documents after which a worker is replaced.</summary>
    [Range(1, 100)]
    public int DocumentsPerWorker { get; set; } = 100;

    /// <summary>Time for text, metadata, page images and bar codes (security R-03).</summary>
    public TimeSpan ShortTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for reading one page by OCR (security R-03), and for opening the parts of an archive.</summary>
    public TimeSpan PageTime { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Idle time after which a worker ends and gives its memory back.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of a document sent to a worker at most; larger ones are kept and not read.</summary>
    public long MostInput { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Bytes taken back for one document at most.</summary>
    public long MostOutput { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Allows the trial operation, for the tests of the walls; never set in service.</summary>
    internal bool Trials { get; set; }

    /// <summary>What a worker may use.</summary>
    internal SandboxLimits Limits { get; set; } = SandboxLimits.Worker;
}

/// <summary>How this very program is started again as a worker, wherever it lies.</summary>
internal static class WorkerProgram
{
    public static SandboxCommand Command(WorkerOptions options)
    {
        var program = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var framework = File.Exists(Path.Combine(runtime, "dotnet"));
        var environment = new Dictionary<string, string>
        {
            [Tool.Mark] = "1",
            ["DOTNET_ROOT"] = "/runtime",

            // Under a limit on address space the collector must not reserve its usual 256 GiB.
            ["DOTNET_GCHeapHardLimit"] = "0x30000000",
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["VIPS_CONCURRENCY"] = "1",
        };
        if (options.Trials)
        {
            environment["CARTULAIRE_TRIALS"] = "1";
        }

        return new(framework ? "/runtime/dotnet" : "/program/cartulaire", framework ? ["/program/cartulaire.dll", "worker"] : ["worker"], options.Limits)
        {
            ReadOnlyFolders = framework ? [(program, "/program"), (runtime, "/runtime")] : [(program, "/program")],
            Environment = environment,
            Niceness = options.Niceness,
        };
    }
}
