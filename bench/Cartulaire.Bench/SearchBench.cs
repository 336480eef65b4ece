using System.Diagnostics;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel.Query;

namespace Cartulaire.Bench;

/// <summary>Builds an index and measures searches of an ordinary user (about 29 % readable) beside those of an administrator (design promise 6).</summary>
internal static class SearchBench
{
    private static readonly IReadOnlyList<FacetRequest> Facets = [new(SystemFields.Type), new(SystemFields.Date)];

    public static async Task<int> RunAsync(int documents, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("cartulaire-bench-").FullName;
        try
        {
            Machine.Print($"search {documents}");
            var town = new Town();
            var index = SearchIndex.Open(folder, SearchIndex.AnalyzersVersion);
            await using (index)
            {
                await FillAsync(index, town, documents, ct);
                Report(folder, documents);
                Measure(index, town);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(SearchIndex index, Town town, int documents, CancellationToken ct)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        long number = 0;
        foreach (var batch in Enumerable.Range(0, documents).Chunk(1000))
        {
            await index.ApplyAsync([.. batch.Select(s => new IndexChange.Upsert(town.Entry(s)))], ++number, ct);
        }

        index.Commit();
        await index.WaitForAsync(number, TimeSpan.FromMinutes(1), ct);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine($"built while searchable: {watch.Elapsed.TotalSeconds:F1} s, {documents / watch.Elapsed.TotalSeconds:F0} docs/s, {documents / cpu.TotalSeconds:F0} docs per CPU-s (generation of the texts included)");
        watch.Restart();
        await index.ApplyAsync([new IndexChange.Upsert(town.Entry(documents))], ++number, ct);
        await index.WaitForAsync(number, TimeSpan.FromMinutes(1), ct);
        Console.WriteLine($"one more document, seen after {watch.Elapsed.TotalMilliseconds:F1} ms");
        await index.ApplyAsync([new IndexChange.Delete(documents)], ++number, ct);
        await index.WaitForAsync(number, TimeSpan.FromMinutes(1), ct);
    }

    private static void Report(string folder, int documents)
    {
        var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        GC.Collect();
        Console.WriteLine($"size {bytes / 1048576.0:F0} MiB on disk ({bytes / (double)documents:F0} bytes a document), texts for extracts included; {GC.GetTotalMemory(true) / 1048576.0:F0} MiB managed");
    }

    private static void Measure(SearchIndex index, Town town)
    {
        var groups = Enumerable.Range(0, 8).Select(i => (i * 7) + 3).ToHashSet();
        var ordinary = new AccessBits(town.Sets.Select((s, i) => (s, i)).Where(t => t.s.Any(groups.Contains)).Select(t => t.i));
        var everything = new AccessBits(Enumerable.Range(0, town.Sets.Count));
        var readable = index.Search(new SearchRequest { Query = Everything.Instance, Read = ordinary, Limit = 0 }).Total;
        var all = index.Search(new SearchRequest { Query = Everything.Instance, Read = everything, Limit = 0 }).Total;
        Console.WriteLine($"ordinary user reads {100.0 * readable / all:F1} %\n");
        Console.WriteLine("| class | ordinary: total | p50 ms | p95 ms | administrator: total | p50 ms | p95 ms | ordinary / administrator (p50) |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, request) in Classes(town))
        {
            // Warm, then alternate so that other work on the machine weighs on both alike.
            var requests = Enumerable.Range(0, 60).Select(request).ToList();
            foreach (var r in requests.Take(10))
            {
                index.Search(r with { Read = ordinary });
                index.Search(r with { Read = everything });
            }

            var (mine, theirs) = (new List<double>(), new List<double>());
            var (found, foundAll) = (0L, 0L);
            foreach (var r in requests)
            {
                found += Time(index, r with { Read = ordinary }, mine);
                foundAll += Time(index, r with { Read = everything }, theirs);
            }

            mine.Sort();
            theirs.Sort();
            Console.WriteLine($"| {name} | {found / requests.Count:N0} | {mine[30]:F1} | {mine[57]:F1} | {foundAll / requests.Count:N0} | {theirs[30]:F1} | {theirs[57]:F1} | {mine[30] / theirs[30]:F2} |");
        }

        Console.WriteLine($"\nresident at the end: {Process.GetCurrentProcess().WorkingSet64 / 1048576.0:F0} MiB (mapped files included)");
    }

    private static int Time(SearchIndex index, SearchRequest request, List<double> times)
    {
        var start = Stopwatch.GetTimestamp();
        var total = index.Search(request).Total;
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return total;
    }

    private static IEnumerable<(string Name, Func<int, SearchRequest> Request)> Classes(Town town)
    {
        SearchRequest Ask(params QueryNode[] clauses) => new() { Query = Queries.All(clauses), Read = AccessBits.None, Facets = Facets };
        QueryNode Mid(int i) => Queries.Word(town.Word(60 + (i * 7)));
        yield return ("two words AND", i => Ask(Mid(i), Mid(i + 61)));
        yield return ("rare word", i => Ask(Queries.Word(town.Word(20_000 + (i * 997)))));
        yield return ("very common word", i => Ask(Queries.Word(town.Word(i % 7))));
        yield return ("phrase", i => Ask(new TextNode(null, town.Word(40 + i) + " " + town.Word(Town.Neighbour(40 + i)), TextMatch.Phrase)));
        yield return ("prefix of 4 letters", i => Ask(new TextNode(null, town.Word(i % 30)[..4], TextMatch.Prefix)));
        yield return ("common word, date desc", i => Ask(Queries.Word(town.Word(i % 7))) with { Sort = SearchSort.Newest });
        yield return ("type + year, newest", i => Ask(Queries.Type($"type{i % 12:00}"), Queries.Between(SystemFields.Date, new(2016 + (i % 10), 1, 1), new(2016 + (i % 10), 12, 31))) with { Sort = SearchSort.Newest });
        yield return ("two words AND, 20 extracts", i => Ask(Mid(i), Mid(i + 61)) with { Extracts = true });
    }
}
