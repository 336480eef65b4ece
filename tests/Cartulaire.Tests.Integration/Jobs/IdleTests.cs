using Cartulaire.Tests.Integration.Index;
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

    [Fact]
    public async Task An_administration_that_cannot_be_closed_in_order_is_opened_again_and_has_lost_nothing()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        var index = await host.WithAsync("sart", a => Task.FromResult(Path.Join(a.Store.Folder, "index")));
        await host.UntilAsync(() => host.WithAsync("sart", a => Task.FromResult(!a.Search.IsBusy && Directory.Exists(Path.Join(index, "2")))));
        using (new MissingFolder(index))
        {
            await host.WithAsync("sart", a => SomeItem.AddAsync(a.Store, "Lettre", "{}"));
            await IdleAsync(host);
            Assert.True(host.NoneOpen());
        }

        await host.UntilAsync(() => host.WithAsync("sart", a => Task.FromResult(a.Search.Index.Contents().Count == 1)));
    }

    [Fact]
    public async Task An_index_that_could_not_be_written_is_whole_again_when_it_can()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        await host.WithAsync("sart", async a =>
        {
            await SomeItem.AddAsync(a.Store, "Première", "{}");
            await host.UntilAsync(() => Task.FromResult(a.Search.Index.Contents().Count == 1));
            using (new MissingFolder(Path.Join(a.Store.Folder, "index")))
            {
                await SomeItem.AddAsync(a.Store, "Deuxième", "{}");
                await Task.Delay(1500, Ct);
                Assert.Single(a.Search.Index.Contents());
            }

            await SomeItem.AddAsync(a.Store, "Troisième", "{}");
            await host.UntilAsync(() => Task.FromResult(a.Search.Index.Contents().Count == 3));
            return a;
        });
    }

    [Fact]
    public async Task Whoever_goes_away_while_it_opens_does_not_keep_it_open()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        using var gate = new ManualResetEventSlim();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        host.Administrations.Opened = _ => gate.Wait(Ct);
        var lease = host.Administrations.LeaseAsync("sart", gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        gate.Set();
        await host.WithAsync("sart", Task.FromResult);

        await ClosedAsync(host);
    }

    [Fact]
    public async Task An_opening_that_fails_half_way_does_not_stand_in_the_way_of_the_next()
    {
        await using var host = await new HostFixture().OpenAsync("sart");
        host.Administrations.Opened = _ => throw new IOException("The disk is full.");
        Assert.False((await host.Administrations.LeaseAsync("sart", Ct)).IsSuccess);

        host.Administrations.Opened = null;
        await host.WithAsync("sart", a => SomeItem.AddAsync(a.Store, "Lettre", "{}"));
        await host.UntilAsync(() => host.WithAsync("sart", a => Task.FromResult(a.Search.Index.Contents().Count == 1)));
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
