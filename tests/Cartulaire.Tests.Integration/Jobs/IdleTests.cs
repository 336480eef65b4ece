using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Jobs;

/// <summary>An administration that nobody uses is closed, unless it works by itself.</summary>
public sealed class IdleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administration_whose_index_is_being_built_is_closed_only_afterwards()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        using var gate = new Gate();
        Task<long> rebuild = null!;
        var used = await host.WithAsync("sart", async administration =>
        {
            await SomeItem.AddAsync(administration.Store, "Lettre", "{}");
            rebuild = Task.Run(() => administration.Search.RebuildAsync(gate, Ct), Ct);
            return administration;
        });
        await gate.Reached.WaitAsync(Ct);

        await IdleAsync(host);
        Assert.Same(used, await host.WithAsync("sart", Task.FromResult));
        gate.Open();
        Assert.True(await rebuild > 0);

        await ClosedAsync(host);
    }

    [Fact]
    public async Task An_administration_that_converts_its_items_is_closed_only_afterwards()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        var converted = new TaskCompletionSource<long>();
        Task<long> work = null!;
        var used = await host.WithAsync("sart", administration =>
        {
            work = administration.BesideAsync(ct => converted.Task.WaitAsync(ct), Ct);
            return Task.FromResult(administration);
        });

        await IdleAsync(host);
        Assert.Same(used, await host.WithAsync("sart", Task.FromResult));
        converted.SetResult(7);
        Assert.Equal(7, await work);

        await ClosedAsync(host);
    }

    private static Task ClosedAsync(HostFixture host) => host.UntilAsync(async () =>
    {
        await IdleAsync(host);
        return host.NoneOpen();
    });

    private static Task IdleAsync(HostFixture host)
    {
        host.Clock.Advance(host.Options.IdleTime + TimeSpan.FromMinutes(1));
        return host.Administrations.CloseIdleAsync();
    }

    /// <summary>Holds a rebuild at its first batch.</summary>
    private sealed class Gate : IProgress<(long Done, long Total)>, IDisposable
    {
        private readonly TaskCompletionSource reached = new();
        private readonly ManualResetEventSlim opened = new();

        public Task Reached => reached.Task;

        public void Report((long Done, long Total) value)
        {
            reached.TrySetResult();
            opened.Wait(Ct);
        }

        public void Open() => opened.Set();

        public void Dispose() => opened.Dispose();
    }
}
