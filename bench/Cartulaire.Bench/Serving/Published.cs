using System.Diagnostics;

namespace Cartulaire.Bench.Serving;

/// <summary>The program as <c>./start</c> publishes it, on a data folder of the bench: verbs and servers are processes of their own.</summary>
/// <param name="program">Folder of the published program.</param>
/// <param name="data">The data folder.</param>
internal sealed class Published(string program, string data)
{
    /// <summary>The data folder.</summary>
    public string Data => data;

    private string Executable => Path.GetFullPath(Path.Join(program, "cartulaire"));

    /// <summary>Runs a verb that must succeed; gives what it printed.</summary>
    public async Task<string> RunAsync(IEnumerable<string> arguments, string? input, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(Executable, [.. arguments, "--data", data])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        if (input is not null)
        {
            await process.StandardInput.WriteLineAsync(input);
        }

        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"cartulaire {string.Join(' ', arguments.Take(3))}… ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>Runs a verb written as one line without quotes.</summary>
    public Task<string> RunAsync(string line, CancellationToken ct) => RunAsync(line.Split(' '), null, ct);

    /// <summary>An administration with a service and a clerk who may register; gives the clerk's token.</summary>
    public async Task<string> GiveSartAsync(CancellationToken ct)
    {
        await RunAsync("administration create sart --title Sart --packs courrier", ct);
        await RunAsync("service add --administration sart --id travaux --title Travaux", ct);
        await RunAsync("user add --administration sart --name marie --email marie@sart.example --roles mail-clerk --functions travaux/editor", ct);
        return await RunAsync("token create --administration sart --user marie", ct);
    }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="reading">Whether it may read files: without, it finds no sandbox, so files are kept and their jobs wait.</param>
    /// <param name="ct">Cancels.</param>
    public Task<Served> ServeAsync(bool reading, CancellationToken ct) => Served.StartAsync(Executable, data, reading, ct);
}
