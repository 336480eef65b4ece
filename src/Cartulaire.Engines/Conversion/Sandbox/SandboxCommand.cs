using System.Diagnostics;
using System.Globalization;

namespace Cartulaire.Engines.Conversion.Sandbox;

/// <summary>Builds the one command line by which anything that parses received bytes is started.</summary>
/// <remarks>
/// As root the payload becomes the real user 65534 by setpriv: a user namespace would leave it root's quota of processes, that is, none.
/// Otherwise a user namespace gives it 65534 and no capability.
/// </remarks>
internal sealed record SandboxCommand(string Program, IReadOnlyList<string> Arguments, SandboxLimits Limits)
{
    private static readonly string[] SystemFolders = ["/etc/fonts", "/etc/libreoffice", "/etc/ld.so.cache", "/etc/alternatives"];

    /// <summary>Folders shown read-only, each directly below the root inside: what bwrap makes on the way to a deeper place belongs to root alone.</summary>
    public IReadOnlyList<(string Source, string Target)> ReadOnlyFolders { get; init; } = [];

    /// <summary>The whole environment of the payload, beside PATH, HOME, LANG and TMPDIR.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>By how much it stands back behind whoever waits at a screen (nice, 0 to 19).</summary>
    public int Niceness { get; init; }

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo("bwrap")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // bwrap itself is visible inside as process 1: it must hold nothing of the server's environment.
        var path = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin";
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach (var argument in Isolation().Concat(Mounts()).Concat(Variables()).Concat(Privileges()).Concat(Quotas()))
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Program);
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static IEnumerable<string> Isolation()
    {
        string[] shared = ["--die-with-parent", "--new-session", "--hostname", "lecture", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"];
        string[] identity = System.Environment.IsPrivilegedProcess
            ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
            : ["--unshare-user", "--uid", "65534", "--gid", "65534"];
        return shared.Concat(identity);
    }

    private List<string> Mounts()
    {
        List<string> mounts = ["--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin", "--symlink", "usr/lib", "/lib"];
        if (Directory.Exists("/usr/lib64"))
        {
            mounts.AddRange(["--symlink", "usr/lib64", "/lib64"]);
        }

        mounts.AddRange(["--perms", "0755", "--dir", "/etc"]);
        foreach (var folder in SystemFolders)
        {
            mounts.AddRange(["--ro-bind-try", folder, folder]);
        }

        mounts.AddRange(["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", Text(Limits.Scratch), "--tmpfs", "/tmp"]);

        foreach (var (source, target) in ReadOnlyFolders)
        {
            mounts.AddRange(["--ro-bind", source, target]);
        }

        mounts.AddRange(["--chdir", "/tmp"]);
        return mounts;
    }

    private List<string> Variables()
    {
        List<string> variables = ["--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/tmp/home", "--setenv", "LANG", "C.UTF-8", "--setenv", "TMPDIR", "/tmp", "--setenv", "OMP_THREAD_LIMIT", "1"];
        foreach (var (name, value) in Environment)
        {
            variables.AddRange(["--setenv", name, value]);
        }

        variables.Add("--");
        return variables;
    }

    private static string[] Privileges() => System.Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
        : [];

    private string[] Quotas() =>
    [
        "prlimit",
        $"--as={Text(Limits.AddressSpace)}",
        $"--cpu={Text(Limits.CpuSeconds)}",
        $"--fsize={Text(Limits.FileSize)}",
        $"--nofile={Text(Limits.OpenFiles)}",
        $"--nproc={Text(Limits.Processes)}",
        "--core=0",
        "--",
        .. Niceness == 0 ? (string[])[] : ["nice", "-n", Text(Niceness)],
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
