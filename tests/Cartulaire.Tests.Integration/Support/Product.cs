using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Cartulaire.Tests.Integration.Support;

/// <summary>The real program, run as its users run it: verbs on the command line, a server process that can be killed.</summary>
internal sealed class Product(string data)
{
    /// <summary>The program built with the tests; <c>CARTULAIRE_PROGRAM</c> names another, such as the one that is published (<c>./test --all</c>).</summary>
    public static readonly string Executable = Environment.GetEnvironmentVariable("CARTULAIRE_PROGRAM") ?? Path.Join(AppContext.BaseDirectory, "cartulaire");

    private static readonly Lazy<Task<(Product Made, string Token)>> Sart = new(PrepareSartAsync);

    public string Data => data;

    /// <summary>Runs a verb to its end.</summary>
    public Task<(int Exit, string Out, string Error)> RunAsync(string verb, string? input = null, params string[] more)
        => ToEndAsync(input, [.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. more, "--data", data]);

    /// <summary>Runs a command that needs no data folder.</summary>
    public static Task<(int Exit, string Out, string Error)> RunBareAsync(params string[] args) => ToEndAsync(null, args);

    private static async Task<(int Exit, string Out, string Error)> ToEndAsync(string? input, IReadOnlyList<string> args)
    {
        using var process = Start(args);
        if (input is not null)
        {
            await process.StandardInput.WriteLineAsync(input);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command as on a terminal, and gives what stood on the screen.</summary>
    public static async Task<string> OnTerminalAsync(IEnumerable<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo("script", ["-qec", string.Join(' ', command), "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color" },
        })!;
        process.StandardInput.Close();
        var screen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return screen;
    }

    /// <summary>Runs a verb that must succeed.</summary>
    public async Task<string> MustAsync(string verb, string? input = null, params string[] more)
    {
        var (exit, output, error) = await RunAsync(verb, input, more);
        Assert.True(exit == 0, $"cartulaire {verb}: exit {exit}\n{output}\n{error}");
        return output.Trim();
    }

    /// <summary>Gives Sart with a service, a clerk, and the clerk's token: made once by the program itself, then copied, as each verb costs the start of a process. A folder that is there already may have its owner: there it is made anew.</summary>
    public async Task<string> GivenSartAsync()
    {
        if (Directory.Exists(data))
        {
            return await MakeSartAsync(this);
        }

        var (made, token) = await Sart.Value;
        using var copy = Process.Start("cp", ["--archive", "--no-target-directory", made.Data, data]);
        await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, copy.ExitCode);
        return token;
    }

    private static async Task<(Product Made, string Token)> PrepareSartAsync()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var made = new Product(folder.Join("data"));
        return (made, await MakeSartAsync(made));
    }

    private static async Task<string> MakeSartAsync(Product product)
    {
        await product.MustAsync("administration create sart", null, "--title", "Commune de Sart", "--packs", "courrier");
        await product.MustAsync("service add --administration sart --id travaux --title Travaux");
        await product.MustAsync("user add --administration sart --name marie --email marie@sart.example --roles mail-clerk --functions travaux/editor --password-stdin", "cheval agrafe batterie");
        return await product.MustAsync("token create --administration sart --user marie");
    }

    /// <summary>Starts the server and waits until it is ready.</summary>
    public Task<ServerProcess> ServeAsync(params string[] prefix) => ServerProcess.StartAsync(data, Executable, prefix, 0);

    /// <summary>Starts the server with this many MiB of disk in reserve.</summary>
    public Task<ServerProcess> ServeWithReserveAsync(int megabytes) => ServerProcess.StartAsync(data, Executable, [], megabytes);

    private static Process Start(IReadOnlyList<string> args)
        => Process.Start(new ProcessStartInfo(Executable, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}

/// <summary>A server of the test's own, on a free port of the loopback.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> log = [];
    private readonly bool traced;

    private ServerProcess(Process process, int port, bool traced)
    {
        this.process = process;
        this.traced = traced;
        Address = new Uri($"http://127.0.0.1:{port}/");
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public string Log
    {
        get
        {
            lock (log)
            {
                return string.Join('\n', log);
            }
        }
    }

    public static async Task<ServerProcess> StartAsync(string data, string executable, IReadOnlyList<string> prefix, int reserve)
    {
        var port = FreePort();
        string[] args = [.. prefix, executable, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}", "--reserve", reserve.ToString(CultureInfo.InvariantCulture)];
        var server = new ServerProcess(
            Process.Start(new ProcessStartInfo(args[0], args[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!, port, prefix is ["strace", ..]);
        using var client = new HttpClient { BaseAddress = server.Address };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                if ((await client.GetAsync("health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                Assert.False(server.process.HasExited, server.Log);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The server did not get ready: " + server.Log);
        return server;
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop, as a service manager does, and waits for its end.</summary>
    public async Task StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", await ServedByAsync()]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(limit.Token);
    }

    // strace -o blocks the signals that it gets and passes none on.
    private async Task<string> ServedByAsync()
    {
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        return traced ? (await File.ReadAllTextAsync($"/proc/{id}/task/{id}/children", CancellationToken.None)).Trim() : id;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            try
            {
                await StopAsync();
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (log)
            {
                log.Add(line);
            }
        }
    }
}
