using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Cartulaire.Bench.Serving;

/// <summary>A server of the bench on a free port of the loopback; ended by its own id.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process process;

    private Served(Process process, int port)
    {
        this.process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What the kernel counts for the process now.</summary>
    public ProcessFigures Figures => ProcessFigures.Of(process.Id);

    /// <summary>A client with a bearer token, one connection for each request that runs.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    internal static async Task<Served> StartAsync(string executable, string data, bool reading, CancellationToken ct)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable, ["serve", "--data", data, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (!reading)
        {
            start.Environment["PATH"] = "/nonexistent";
        }

        var started = Stopwatch.GetTimestamp();
        var served = new Served(Process.Start(start)!, port);
        var log = new StringBuilder();
        served.process.OutputDataReceived += (_, line) => log.AppendLine(line.Data);
        served.process.ErrorDataReceived += (_, line) => log.AppendLine(line.Data);
        served.process.BeginOutputReadLine();
        served.process.BeginErrorReadLine();
        while (!await IsReadyAsync(port, ct))
        {
            if (served.process.HasExited)
            {
                throw new InvalidOperationException($"The server ended: {log}");
            }

            await Task.Delay(2, ct);
        }

        served.ReadyAfter = Stopwatch.GetElapsedTime(started);
        return served;
    }

    /// <summary>A port that nobody holds now.</summary>
    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // Written on the socket: a full client would cost as much as what is measured.
    private static async Task<bool> IsReadyAsync(int port, CancellationToken ct)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            await socket.SendAsync("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), ct);
            var answer = new byte[64];
            var read = await socket.ReceiveAsync(answer, ct);
            return Encoding.ASCII.GetString(answer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Memory, threads and processor time of a process, as the kernel counts them.</summary>
/// <param name="Resident">Everything in memory, in MiB: mapped files included.</param>
/// <param name="Anonymous">Of it what belongs to no file.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Processor">Seconds of processor time.</param>
internal sealed record ProcessFigures(double Resident, double Anonymous, int Threads, double Processor)
{
    public static ProcessFigures Of(int process)
    {
        var lines = File.ReadAllLines($"/proc/{process}/status").Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1].Trim().Split(' ')[0], StringComparer.Ordinal);
        double Number(string key) => double.Parse(lines[key], CultureInfo.InvariantCulture);
        using var one = Process.GetProcessById(process);
        return new(Number("VmRSS") / 1024, Number("RssAnon") / 1024, (int)Number("Threads"), one.TotalProcessorTime.TotalSeconds);
    }

    public override string ToString() => $"{Resident:F0} MiB resident, {Anonymous:F0} MiB of it anonymous, {Threads} threads";
}
