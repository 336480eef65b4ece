using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Query;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Directory = System.IO.Directory;

namespace Cartulaire.Tests.Integration.Index;

public sealed class DurabilityTests
{
    private const string ChildFolder = "CARTULAIRE_TEST_INDEX_CHILD";

    private static readonly AccessBits Everyone = new([0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_reads_their_own_writes_and_without_waiting_nobody_would()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open(new IndexTuning { RefreshEvery = TimeSpan.FromSeconds(30) });
        long number = 0;
        var order = new SemaphoreSlim(1);
        var (missed, early) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
            {
                await order.WaitAsync(Ct);
                var mine = ++number;
                await index.ApplyAsync([new IndexChange.Upsert(Entry((int)mine))], mine, Ct);
                order.Release();
                early += Seen(index, (int)mine) ? 0 : 1;
                var reach = await index.WaitForAsync(mine, TimeSpan.FromSeconds(20), Ct);
                missed += reach.Reached && Seen(index, (int)mine) ? 0 : 1;
            }
        }));

        Assert.Equal(0, missed);
        Assert.True(early > 100, "without waiting, most are not seen");
    }

    [Fact]
    public async Task Waiting_for_a_number_that_does_not_come_says_what_is_reached()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open();
        await index.ApplyAsync([new IndexChange.Upsert(Entry(1))], 7, Ct);
        await index.WaitForAsync(7, TimeSpan.FromSeconds(10), Ct);

        Assert.Equal(new IndexReach(false, 7), await index.WaitForAsync(8, TimeSpan.FromMilliseconds(50), Ct));
    }

    [Fact]
    public async Task Killed_twenty_times_it_reopens_with_all_that_its_number_says()
    {
        using var folder = new IndexFolder();
        var random = new Random(4);
        var advanced = 0;
        for (var kill = 0; kill < 20; kill++)
        {
            long before;
            await using (var index = folder.Open())
            {
                before = index.ReplayFrom;
            }

            var said = await KillChildAsync(folder.Path, random.Next(1, 8), random.Next(0, 30));
            await using var reopened = folder.Open();
            var number = reopened.ReplayFrom;
            Assert.True(number >= said, $"committed {said}, reopened at {number}");
            advanced += number > before ? 1 : 0;
            var found = reopened.Search(new SearchRequest { Query = Everything.Instance, Read = Everyone, Limit = 10_000, Sort = SearchSort.Number }, Ct);
            Assert.Empty(Enumerable.Range(1, (int)number).Except(found.Hits.Select(h => h.Serial)));
        }

        Assert.Equal(20, advanced);
    }

    [Fact]
    public async Task Nothing_on_disk_says_more_than_it_holds_while_two_keep_it_at_once()
    {
        // What lies on disk at any instant is what a kill would leave.
        using var folder = new IndexFolder();
        await using var index = folder.Open(new IndexTuning { RefreshEvery = TimeSpan.FromMilliseconds(5), CommitEvery = TimeSpan.FromMilliseconds(1) });
        using var stop = new CancellationTokenSource();
        var keepers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Until(stop, index.Commit), Ct)).ToList();
        var number = 0;
        keepers.Add(Task.Run(() => Until(stop, () => _ = index.ApplyAsync([new IndexChange.Upsert(Entry(++number))], number, Ct)), Ct));
        var looks = new HashSet<long>();
        var lies = new List<string>();
        while (looks.Count < 60 && lies.Count == 0 && !Ct.IsCancellationRequested)
        {
            var (said, held) = OnDisk(folder);
            looks.Add(said);
            lies.AddRange(said > held ? [$"says {said}, holds {held}"] : []);
        }

        await stop.CancelAsync();
        await Task.WhenAll(keepers);
        Assert.Empty(lies);
    }

    [Fact]
    public async Task Nothing_is_forgotten_when_what_was_applied_could_not_be_written()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open(new IndexTuning { RefreshEvery = TimeSpan.FromHours(1), CommitEvery = TimeSpan.FromHours(1) });
        await IndexFolder.FillAsync(index, [Entry(1)], 1, Ct);
        index.Commit();
        await index.ApplyAsync([new IndexChange.Upsert(Entry(2))], 2, Ct);
        index.Refresh();
        await index.ApplyAsync([new IndexChange.Upsert(Entry(3))], 3, Ct);
        using (new MissingFolder(Path.Join(folder.Path, "1")))
        {
            Assert.ThrowsAny<IOException>(index.Refresh);
            Assert.ThrowsAny<IOException>(index.Commit);
            await Assert.ThrowsAnyAsync<IOException>(() => index.ApplyAsync([new IndexChange.Upsert(Entry(4))], 4, Ct));
        }

        Assert.True(index.Recover());
        Assert.False(index.Recover());
        Assert.Equal(1, index.ReplayFrom);

        // What was seen is seen until the journal has caught up.
        await index.ApplyAsync([new IndexChange.Upsert(Entry(2))], 1, Ct);
        index.Refresh();
        Assert.True(Seen(index, 2));
        Assert.Equal(2, index.AsOf);
        await index.ApplyAsync([new IndexChange.Upsert(Entry(3)), new IndexChange.Upsert(Entry(4))], 4, Ct);
        index.Refresh();
        index.Commit();
        Assert.Equal((true, true, true, 4), (Seen(index, 2), Seen(index, 3), Seen(index, 4), index.ReplayFrom));
    }

    [Fact]
    public async Task A_switched_index_serves_even_if_the_old_one_cannot_be_removed()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open(new IndexTuning { Remove = _ => throw new IOException("Still in use.") });
        await IndexFolder.FillAsync(index, [Entry(1)], 1, Ct);
        await using (var rebuild = index.BeginRebuild())
        {
            await rebuild.AddAsync([Entry(1), Entry(2)], Ct);
            await rebuild.SwitchAsync(Ct);
        }

        Assert.True(Seen(index, 2));
        await IndexFolder.FillAsync(index, [Entry(3)], 1, Ct);
        Assert.True(Seen(index, 3));
    }

    [Fact]
    public async Task Lists_stay_whole_while_a_rebuild_fills_and_switches()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open();
        var entries = Enumerable.Range(0, 3000).Select(Entry).ToList();
        await IndexFolder.FillAsync(index, entries, 1000, Ct);
        using var stop = new CancellationTokenSource();
        var totals = new HashSet<int>();
        var searching = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                totals.Add(index.Search(new SearchRequest { Query = Queries.Word("texte"), Read = Everyone }, Ct).Total);
            }
        }, Ct);

        var rebuild = index.BeginRebuild();
        await rebuild.AddAsync([.. entries.Select(e => e with { Pages = [] })], Ct);

        // Changes that arrive meanwhile are newer than the rows that the rebuild has read.
        await index.ApplyAsync([new IndexChange.Upsert(Entry(5) with { Title = "Un nouveau texte" }), new IndexChange.Rights(6, 3), new IndexChange.Delete(7), new IndexChange.Upsert(Entry(3000))], 500, Ct);
        await rebuild.AddAsync(entries, Ct);
        await rebuild.SwitchAsync(Ct);
        await stop.CancelAsync();
        await searching;

        Assert.Empty(totals.Except([3000, 2999]));
        Assert.Equal(500, index.AsOf);
        Assert.Equal(2999, index.Search(new SearchRequest { Query = Queries.Word("texte"), Read = Everyone }, Ct).Total);
        Assert.Equal(1, index.Search(new SearchRequest { Query = Queries.Word("nouveau"), Read = Everyone }, Ct).Total);
        Assert.Equal(6, Assert.Single(index.Search(new SearchRequest { Query = Everything.Instance, Read = new([3]) }, Ct).Hits).Serial);
        Assert.Equal(["2"], Directory.GetDirectories(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_rebuilt_index_stands_in_few_parts_however_often_it_was_written_out()
    {
        using var folder = new IndexFolder();
        await using var index = folder.Open(new IndexTuning { RebuildBufferMegabytes = 0.1 });
        await using var rebuild = index.BeginRebuild();
        await rebuild.AddAsync([.. Enumerable.Range(0, 3000).Select(Entry)], Ct);
        await rebuild.SwitchAsync(Ct);

        // Each part has one file that says what it is made of.
        Assert.InRange(Directory.GetFiles(Path.Join(folder.Path, "2"), "*.si").Length, 1, 5);
        Assert.Equal(3000, index.Search(new SearchRequest { Query = Queries.Word("texte"), Read = Everyone }, Ct).Total);
    }

    [Fact]
    public async Task An_abandoned_rebuild_leaves_nothing_and_other_analyzers_ask_for_one()
    {
        using var folder = new IndexFolder();
        await using (var index = folder.Open())
        {
            await IndexFolder.FillAsync(index, [Entry(1)], 1, Ct);
            await using (var rebuild = index.BeginRebuild())
            {
                await rebuild.AddAsync([Entry(2)], Ct);
                Assert.Throws<InvalidOperationException>(index.BeginRebuild);
            }

            Assert.Equal(["1"], Directory.GetDirectories(folder.Path).Select(Path.GetFileName));
            _ = index.BeginRebuild();
        }

        await using var other = SearchIndex.Open(folder.Path, "another");
        Assert.True(other.NeedsRebuild);
        Assert.True(Seen(other, 1));
    }

    /// <summary>The test program, started again to be killed, indexes and says each number that is on disk.</summary>
    [ModuleInitializer]
    internal static void BeKilled()
    {
        if (Environment.GetEnvironmentVariable(ChildFolder) is not { } path)
        {
            return;
        }

        var index = SearchIndex.Open(path, SearchIndex.AnalyzersVersion, new IndexTuning { RefreshEvery = TimeSpan.FromMilliseconds(5), CommitEvery = TimeSpan.FromMilliseconds(20) });
        for (var n = index.ReplayFrom + 1; n < 9_000; n++)
        {
            _ = index.ApplyAsync([new IndexChange.Upsert(Entry((int)n)), new IndexChange.Upsert(Entry((int)((n / 2) + 1)))], n, CancellationToken.None);
            if (n % 50 == 0)
            {
                index.Commit();
                Console.Out.WriteLine(n.ToString(CultureInfo.InvariantCulture));
                Console.Out.Flush();
            }
        }

        Environment.Exit(0);
    }

    private static async Task<long> KillChildAsync(string folder, int numbers, int moreMilliseconds)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DurabilityTests).Assembly.Location);
        }

        start.Environment[ChildFolder] = folder;
        using var child = Process.Start(start)!;
        long said = 0;
        for (var i = 0; i < numbers && await child.StandardOutput.ReadLineAsync(Ct) is { } line; i++)
        {
            said = long.Parse(line, CultureInfo.InvariantCulture);
        }

        await Task.Delay(moreMilliseconds, Ct);
        child.Kill();
        var rest = await child.StandardOutput.ReadToEndAsync(Ct);
        await child.WaitForExitAsync(Ct);

        // The last line may have been cut by the kill.
        var whole = rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return whole.Length > 0 ? long.Parse(whole[^1], CultureInfo.InvariantCulture) : said;
    }

    private static void Until(CancellationTokenSource stop, Action work)
    {
        while (!stop.IsCancellationRequested)
        {
            work();
        }
    }

    private static (long Said, int Held) OnDisk(IndexFolder folder)
    {
        using var directory = new MMapDirectory(Path.Join(folder.Path, "1"));
        using var reader = DirectoryReader.Open(directory);
        return (long.Parse(reader.IndexCommit.UserData["journal"], CultureInfo.InvariantCulture), reader.NumDocs);
    }

    private static bool Seen(SearchIndex index, int serial)
        => index.Search(new SearchRequest { Query = new TextNode(SystemFields.Number, $"2026-E-{serial:00000}", TextMatch.Exact), Read = Everyone }, Ct).Total == 1;

    private static IndexEntry Entry(int serial) => new()
    {
        Serial = serial,
        Id = ItemId.From(new Guid(serial, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8])),
        Kind = EntryKind.Document,
        AccessSet = 0,
        Number = $"2026-E-{serial:00000}",
        Title = "Un texte " + serial,
        Pages = [new(1, "Voirie, permis et autres travaux de la commune.")],
    };
}
