using System.Globalization;
using Cartulaire.App;
using Cartulaire.App.Administration;
using Cartulaire.App.Packs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cartulaire.Tests.Integration.Packs;

/// <summary>An administration in this process, with letters written straight into its record.</summary>
internal sealed class PacksFixture : IAsyncDisposable
{
    private readonly string path;
    private readonly IQueryCheck? queries;
    private DataFolder data;
    private Administrations administrations;
    private AdministrationLease? lease;

    private PacksFixture(string path, IQueryCheck? queries)
    {
        this.path = path;
        this.queries = queries;
        (data, administrations) = Own();
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Actor Actor { get; } = Actor.Operator("test");

    public OpenAdministration Sart => lease!.Administration;

    public static async Task<PacksFixture> OpenAsync(TemporaryFolder folder, IQueryCheck? queries = null)
    {
        var fixture = new PacksFixture(folder.Join("data"), queries);
        var created = await new CreateAdministration.Handler(fixture.data, TimeProvider.System).HandleAsync(new CreateAdministration.Command("sart", "Sart"), Ct);
        Assert.True(created.IsSuccess);
        await fixture.LeaseAsync();
        return fixture;
    }

    /// <summary>Opens what another process left.</summary>
    public static async Task<PacksFixture> OpenAgainAsync(TemporaryFolder folder)
    {
        var fixture = new PacksFixture(folder.Join("data"), null);
        await fixture.LeaseAsync();
        return fixture;
    }

    public Task<Written<PackAnswer>> InstallAsync(Dictionary<string, string> files) => InstallPack.HandleAsync(Sart, Actor, LetterPack.Source(files), null, Ct);

    public Task<Written<PackAnswer>> UpgradeAsync(Dictionary<string, string> files, Action<long, long>? progress = null, Dictionary<string, string>? overlay = null, bool accept = false)
        => UpgradePack.HandleAsync(Sart, Actor, new UpgradePack.Command(LetterPack.Source(files), overlay is null ? null : LetterPack.Source(overlay), accept), progress, Ct);

    public Task<Written<PackAnswer>> RollBackAsync(Action<long, long>? progress = null) => RollBackPack.HandleAsync(Sart, Actor, "letters", progress, Ct);

    /// <summary>Closes everything and opens it again, as a new process does.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        (data, administrations) = Own();
        await LeaseAsync();
    }

    /// <summary>Files letters: number, state and mode follow from their place.</summary>
    public async Task FileAsync(int count, int first = 1, Func<int, (string State, string Properties)>? content = null)
    {
        content ??= Letter;
        var revision = Sart.Packs.Revision;
        var written = await Sart.Store.Writer.RunAsync<Done>(
            Actor,
            async (act, ct) =>
            {
                if (!await act.Db.AccessSets.AnyAsync(s => s.Number == 1, ct))
                {
                    act.Db.AccessSets.Add(new AccessSetRow { Number = await act.NextAsync("access-set", ct), Hash = "x", Grants = "" });
                }

                for (var n = first; n < first + count; n++)
                {
                    var (state, properties) = content(n);
                    var id = ItemId.New();
                    act.Db.Items.Add(new ItemRow
                    {
                        Id = id, Serial = n, IsFolder = true, Type = "letter", Title = $"Lettre {n}", State = state, Properties = properties, PackRevision = revision,
                        Stamp = n, AccessSet = 1, CreatedAt = act.Now, CreatedBy = "test", ChangedAt = act.Now, ChangedBy = "test",
                    });
                    var number = n.ToString(CultureInfo.InvariantCulture);
                    act.Db.ItemKeys.Add(new ItemKeyRow { Register = "book", Key = number, ItemId = id });
                    act.Db.RegisterEntries.Add(new RegisterEntryRow
                    {
                        Register = "book", Period = "", Number = n, Label = number, ItemId = id, RegisteredAt = act.Now, RegisteredBy = "test",
                    });
                }

                var counter = await act.Db.RegisterCounters.FindAsync(["book", ""], ct);
                if (counter is null)
                {
                    act.Db.RegisterCounters.Add(counter = new RegisterCounterRow { Register = "book", Period = "" });
                }

                counter.Last = first + count - 1;
                act.Journal("test.filed", null, new { count });
                return default(Done);
            },
            Ct);
        Assert.True(written.Outcome.IsSuccess);
    }

    public static (string State, string Properties) Letter(int n) => (
        (n % 3) switch { 0 => "new", 1 => "check", _ => "end" },
        (n % 4) switch
        {
            0 => $$"""{"mode":"p","title":"Lettre {{n}}"}""",
            1 => $$"""{"mode":"m","shelf":"B{{n}}","title":"Lettre {{n}}"}""",
            2 => $$"""{"mode":"f","title":"Lettre {{n}}"}""",
            _ => $$"""{"title":"Lettre {{n}}"}""",
        });

    /// <summary>What <see cref="Letter"/> is in version 2, written out by hand.</summary>
    public static (string State, string Properties) Converted(int n) => (
        (n % 3) switch { 0 => "new", 1 => "review", _ => "end" },
        (n % 4) switch
        {
            0 => $$"""{"mode":"post","shelf":"A1","subject":"Lettre {{n}}","urgency":"usual"}""",
            1 => $$"""{"mode":"mail","shelf":"B{{n}}","subject":"Lettre {{n}}","urgency":"usual"}""",
            2 => $$"""{"mode":"mail","shelf":"A1","subject":"Lettre {{n}}","urgency":"usual"}""",
            _ => $$"""{"shelf":"A1","subject":"Lettre {{n}}","urgency":"usual"}""",
        });

    public async Task<List<ItemRow>> ItemsAsync()
    {
        await using var db = Sart.Store.Read();
        return await db.Items.AsNoTracking().OrderBy(i => i.Serial).ToListAsync(Ct);
    }

    public async Task<T> ReadAsync<T>(Func<RecordDb, Task<T>> read)
    {
        await using var db = Sart.Store.Read();
        return await read(db);
    }

    public async Task UntilConvertedAsync()
    {
        for (var wait = 0; await PackConversion.IsDueAsync(Sart, Ct); wait++)
        {
            Assert.True(wait < 600, "The conversion did not go on by itself.");
            await Task.Delay(50, Ct);
        }
    }

    public async Task CloseAsync()
    {
        lease?.Dispose();
        lease = null;
        await administrations.DisposeAsync();
        await data.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private (DataFolder, Administrations) Own()
    {
        var owned = DataFolder.TryOwn(path) ?? throw new InvalidOperationException("The folder is owned by another.");
        return (owned, new Administrations(owned, new CartulaireOptions { ReserveBytes = 0 }, TimeProvider.System, NullLogger<Administrations>.Instance, queries));
    }

    private async Task LeaseAsync() => lease = (await administrations.LeaseAsync("sart", Ct)).Value;
}
