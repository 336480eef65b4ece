using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cartulaire.App.Administration;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Database;
using Prometheus;

namespace Cartulaire.Server.Web;

/// <summary>Figures for Prometheus, in a registry of their own: names of administrations, kinds and routes, nothing personal.</summary>
internal sealed class Metrics : IDisposable
{
    /// <summary>Of 50 ms: below the ten seconds that Prometheus waits, and enough for a busy host to open an administration.</summary>
    private const int Turns = 160;

    private static readonly string[] States = [JobStates.Waiting, JobStates.Leased, JobStates.GivenUp];

    private readonly Administrations administrations;
    private readonly JobCounts counts;
    private readonly JobScheduler scheduler;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string, string), double> known = new();
    private readonly CollectorRegistry registry = new();
    private readonly Gauge pending;
    private readonly Gauge open;
    private readonly Counter jobs;
    private readonly Counter receptions;
    private readonly Histogram groups;
    private readonly Histogram requests;

    public Metrics(Administrations administrations, JobCounts counts, JobScheduler scheduler)
    {
        this.administrations = administrations;
        this.scheduler = scheduler;
        this.counts = counts;
        var make = Prometheus.Metrics.WithCustomRegistry(registry);
        pending = make.CreateGauge("cartulaire_jobs_pending", "Background jobs by administration and state; of a closed administration, those counted last.", "administration", "state");
        open = make.CreateGauge("cartulaire_administrations_open", "Administrations that are open.");
        jobs = make.CreateCounter("cartulaire_jobs_total", "Runs of background jobs by result.", "administration", "kind", "result");
        receptions = make.CreateCounter("cartulaire_receptions_total", "Pieces received.", "source");
        groups = make.CreateHistogram("cartulaire_writer_group_acts", "Acts committed together; the sum is the number of acts.", new HistogramConfiguration
        {
            LabelNames = ["store"],
            Buckets = [1, 2, 4, 8, 16, 32],
        });
        requests = make.CreateHistogram("cartulaire_request_duration_seconds", "Requests by method, route template and status.", new HistogramConfiguration
        {
            LabelNames = ["method", "template", "status"],
            Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
        });
        registry.AddBeforeCollectCallback(CollectAsync);
        Listen();
    }

    /// <summary>Writes all figures in the text format.</summary>
    public Task WriteAsync(Stream output, CancellationToken ct) => registry.CollectAndExportAsTextAsync(output, ct);

    /// <summary>Notes how long a request took.</summary>
    public void Requested(HttpContext context, long started)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        var method = context.GetEndpoint() is null ? "none" : context.Request.Method;
        requests.WithLabels(method, route, context.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Observe(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Listen()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Measures.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => groups.WithLabels((string)tags[0].Value!).Observe(value));
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => receptions.WithLabels((string)tags[0].Value!).Inc(value));
        listener.Start();
    }

    // Right after the start nobody has looked yet: figures come a moment later rather than with zeros that are not so.
    private async Task LookedAtAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        for (var turn = 0; turn < Turns && names.Any(n => !known.ContainsKey((n, JobStates.Waiting)) && scheduler.IsToLookAt(n)); turn++)
        {
            await Task.Delay(50, ct).ConfigureAwait(false);
            var leases = administrations.LeaseOpen();
            foreach (var lease in leases)
            {
                known.TryAdd((lease.Administration.Name, JobStates.Waiting), 0);
                lease.Dispose();
            }
        }
    }

    private async Task CollectAsync(CancellationToken ct)
    {
        foreach (var (administration, kind, result, count) in counts.Read())
        {
            jobs.WithLabels(administration, kind, result).IncTo(count);
        }

        var names = await administrations.NamesAsync(ct).ConfigureAwait(false);
        await LookedAtAsync(names, ct).ConfigureAwait(false);

        // One that was looked at and not opened since the start had no work due; it is there all the same, for whoever waits for zero.
        foreach (var name in names.Where(n => !scheduler.IsToLookAt(n)))
        {
            foreach (var state in States)
            {
                known.TryAdd((name, state), 0);
            }
        }

        var leases = administrations.LeaseOpen();
        try
        {
            open.Set(leases.Count);
            foreach (var lease in leases)
            {
                var states = await ListJobs.CountAsync(lease.Administration, ct).ConfigureAwait(false);
                foreach (var state in States)
                {
                    known[(lease.Administration.Name, state)] = states.GetValueOrDefault(state);
                }
            }
        }
        finally
        {
            foreach (var lease in leases)
            {
                lease.Dispose();
            }
        }

        foreach (var ((administration, state), count) in known)
        {
            pending.WithLabels(administration, state).Set(count);
        }
    }
}

/// <summary>The figures' place in the web host.</summary>
internal static class MetricsRoutes
{
    /// <summary>Times every request; before routing, so that the whole of it counts.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<Metrics>();
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await next(context).ConfigureAwait(false);
            }
            finally
            {
                metrics.Requested(context, started);
            }
        });
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this WebApplication app)
        => app.MapGet("/metrics", async (HttpContext context, Metrics metrics, CancellationToken ct) =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await metrics.WriteAsync(context.Response.Body, ct).ConfigureAwait(false);
        });
}
