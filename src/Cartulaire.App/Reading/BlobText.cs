using Cartulaire.App.Administration;
using Cartulaire.Engines.Conversion;
using Cartulaire.Kernel;

namespace Cartulaire.App.Reading;

/// <summary>Reads the text of a blob into the derived store, page by page; pages that are there already are not read again.</summary>
internal sealed class BlobText(OpenAdministration administration, string blob, BlobReader reader)
{
    private const int Together = 50;

    /// <summary>Pages read without knowing their number, when the file's own directory of pages kills its reader.</summary>
    private const int MostBlind = 2_000;
    private readonly SortedSet<string> tools = new(StringComparer.Ordinal);
    private readonly List<string> unread = [];
    private HashSet<int> known = [];
    private int added;

    /// <summary>Reads what is missing.</summary>
    /// <returns>What came of it, an unreadable file included; a refusal only when it could not be tried or not be written.</returns>
    public async Task<Outcome<TextResult>> ReadAsync(CancellationToken ct)
    {
        known = await PageTexts.KnownPagesAsync(administration.Store, blob, ct).ConfigureAwait(false);
        var asked = await reader.AskAsync(s => s.TextAsync(ct), ct).ConfigureAwait(false);
        if (!asked.IsSuccess)
        {
            return BlobReader.IsMachine(asked.Failure) ? asked.Failure
                : BlobReader.IsFault(asked.Failure) && reader.Type?.Kind == FileKind.Pdf ? await BlindAsync(asked.Failure, ct).ConfigureAwait(false)
                : Impossible(asked.Failure.Code);
        }

        var text = asked.Value;
        Note(text.Tool);
        if (text.Encrypted || (text.Note.Length > 0 && text.Pages.Count == 0 && text.ToRead.Count == 0))
        {
            // Nothing that we know, under a name that we know: what came is not what was sent.
            var damaged = text.Note == "conversion.not-readable" && reader.Type is { Disagrees: true };
            return Impossible(text.Encrypted ? "conversion.encrypted" : damaged ? "conversion.damaged" : text.Note);
        }

        foreach (var some in text.Pages.Where(p => !known.Contains(p.Page)).Chunk(Together))
        {
            if (await KeepAsync(some, ct).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }
        }

        foreach (var page in text.ToRead)
        {
            var read = await PageAsync(page, ct).ConfigureAwait(false);
            if (!read.IsSuccess)
            {
                return read.Failure;
            }
        }

        return unread.Count > 0 && unread.Count == text.PageCount ? Impossible(unread[0].Split(':')[1]) : Done(text.PageCount, text.Note);
    }

    private async Task<Outcome<TextResult>> BlindAsync(Failure cause, CancellationToken ct)
    {
        var pages = 0;
        while (pages < MostBlind)
        {
            var read = await PageAsync(pages + 1, ct, last: true).ConfigureAwait(false);
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
    private async Task<Outcome<bool>> PageAsync(int page, CancellationToken ct, bool last = false)
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
        unread.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{page}:{read.Failure.Code}"));
        return await KeepAsync([new PageText(page, 0, 0, string.Empty, [], string.Empty, 0, 0, 0, string.Empty)], ct).ConfigureAwait(false) is { } failure ? failure : true;
    }

    private async Task<Failure?> KeepAsync(IReadOnlyList<PageText> pages, CancellationToken ct)
    {
        added += pages.Count;
        return await PageTexts.WriteAsync(administration.Store, blob, pages, ct).ConfigureAwait(false);
    }

    private void Note(string tool)
    {
        foreach (var one in tool.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            tools.Add(one);
        }
    }

    private TextResult Impossible(string code) => Result(false, null, code);

    private TextResult Done(int pages, string note)
    {
        var detail = unread.Count > 0 ? string.Join(' ', unread.Take(20))
            : note.Length == 0 && reader.Type is { Disagrees: true } ? "conversion.disguised"
            : note;
        return Result(true, pages, detail.Length == 0 ? null : detail);
    }

    private TextResult Result(bool done, int? pages, string? detail)
    {
        var parts = tools.Select(t => (Name: t.LastIndexOf(' ') is > 0 and var cut ? t[..cut] : t, Version: t.LastIndexOf(' ') is > 0 and var at ? t[(at + 1)..] : string.Empty)).ToList();
        return new TextResult(
            done, pages, string.Join(", ", parts.Select(p => p.Name)), string.Join(", ", parts.Select(p => p.Version)), detail, reader.Type?.Kind ?? FileKind.Other, added);
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
