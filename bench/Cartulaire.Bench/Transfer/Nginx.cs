using System.Diagnostics;
using System.Globalization;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Transfer;

/// <summary>nginx with its dav module on the loopback, with a configuration and folders of its own; ended by its own id.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;

    private Nginx(Process process, int port)
    {
        this.process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>Where PUT and GET go.</summary>
    public Uri Address { get; }

    /// <param name="executable">The program <c>nginx</c>.</param>
    /// <param name="folder">Folder on the disk of the data.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Nginx> StartAsync(string executable, string folder, CancellationToken ct)
    {
        var port = Served.FreePort();
        Directory.CreateDirectory(Path.Join(folder, "files"));
        var configuration = Path.Join(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, port), ct);
        var nginx = new Nginx(Process.Start(executable, ["-c", configuration, "-p", folder, "-e", Path.Join(folder, "error.log")]), port);
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(nginx.Address, ct);
                return nginx;
            }
            catch (HttpRequestException) when (!nginx.process.HasExited)
            {
                await Task.Delay(20, ct);
            }
        }
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

    // The usual settings of a file server: one worker, sendfile, bodies written beside their place so that they are renamed and not copied.
    private static string Configuration(string folder, int port) => $$"""
        daemon off; pid {{folder}}/nginx.pid; worker_processes 1; user root;
        events { worker_connections 64; }
        http {
            access_log off; sendfile on; tcp_nopush on; client_max_body_size 0; client_body_buffer_size 256k;
            client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
            server { listen 127.0.0.1:{{port}}; root {{folder}}/files; dav_methods PUT; }
        }
        """;
}
