using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cartulaire.Tests.Integration.Jobs;

/// <summary>A data folder with administrations and a scheduler, in process, with a clock that the test moves.</summary>
internal sealed class HostFixture(params IJob[] jobs) : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Actor Actor { get; } = Actor.Operator("test");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public CartulaireOptions Options { get; } = new() { ReserveBytes = 0, Hands = 2 };

    public DataFolder Data { get; private set; } = null!;

    public Administrations Administrations { get; private set; } = null!;

    public JobScheduler Scheduler { get; private set; } = null!;

    public JobCounts Counts { get; private set; } = null!;

    public string Path => folder.Path;

    /// <summary>Opens the folder; makes the administrations named.</summary>
    public async Task<HostFixture> OpenAsync(params string[] names)
    {
        Data = DataFolder.TryOwn(folder.Join("data"))!;
        Administrations = new Administrations(Data, Options, Clock, NullLogger<Administrations>.Instance);
        Counts = new JobCounts();
        Scheduler = new JobScheduler(
            Administrations, new DueBook(Data), new JobRunner(jobs, Counts, Clock, NullLogger<JobRunner>.Instance), Options, Clock, NullLogger<JobScheduler>.Instance);
        foreach (var name in names)
        {
            Assert.True((await new CreateAdministration.Handler(Data, Clock).HandleAsync(new CreateAdministration.Command(name, name), Ct)).IsSuccess);
        }

        return this;
    }

    public Task StartAsync() => Scheduler.StartAsync(Ct);

    /// <summary>Ends everything as a program that is asked to stop does; <paramref name="crash"/> leaves out all that a killed one would not do.</summary>
    public async Task CloseAsync(bool crash = false)
    {
        if (!crash)
        {
            await Scheduler.StopAsync(CancellationToken.None);
        }

        await Administrations.DisposeAsync();
        await Data.DisposeAsync();
    }

    public async Task<T> WithAsync<T>(string name, Func<OpenAdministration, Task<T>> work)
    {
        var lease = await Administrations.LeaseAsync(name, Ct);
        Assert.True(lease.IsSuccess);
        using (lease.Value)
        {
            return await work(lease.Value.Administration);
        }
    }

    public Task EnqueueAsync(string name, string kind, int count = 1, object? args = null, TimeSpan? delay = null)
        => WithAsync(name, async a => (await a.Store.Writer.RunAsync<Done>(
            Actor,
            async (act, ct) =>
            {
                for (var i = 0; i < count; i++)
                {
                    await act.EnqueueAsync(kind, args ?? new { number = i }, notBefore: delay is null ? null : act.Now + delay, ct: ct);
                }

                return default(Done);
            },
            Ct)).Outcome.Value);

    public Task<List<JobRow>> JobsAsync(string name)
        => WithAsync(name, async a =>
        {
            await using var db = a.Store.Read();
            return await db.Jobs.OrderBy(j => j.Id).ToListAsync(Ct);
        });

    /// <summary>Whether every administration is closed.</summary>
    public bool NoneOpen()
    {
        var leases = Administrations.LeaseOpen();
        leases.ToList().ForEach(l => l.Dispose());
        return leases.Count == 0;
    }

    /// <summary>Moves the clock in steps until it is so; real time is given to the other threads.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? step = null)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            if (await condition())
            {
                return;
            }

            Clock.Advance(step ?? TimeSpan.Zero);
            await Task.Delay(10, Ct);
        }

        Assert.Fail("It did not come so.");
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Scheduler.Dispose();
        folder.Dispose();
    }
}

/// <summary>A job made of a function.</summary>
internal sealed class FunctionJob(string kind, Func<JobContext, CancellationToken, Task<JobResult>> run) : IJob
{
    public string Kind => kind;

    public Task<JobResult> RunAsync(JobContext context, CancellationToken ct) => run(context, ct);
}
