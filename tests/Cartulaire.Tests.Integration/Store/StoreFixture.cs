using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Extensions.Time.Testing;

namespace Cartulaire.Tests.Integration.Store;

/// <summary>An open store in a folder of its own, with a clock that the test moves.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public StoreFixture(long reserveBytes = 0)
    {
        Reserve = new DiskReserve(folder.Path, reserveBytes);
        Store = AdministrationStore.Open(folder.Join("sart"), Reserve, Clock);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public DiskReserve Reserve { get; }

    public AdministrationStore Store { get; private set; }

    public string Folder => folder.Join("sart");

    public static Actor Actor { get; } = Actor.Operator("test");

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = AdministrationStore.Open(Folder, Reserve, Clock);
    }

    /// <summary>Adds a service, the smallest thing that must be written down.</summary>
    public Task<Written<long>> AddServiceAsync(string name, object? details = null)
        => Store.Writer.RunAsync<long>(
            Actor,
            async (act, ct) =>
            {
                var id = ServiceId.New();
                act.Db.Services.Add(new ServiceRow { Id = id, Name = name, Title = name, Active = true });
                act.Journal("service.added", id, details ?? new { title = name });
                return await act.NextAsync("test", ct);
            },
            Ct);

    /// <summary>Stores bytes and the row that names them, as a reception does.</summary>
    public async Task<BlobAddress> AddBlobAsync(byte[] bytes)
    {
        var blob = await Store.Blobs.PutAsync(new MemoryStream(bytes), long.MaxValue, Ct);
        var written = await Store.Writer.RunAsync<Done>(
            Actor,
            (act, _) =>
            {
                act.Db.Blobs.Add(new BlobRow { Address = blob.Address.Hex, Size = blob.Size, MediaType = "text/plain", Encoding = "plain", CreatedAt = act.Now });
                act.Journal("blob.added", null, new { blob.Address.Hex });
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            Ct);
        Assert.True(written.Outcome.IsSuccess);
        return blob.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Dispose();
    }
}
