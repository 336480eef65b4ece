using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cartulaire.Engines.Conversion.Sandbox;
using Cartulaire.Engines.Conversion.Worker;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>The walls, tried from inside by a tool that misbehaves.</summary>
public sealed class SandboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<SandboxResult> BashAsync(string script, SandboxLimits? limits = null)
        => SandboxRunner.RunAsync(new("bash", ["-c", script], limits ?? SandboxLimits.OneTool), default, Ct);

    [Fact]
    public async Task The_probe_finds_the_sandbox()
    {
        var state = await SandboxProbe.TryAsync(Ct);
        Assert.True(state.Available, state.Sentence);
    }

    [Fact]
    public void A_machine_that_forbids_namespaces_is_explained_with_a_command()
    {
        var state = SandboxProbe.Explain("bwrap: No permissions to create a new namespace, likely because the kernel does not allow non-privileged user namespaces.");
        Assert.Equal("sandbox.namespaces-forbidden", state.Reason);
        Assert.StartsWith("sysctl -w", state.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_sandbox_nothing_is_read()
    {
        await using var pool = new WorkerPool(new(false, "sandbox.bwrap-missing", "…", ""), new WorkerOptions(), TimeProvider.System);
        using var content = new MemoryStream("%PDF-1.4"u8.ToArray());
        var refused = await pool.OpenAsync("sart", content, Engines.Conversion.ContentSniffer.Sniff("%PDF-1.4"u8, null, null), Ct);
        Assert.Equal("conversion.unavailable", refused.Failure.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Tool.RunAsync("true", [], TimeSpan.FromSeconds(1), Ct));
    }

    [Fact]
    public async Task R_01_a_tool_cannot_connect_to_the_host()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var result = await BashAsync($"exec 3<>/dev/tcp/127.0.0.1/{port} && echo in || echo out");
        Assert.Equal("out\n", result.OutputText);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task R_01_a_tool_sees_no_file_of_the_host_and_no_environment()
    {
        Environment.SetEnvironmentVariable("CARTULAIRE_CANARY", "canari");
        var folder = Directory.CreateTempSubdirectory("canary");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "secret"), "canari", Ct);
        var result = await BashAsync($"cat /etc/passwd /etc/shadow '{folder.FullName}/secret' /proc/1/environ 2>/dev/null; env; ls /home /root /etc /var 2>/dev/null; ls -d /proc/[0-9]* | wc -l");
        Assert.DoesNotContain("canari", result.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", result.OutputText, StringComparison.Ordinal);
        Assert.True(int.Parse(result.OutputText.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture) < 8, result.OutputText);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task R_01_a_tool_has_no_rights_and_cannot_get_any()
    {
        var result = await BashAsync("id -u; grep -E '^(CapEff|CapBnd|CapPrm|NoNewPrivs)' /proc/self/status | tr -d '\\t '; setpriv --reuid=0 true 2>/dev/null && echo root; touch /usr/x 2>/dev/null && echo written; mount -t tmpfs x /tmp 2>/dev/null && echo mounted; unshare -r true 2>/dev/null && [ \"$(unshare -r id -u)\" = 0 ] && mount -t tmpfs x /usr 2>/dev/null && echo nested");
        Assert.StartsWith("65534\n", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("CapEff:0000000000000000", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:1", result.OutputText, StringComparison.Ordinal);
        foreach (var deed in new[] { "root", "written", "mounted", "nested" })
        {
            Assert.DoesNotContain(deed, result.OutputText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task R_01_a_fork_bomb_stays_within_its_quota_and_dies()
    {
        var limits = SandboxLimits.OneTool with { WallClock = TimeSpan.FromSeconds(3) };
        var watch = Stopwatch.StartNew();
        var running = BashAsync(": R01-bombe; bomb() { bomb | bomb & }; bomb 2>/dev/null; sleep 60", limits);
        await Task.Delay(1500, Ct);
        var most = Survivors("R01-bombe");
        var result = await running;
        Assert.Equal(SandboxEnd.TimedOut, result.End);
        Assert.True(most <= limits.Processes + 4, $"{most} processes");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
        Assert.Equal(0, await SurvivorsAfterASecondAsync("R01-bombe"));
    }

    [Fact]
    public async Task R_01_a_tool_cannot_fill_the_disk_the_memory_or_our_pipe()
    {
        var limits = SandboxLimits.OneTool with { Scratch = 32 << 20, FileSize = 16 << 20, Output = 1 << 20 };
        var file = await BashAsync("head -c 1073741824 /dev/zero > /tmp/a; stat -c %s /tmp/a; for i in 1 2 3 4 5; do head -c 16000000 /dev/zero > /tmp/f$i; done; du -sm /tmp | cut -f1", limits);
        var lines = file.OutputText.Trim().Split('\n');
        Assert.Equal("16777216", lines[0]);
        Assert.InRange(int.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture), 1, 33);
        var pipe = await BashAsync("head -c 1073741824 /dev/zero", limits);
        Assert.Equal(SandboxEnd.TooMuchOutput, pipe.End);
        Assert.True(pipe.Output.Length <= limits.Output);
        var memory = await BashAsync("x=$(head -c 2000000000 /dev/zero | tr '\\0' a); echo ${#x}");
        Assert.DoesNotContain("2000000000", memory.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_06_nothing_survives_the_time_limit()
    {
        // A name and a time of this run alone: another on the same machine must not be counted.
        var mark = $"R06-essai-{Environment.ProcessId}";
        var time = $"61.{Environment.ProcessId}";
        for (var turn = 0; turn < 20; turn++)
        {
            var limits = SandboxLimits.OneTool with { WallClock = TimeSpan.FromMilliseconds(150) };
            var result = await BashAsync($": {mark}; (setsid sleep {time} &) ; (trap '' TERM HUP; while :; do sleep {time}; done) & sleep {time}", limits);
            Assert.Equal(SandboxEnd.TimedOut, result.End);
        }

        Assert.Equal(0, await SurvivorsAfterASecondAsync(mark));
        Assert.Equal(0, await SurvivorsAfterASecondAsync($"sleep\0{time}"));
    }

    [Fact]
    public async Task R_06_nothing_survives_being_stopped_while_it_starts()
    {
        var mark = $"R06-naissance-{Environment.ProcessId}";
        for (var turn = 0; turn < 100; turn++)
        {
            // Every millisecond of the start, five times.
            var limits = SandboxLimits.OneTool with { WallClock = TimeSpan.FromMilliseconds(turn / 5) };
            await BashAsync($": {mark}; sleep 63", limits);
        }

        Assert.Equal(0, await SurvivorsAfterASecondAsync(mark));
    }

    [Fact]
    public async Task R_02_a_name_that_looks_like_an_option_is_only_a_name()
    {
        var result = await SandboxRunner.RunAsync(new("printf", ["%s|", "--bind / /x", "$(id)", "; rm -rf /"], SandboxLimits.OneTool), default, Ct);
        Assert.Equal("--bind / /x|$(id)|; rm -rf /|", result.OutputText);
    }

    /// <summary>Those that are still there one second later at most .</summary>
    internal static async Task<int> SurvivorsAfterASecondAsync(string mark)
    {
        var watch = Stopwatch.StartNew();
        int left;
        while ((left = Survivors(mark)) > 0 && watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            await Task.Delay(50, Ct);
        }

        return left;
    }

    /// <summary>Processes of this machine whose command line holds the mark.</summary>
    internal static int Survivors(string mark)
    {
        var count = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                count += Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Contains(mark, StringComparison.Ordinal) ? 1 : 0;
            }
            catch (IOException)
            {
                // It ended between the listing and the look.
            }
        }

        return count;
    }
}
