using System.Collections.Concurrent;
using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.Kernel;

namespace Cartulaire.App.Reading;

/// <summary>Images of pages, made when somebody looks and kept in <c>derived/pages</c> of the administration: a bounded cache, the least looked at goes first.</summary>
/// <param name="reading">The workers.</param>
/// <param name="options">How much is kept.</param>
/// <param name="clock">Time.</param>
public sealed class PageImages(ReadingState reading, CartulaireOptions options, TimeProvider clock)
{
    /// <summary>Widths in pixels that are made; a wish is met by the next one up.</summary>
    private static readonly int[] Widths = [160, 320, 640, 960, 1280, 1920, 2560];

    private readonly ConcurrentDictionary<string, Task<Outcome<string>>> making = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> sizes = new(StringComparer.Ordinal);
    private readonly Lock sweeping = new();

    /// <summary>The width that is made for a wish.</summary>
    internal static int WidthFor(int wished) => Widths.FirstOrDefault(w => w >= wished, Widths[^1]);

    /// <summary>The image of a page.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="blob">SHA-256 of the document's bytes.</param>
    /// <param name="name">Its file name, a help to recognise text formats.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="width">Wished width in pixels.</param>
    /// <param name="ct">Stops waiting; an image that is being made for others as well is made to its end.</param>
    /// <returns>The open file, or the refusal of the worker (<c>conversion.…</c>).</returns>
    public async Task<Outcome<FileStream>> OpenAsync(OpenAdministration administration, string blob, string? name, int page, int width, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var path = PathOf(administration, blob, page, WidthFor(width));
        if (TryOpen(path) is { } kept)
        {
            return kept;
        }

        // Two people at the same page wait for one image. It is not made under the first one's request: he may leave.
        var task = making.GetOrAdd(path, p => Task.Run(() => MakeAsync(administration, blob, name, page, WidthFor(width), p), CancellationToken.None));
        try
        {
            var made = await task.WaitAsync(ct).ConfigureAwait(false);
            return !made.IsSuccess ? made.Failure
                : TryOpen(path) is { } stream ? stream
                : new Failure(Refusal.Unavailable, "conversion.page-not-rendered");
        }
        finally
        {
            if (task.IsCompleted)
            {
                making.TryRemove(KeyValuePair.Create(path, task));
            }
        }
    }

    private static string FolderOf(OpenAdministration administration) => Path.Join(administration.Store.Folder, "derived", "pages");

    private static string PathOf(OpenAdministration administration, string blob, int page, int width)
        => Path.Join(FolderOf(administration), blob[..2], string.Create(CultureInfo.InvariantCulture, $"{blob}-{page}-{width}.jpg"));

    private FileStream? TryOpen(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return stream;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private async Task<Outcome<string>> MakeAsync(OpenAdministration administration, string blob, string? name, int page, int width, string path)
    {
        var pool = await reading.ForPeopleAsync(CancellationToken.None).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return pool.Failure;
        }

        await using var reader = new BlobReader(pool.Value, administration, blob, name);
        var image = await reader.AskAsync(s => s.PageImageAsync(page, width, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (!image.IsSuccess)
        {
            return image.Failure;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllBytesAsync(temporary, image.Value.Jpeg, CancellationToken.None).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            return new Failure(Refusal.StorageFull, "storage.full", null, 0L, 0L);
        }

        Bound(FolderOf(administration), path, image.Value.Jpeg.Length);
        return path;
    }

    private void Bound(string folder, string fresh, long added)
    {
        if (sizes.AddOrUpdate(folder, MeasureAll, (_, size) => size + added) <= options.PageCacheBytes)
        {
            return;
        }

        lock (sweeping)
        {
            var files = new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories).OrderBy(f => f.LastWriteTimeUtc).ToList();
            var total = files.Sum(f => f.Length);
            files.RemoveAll(f => f.FullName == fresh);

            // Down to four fifths, so that not each new page sweeps.
            foreach (var file in files.TakeWhile(_ => total > options.PageCacheBytes / 5 * 4))
            {
                total -= file.Length;
                file.Delete();
            }

            sizes[folder] = total;
        }
    }

    private static long MeasureAll(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
