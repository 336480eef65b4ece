using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Serving;
using Cartulaire.App.Ui;
using Cartulaire.Engines.Storage;
using Cartulaire.Server.Verbs;
using Microsoft.AspNetCore.Connections;

namespace Cartulaire.Server.Web;

/// <summary>The web host: owns the data folder, serves people and programs, answers verbs on the socket.</summary>
internal static partial class WebServer
{
    /// <summary>What requests under way get to end in once the server is asked to stop (security F-04); a service manager must wait longer (systemd: 90 s).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Serves until asked to stop.</summary>
    /// <returns>0; 2 when the command line is wrong; 3 when another process owns the folder or the address, or the folder may not be written.</returns>
    public static async Task<int> RunAsync(string path, string urls, CartulaireOptions options, CancellationToken ct)
    {
        try
        {
            return await ServeAsync(path, urls, options, ct).ConfigureAwait(false);
        }
        catch (FormatException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return VerbRunner.Usage;
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Une des adresses {urls} est déjà prise par un autre programme : arrêtez-le, ou donnez un autre port avec --urls.").ConfigureAwait(false);
            return VerbRunner.Unavailable;
        }
        catch (UnauthorizedAccessException fault)
        {
            await Console.Error.WriteLineAsync($"Ce compte n'a pas les droits qu'il faut sur le dossier {path} ({fault.Message}) Lancez la commande avec le compte du service.").ConfigureAwait(false);
            return VerbRunner.Unavailable;
        }
    }

    private static async Task<int> ServeAsync(string path, string urls, CartulaireOptions options, CancellationToken ct)
    {
        var data = DataFolder.TryOwn(path);
        if (data is null)
        {
            await Console.Error.WriteLineAsync(DataFolder.IsHalfRestored(path) ? VerbRunner.HalfRestored(path) : $"Le dossier {path} est déjà servi par un autre programme.").ConfigureAwait(false);
            return VerbRunner.Unavailable;
        }

        await using (data)
        {
            await using var app = Build(data, urls, options);
            await app.StartAsync(ct).ConfigureAwait(false);
            File.SetUnixFileMode(DataFolder.SocketOf(path), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            LogReady(app.Logger, string.Join(" ", app.Urls.Where(u => !u.Contains("unix:", StringComparison.Ordinal))));
            await app.WaitForShutdownAsync(ct).ConfigureAwait(false);
        }

        return VerbRunner.Done;
    }

    /// <summary>Puts the host together.</summary>
    public static WebApplication Build(DataFolder data, string urls, CartulaireOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)

            // It warns that keys are not encrypted at rest: they lie in the data folder, private to its owner, like everything else there.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            Listening.On(kestrel, urls);
            SocketDoor.Listen(kestrel, DataFolder.SocketOf(data.Path));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        builder.Services.AddCartulaire(data, options);
        builder.Services.AddPages(data);
        builder.Services.AddRest();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<Metrics>();
        builder.Services.AddHostedService<RestingMemory>();
        var app = builder.Build();
        app.UseExceptionHandler(Faults.Options);
        app.UseVerbs();
        app.UsePages(options);
        app.UseMetrics();
        app.UseRouting();
        app.UseAdministrations(app.Services.GetRequiredService<Administrations>(), app.Services.GetRequiredService<TimeProvider>());
        // A key that is no key stops the start, not the first document opened.
        app.Services.GetRequiredService<ContentAddresses>();
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", Readiness.Answer);
        app.MapMetrics();
        app.MapCartulaire();
        app.MapPages();
        return app;
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Ready on {Urls}")]
    private static partial void LogReady(ILogger log, string urls);
}
