using System.Diagnostics;
using System.Globalization;
using Cartulaire.Bench.Serving;

namespace Cartulaire.Bench.Reading;

/// <summary>A pile of scans dropped on the real server: until all is acknowledged, until all is read, against tesseract alone on the same pages, while somebody looks at lists.</summary>
internal static class PileBench
{
    private const int Clients = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string samples, int pages, string program, CancellationToken ct)
    {
        Machine.Print($"pile {samples} {pages} {program}");
        var folder = Directory.CreateTempSubdirectory("cartulaire-pile-").FullName;
        try
        {
            var pile = ScannedPile.Make(samples, pages);
            var images = new List<string>();
            foreach (var (name, content) in pile.Images)
            {
                images.Add(Path.Combine(folder, name));
                await File.WriteAllBytesAsync(images[^1], content, ct);
            }

            // Half of the yardstick before, half after: what the machine does besides changes slowly.
            var half = images.Count / 2;
            var cpu = ChildrenTime();
            var bare = await BareTesseract.ReadAllAsync(images[..half], folder, ct);
            var bareCpu = ChildrenTime() - cpu;
            var ours = await ServeAsync(pile, new Published(program, Path.Combine(folder, "data")), ct);
            cpu = ChildrenTime();
            bare += await BareTesseract.ReadAllAsync(images[half..], folder, ct);
            bareCpu += ChildrenTime() - cpu;

            Console.WriteLine(Machine.Load);
            Say($"pile: {pile.Files.Count} files, {pile.Pages} pages, {pile.Files.Sum(f => f.Content.Length) >> 20} MiB");
            Say($"acknowledged: all after {ours.Acknowledged.TotalSeconds:0.0} s, slowest answer {ours.Slowest.TotalMilliseconds:0} ms");
            Say($"read: all after {ours.Read.TotalSeconds:0.0} s from the first drop, {pile.Pages / ours.Read.TotalSeconds:0.00} pages/s; {ours.Cpu.TotalSeconds / pile.Pages:0.00} processor seconds a page, server and start included");
            Say($"tesseract alone: {bare.TotalSeconds:0.0} s, {pile.Pages / bare.TotalSeconds:0.00} pages/s; {bareCpu.TotalSeconds / pile.Pages:0.00} processor seconds a page");
            Say($"ratio: {bare / ours.Read:0.00} by the clock, {bareCpu / ours.Cpu:0.00} by processor time");
            Say($"lists meanwhile: {ours.Lists.Count}, p50 {At(ours.Lists, 0.5):0} ms, p95 {At(ours.Lists, 0.95):0} ms, slowest {ours.Lists[^1]:0} ms; jobs seen pending {string.Join(' ', ours.Pending)}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Run(TimeSpan Acknowledged, TimeSpan Slowest, TimeSpan Read, TimeSpan Cpu, List<double> Lists, List<int> Pending);

    private static async Task<Run> ServeAsync(ScannedPile pile, Published program, CancellationToken ct)
    {
        var token = await program.GiveSartAsync(ct);
        TimeSpan acknowledged, read, slowest, cpu;
        List<double> lists = [];
        List<int> pending = [];
        await using (var server = await program.ServeAsync(reading: true, ct))
        {
            using var client = server.Client(token);
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var looking = LookAsync(client, lists, reading.Token);
            var watch = Stopwatch.StartNew();
            slowest = await DropAsync(client, pile, ct);
            acknowledged = watch.Elapsed;
            while (await PendingAsync(client, ct) is var left && left > 0)
            {
                if (pending.Count < watch.Elapsed.TotalSeconds / 10)
                {
                    pending.Add(left);
                }

                await Task.Delay(100, ct);
            }

            read = watch.Elapsed;
            cpu = FamilyTime(server.Id);
            await reading.CancelAsync();
            await looking;
            var metrics = await client.GetStringAsync("metrics", ct);
            var done = Sum(metrics, "cartulaire_jobs_total", "kind=\"read-text\"", "result=\"done\"");
            if (done != pile.Files.Count)
            {
                throw new InvalidOperationException($"{done} of {pile.Files.Count} files were read.");
            }
        }

        lists.Sort();
        return new(acknowledged, slowest, read, cpu, lists, pending);
    }

    private static async Task<TimeSpan> DropAsync(HttpClient client, ScannedPile pile, CancellationToken ct)
    {
        var slowest = 0L;
        await Parallel.ForEachAsync(pile.Files, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = ct }, async (file, token) =>
        {
            var watch = Stopwatch.StartNew();
            using var content = new ByteArrayContent(file.Content);
            using var answer = await client.PostAsync($"sart/api/v1/receptions?type=incoming-mail&name={file.Name}", content, token);
            answer.EnsureSuccessStatusCode();
            InterlockedMax(ref slowest, watch.ElapsedTicks);
        });
        return TimeSpan.FromTicks(slowest * TimeSpan.TicksPerSecond / Stopwatch.Frequency);
    }

    private static void InterlockedMax(ref long place, long value)
    {
        for (var seen = Volatile.Read(ref place); value > seen && Interlocked.CompareExchange(ref place, value, seen) != seen; seen = Volatile.Read(ref place))
        {
        }
    }

    private static async Task LookAsync(HttpClient client, List<double> lists, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var watch = Stopwatch.StartNew();
                (await client.GetAsync("sart/api/v1/search?type=incoming-mail&limit=50", ct)).Dispose();
                lists.Add(watch.Elapsed.TotalMilliseconds);
                await Task.Delay(Look, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // All is read.
        }
    }

    private static async Task<int> PendingAsync(HttpClient client, CancellationToken ct) => Sum(await client.GetStringAsync("metrics", ct), "cartulaire_jobs_pending");

    private static int Sum(string metrics, string name, params string[] labels) => (int)metrics.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Processor time of all ended processes that were started here, theirs included.</summary>
    private static TimeSpan ChildrenTime() => Ticks(Stat("self"), 13, 14);

    /// <summary>Processor time of a process and of all that it started, as long as they live: a worker that is killed takes its count along.</summary>
    private static TimeSpan FamilyTime(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => (Id: name!, Stat: Stat(name!))).Where(p => p.Stat.Length > 14).ToList();
        var family = new HashSet<string> { process.ToString(CultureInfo.InvariantCulture) };
        int known;
        do
        {
            known = family.Count;
            family.UnionWith(all.Where(p => family.Contains(p.Stat[1])).Select(p => p.Id).ToList());
        }
        while (family.Count > known);

        return all.Where(p => family.Contains(p.Id)).Aggregate(TimeSpan.Zero, (sum, p) => sum + Ticks(p.Stat, 11, 12, 13, 14));
    }

    /// <summary>Fields of proc(5) stat from the state on.</summary>
    private static string[] Stat(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended between the listing and the look.
            return [];
        }
    }

    private static TimeSpan Ticks(string[] stat, params int[] fields) => TimeSpan.FromSeconds(fields.Sum(field => long.Parse(stat[field], CultureInfo.InvariantCulture)) / 100.0);
}
