namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>What one sandboxed process group may use at most (security R-01).</summary>
/// <param name="WallClock">Time after which the whole group is killed.</param>
/// <param name="AddressSpace">Bytes of address space per process.</param>
/// <param name="CpuSeconds">Processor seconds per process.</param>
/// <param name="FileSize">Bytes of one written file; pipes are counted by the reader instead, <c>RLIMIT_FSIZE</c> does not stop them.</param>
/// <param name="OpenFiles">Open files per process.</param>
/// <param name="Processes">Processes and threads of the sandbox together.</param>
/// <param name="Scratch">Bytes of the private /tmp.</param>
/// <param name="Output">Bytes read from standard output before the group is killed.</param>
public sealed record SandboxLimits(
    TimeSpan WallClock,
    long AddressSpace,
    int CpuSeconds,
    long FileSize,
    int OpenFiles,
    int Processes,
    long Scratch,
    long Output)
{
    private const long MiB = 1024 * 1024;

    /// <summary>One tool run alone.</summary>
    public static SandboxLimits OneTool { get; } = new(TimeSpan.FromSeconds(20), 1024 * MiB, 60, 500 * MiB, 64, 64, 512 * MiB, 64 * MiB);

    /// <summary>The warm worker: its tools get narrower limits of their own; its processor time is bounded by the pool's clock, request by request.</summary>
    public static SandboxLimits Worker { get; } = new(TimeSpan.FromHours(1), 6144 * MiB, 3600, 2100 * MiB, 512, 256, 1536 * MiB, long.MaxValue);
}
