using System.Collections.Concurrent;
using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Worker;
using Cartulaire.Kernel;

namespace Cartulaire.App.Reading;

/// <summary>Reads the text of a blob into the derived store, page by page; pages that are there already are not read again.</summary>
internal sealed class BlobText(WorkerPool pool, OpenAdministration administration, string blob, string? name)
{
    /// <summary>Pages asked for at once: their answer comes well within its time, and what was read is kept before the next ones.</summary>
    private const int Together = 100;

    /// <summary>Pages read without knowing their number, when the file's own directory of pages kills its reader.</summary>
    private const int MostBlind = 2_000;

    /// <summary>Pages that a further worker reads before it is given back: others may wait for it.</summary>
    private const int Turn = 10;
    private readonly Lock guard = new();
    private readonly SortedSet<string> tools = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, string> unread = [];
    private HashSet<int> known = [];
    private FileKind kind = FileKind.Other;
    private bool disagrees;
    private bool disguised;
    private int added;

    /// <summary>Reads what is missing: the text layers of all pages first, then from their images those that have none.</summary>
    /// <returns>What came of it, an unreadable file included; a refusal only when it could not be tried or not be written.</returns>
    public async Task<Outcome<TextResult>> ReadAsync(CancellationToken ct)
    {
        await using var reader = NewReader();
        known = await PageTexts.KnownPagesAsync(administration.Store, blob, ct).ConfigureAwait(false);
        List<int> fromImage = [];
        var (pages, note) = (0, string.Empty);
        var next = 1;
        do
        {
            var (first, last) = (next, next + Together - 1);
            var asked = await reader.AskAsync(s => s.TextAsync(first, last, ct), ct).ConfigureAwait(false);
            (kind, disagrees, disguised) = (reader.Type?.Kind ?? kind, reader.Type?.Disagrees ?? disagrees, IsDisguised(reader.Type));
            if (!asked.IsSuccess)
            {
                if (BlobReader.IsMachine(asked.Failure))
                {
                    return asked.Failure;
                }

                // The text layer of one of these pages kills its reader: their images remain, and the pages after them.
                pages = pages == 0 ? await CountAsync(reader, asked.Failure, ct).ConfigureAwait(false) : pages;
                if (pages == 0)
                {
                    return MayBlind(asked.Failure) ? await BlindAsync(reader, asked.Failure, ct).ConfigureAwait(false) : Impossible(asked.Failure.Code);
                }

                note = asked.Failure.Code;
                fromImage.AddRange(Enumerable.Range(first, Math.Min(last, pages) - first + 1));
                next = last + 1;
                continue;
            }

            var text = asked.Value;
            Note(text.Tool);
            if (text.Encrypted || (text.Note.Length > 0 && text.Pages.Count == 0 && text.ToRead.Count == 0))
            {
                // Nothing that we know, under a name that we know: what came is not what was sent.
                var damaged = text.Note == "conversion.not-readable" && disagrees;
                return Impossible(text.Encrypted ? "conversion.encrypted" : damaged ? "conversion.damaged" : text.Note);
            }

            if (await KeepAsync([.. text.Pages.Where(p => !known.Contains(p.Page))], ct).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }

            fromImage.AddRange(text.ToRead);
            pages = text.PageCount;
            note = text.Note.Length > 0 ? text.Note : note;

            // Formats without a layout answer whole, whatever was asked; a file that counts more pages than are read gives none at last.
            next = text.Pages.Select(p => p.Page).Concat(text.ToRead).DefaultIfEmpty(pages).Max() + 1;
        }
        while (next <= pages);

        if (await FromImagesAsync(reader, [.. fromImage.Where(page => !known.Contains(page))], ct).ConfigureAwait(false) is { } stopped)
        {
            return stopped;
        }

        return unread.Count > 0 && unread.Count == pages ? Impossible(unread.First().Value) : Done(pages, note);
    }

    private BlobReader NewReader() => new(pool, administration, blob, name);

    /// <summary>Reads pages from their images: by this reader, and side by side by as many more as there are free workers.</summary>
    private async Task<Failure?> FromImagesAsync(BlobReader reader, IReadOnlyList<int> pages, CancellationToken ct)
    {
        var left = new ConcurrentQueue<int>(pages);
        using var drained = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var helpers = Enumerable.Range(1, Math.Min(pool.Workers, (pages.Count + 1) / 2) - 1 is > 0 and var more ? more : 0).Select(_ => HelpAsync(left, drained.Token, ct)).ToList();
        var failure = await TakeAsync(reader, left, int.MaxValue, ct).ConfigureAwait(false);

        // Nothing is left to take: who still waits for a worker need not; who reads a page finishes it.
        await drained.CancelAsync().ConfigureAwait(false);
        var others = await Task.WhenAll(helpers).ConfigureAwait(false);
        return failure ?? others.FirstOrDefault(other => other is not null);
    }

