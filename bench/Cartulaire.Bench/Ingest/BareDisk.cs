using System.Diagnostics;
using Cartulaire.Engines.Storage;

namespace Cartulaire.Bench.Ingest;

/// <summary>The yardstick: write, fsync, rename, fsync of the folder, with nothing around it.</summary>
/// <param name="folder">Folder on the disk of the data.</param>
internal sealed class BareDisk(string folder)
{
    private readonly string root = Directory.CreateDirectory(folder).FullName;
    private int number;

    /// <summary>Keeps each piece, with as many threads as there are clients; gives the time of each.</summary>
    public async Task<Pass> RunAsync(IReadOnlyList<byte[]> pieces, int threads)
    {
        var times = new double[pieces.Count];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int n; (n = Interlocked.Increment(ref next)) < pieces.Count;)
                {
                    var begun = Stopwatch.GetTimestamp();
                    Keep(pieces[n]);
                    times[n] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return new Pass(pieces.Count, Stopwatch.GetElapsedTime(started), times);
    }

    private void Keep(byte[] bytes)
    {
        var name = Path.Join(root, Interlocked.Increment(ref number).ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
        using (var file = File.OpenHandle(name + ".arriving", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(name + ".arriving", name);
        Posix.FlushDirectory(root);
    }
}

/// <summary>One pass over some pieces.</summary>
/// <param name="Pieces">How many.</param>
/// <param name="Took">From the first to the last.</param>
/// <param name="Times">Milliseconds of each.</param>
internal sealed record Pass(int Pieces, TimeSpan Took, IReadOnlyList<double> Times)
{
    public double PerSecond => Pieces / Took.TotalSeconds;

    /// <summary>A quantile of the times, in milliseconds.</summary>
    public double At(double quantile) => Times.Order().ElementAt(Math.Min(Times.Count - 1, (int)(quantile * Times.Count)));

    /// <summary>Several passes as one.</summary>
    public static Pass Of(IReadOnlyList<Pass> passes)
        => new(passes.Sum(p => p.Pieces), TimeSpan.FromTicks(passes.Sum(p => p.Took.Ticks)), [.. passes.SelectMany(p => p.Times)]);
}