    private async Task<Failure?> HelpAsync(ConcurrentQueue<int> left, CancellationToken drained, CancellationToken ct)
    {
        while (!left.IsEmpty)
        {
            await using var reader = NewReader();
            try
            {
                if (!(await reader.AskAsync(_ => Task.FromResult<Outcome<bool>>(true), drained).ConfigureAwait(false)).IsSuccess)
                {
                    // The first reader meets the same obstacle and says what it is.
                    return null;
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return null;
            }

            if (await TakeAsync(reader, left, Turn, ct).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<Failure?> TakeAsync(BlobReader reader, ConcurrentQueue<int> left, int most, CancellationToken ct)
    {
        for (var n = 0; n < most && left.TryDequeue(out var page); n++)
        {
            var read = await PageAsync(reader, page, ct).ConfigureAwait(false);
            if (!read.IsSuccess)
            {
                left.Clear();
                return read.Failure;
            }
        }

        return null;
    }

    private bool MayBlind(Failure failure) => BlobReader.IsFault(failure) && kind == FileKind.Pdf;

    private async Task<int> CountAsync(BlobReader reader, Failure failure, CancellationToken ct)
        => MayBlind(failure) && await reader.AskAsync(s => s.CountAsync(ct), ct).ConfigureAwait(false) is { IsSuccess: true } counted ? counted.Value : 0;

    private async Task<Outcome<TextResult>> BlindAsync(BlobReader reader, Failure cause, CancellationToken ct)
    {
        var pages = 0;
        while (pages < MostBlind)
        {
            var read = await PageAsync(reader, pages + 1, ct, last: true).ConfigureAwait(false);
            if (!read.IsSuccess)
            {
                return read.Failure;
            }

            if (!read.Value)
            {
                break;
            }

            pages++;
        }

        return pages == 0 ? Impossible(cause.Code) : Done(pages, cause.Code);
    }

    /// <returns>Whether the page is there now; with <paramref name="last"/> a refusal of the page means that the one before was the last.</returns>
    private async Task<Outcome<bool>> PageAsync(BlobReader reader, int page, CancellationToken ct, bool last = false)
    {
        if (known.Contains(page))
        {
            return true;
        }

        var languages = OcrLanguages.Of(administration.Languages);
        var read = await reader.AskAsync(s => s.ReadPageAsync(page, languages, ct), ct).ConfigureAwait(false);
        if (read.IsSuccess)
        {
            Note(read.Value.Tool);
            return await KeepAsync([read.Value], ct).ConfigureAwait(false) is { } full ? full : true;
        }

        if (BlobReader.IsMachine(read.Failure))
        {
            return read.Failure;
        }

        if (last && !BlobReader.IsFault(read.Failure))
        {
            return false;
        }

        // Kept as an empty page: it is not tried again and again, and says so in the rendition.
        lock (guard)
        {
            unread[page] = read.Failure.Code;
        }

        return await KeepAsync([new PageText(page, 0, 0, string.Empty, [], string.Empty, 0, 0, 0, string.Empty)], ct).ConfigureAwait(false) is { } failure ? failure : true;
    }

    private async Task<Failure?> KeepAsync(IReadOnlyList<PageText> pages, CancellationToken ct)
    {
        Interlocked.Add(ref added, pages.Count);
        return pages.Count == 0 ? null : await PageTexts.WriteAsync(administration.Store, blob, pages, ct).ConfigureAwait(false);
    }

    private void Note(string tool)
    {
        lock (guard)
        {
            tools.UnionWith(tool.Split(", ", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    // A message saved as text deceives nobody.
    private static bool IsDisguised(SniffedType? type) => type is { Disagrees: true } and not { Kind: FileKind.Eml, ClaimedByName: FileKind.Text };

    private TextResult Impossible(string code) => Result(false, null, code);

    private TextResult Done(int pages, string note)
    {
        var detail = unread.Count > 0 ? string.Join(' ', unread.Take(20).Select(page => string.Create(CultureInfo.InvariantCulture, $"{page.Key}:{page.Value}")))
            : note.Length == 0 && disguised ? "conversion.disguised"
            : note;
        return Result(true, pages, detail.Length == 0 ? null : detail);
    }

    private TextResult Result(bool done, int? pages, string? detail)
    {
        var parts = tools.Select(t => (Name: t.LastIndexOf(' ') is > 0 and var cut ? t[..cut] : t, Version: t.LastIndexOf(' ') is > 0 and var at ? t[(at + 1)..] : string.Empty)).ToList();
        return new TextResult(
            done, pages, string.Join(", ", parts.Select(p => p.Name)), string.Join(", ", parts.Select(p => p.Version)), detail, kind, added);
    }
}

/// <summary>What came of reading a blob.</summary>
/// <param name="Done">Whether there is a text, however short.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="Tool">Tools that gave it.</param>
/// <param name="Version">Their versions.</param>
/// <param name="Detail">Stable code of the reason when impossible; pages left out as <c>page:code</c> otherwise.</param>
/// <param name="Kind">The kind found in the bytes.</param>
/// <param name="Added">Pages read this time.</param>
internal sealed record TextResult(bool Done, int? Pages, string Tool, string Version, string? Detail, FileKind Kind, int Added);

/// <summary>Languages of an administration as tesseract names them.</summary>
internal static class OcrLanguages
{
    /// <summary>In the same order; French when none is known.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> languages)
    {
        var found = languages.Select(l => l.Trim() switch { "fr" => "fra", "nl" => "nld", "de" => "deu", "en" => "eng", _ => null }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return found.Count == 0 ? ["fra"] : found;
    }
}
