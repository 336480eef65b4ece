using Cartulaire.App.Items;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>How far a file has been read, told to people: what happened, and what to do.</summary>
/// <param name="State"><c>waiting</c>, <c>done</c> or <c>impossible</c>.</param>
/// <param name="Code">Stable code of what there is to know; null when all is well.</param>
/// <param name="Reason">Its sentence.</param>
public sealed record ReadingReport(string State, string? Code = null, string? Reason = null)
{
    /// <summary>Nobody has read it yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>The report of one blob.</summary>
    public static async Task<ReadingReport> OfAsync(RecordDb db, string blob, string language, CancellationToken ct)
        => (await OfAsync(db, [blob], language, ct).ConfigureAwait(false))[blob];

    /// <summary>The reports of some blobs, by blob.</summary>
    public static async Task<IReadOnlyDictionary<string, ReadingReport>> OfAsync(RecordDb db, IReadOnlyCollection<string> blobs, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(blobs);
        var rows = await db.Renditions.AsNoTracking()
            .Where(r => blobs.Contains(r.Blob) && (r.Kind == ReadText.Rendition || r.Kind == OpenParts.Parts)).ToListAsync(ct).ConfigureAwait(false);
        var abandoned = await db.Jobs.Where(j => j.Kind == Versions.ReadJob && j.State == JobStates.GivenUp).Select(j => j.Args).ToListAsync(ct).ConfigureAwait(false);
        return blobs.Distinct(StringComparer.Ordinal).ToDictionary(
            blob => blob,
            blob => Of(Row(rows, blob, ReadText.Rendition), Row(rows, blob, OpenParts.Parts), abandoned.Exists(args => args.Contains(blob, StringComparison.Ordinal)), language),
            StringComparer.Ordinal);
    }

    /// <summary>The sentence of what a rendition remembers: a code, or <c>page:code</c> for each page that was left out.</summary>
    /// <param name="detail">What it remembers.</param>
    /// <param name="language">Two letters.</param>
    internal static string Sentence(string detail, string language)
    {
        var pages = detail.Split(' ').Select(one => one.Split(':')).ToList();
        return pages[0] is [_, var code]
            ? Sentences.Of(pages.Count == 1 ? "conversion.page-unread" : "conversion.pages-unread", language, string.Join(", ", pages.Select(p => p[0])), Sentences.Of(code, language, string.Empty))
            : Sentences.Of(detail, language, string.Empty);
    }

    private static RenditionRow? Row(List<RenditionRow> rows, string blob, string kind) => rows.Find(r => r.Blob == blob && r.Kind == kind);

    private static ReadingReport Of(RenditionRow? text, RenditionRow? parts, bool abandoned, string language) => (text, parts) switch
    {
        (null, _) => abandoned ? Told(RenditionStates.Impossible, "conversion.given-up", language) : new(Waiting),
        ({ State: RenditionStates.Impossible } row, _) => Told(RenditionStates.Impossible, row.Detail ?? "conversion.not-readable", language),
        (_, { State: RenditionStates.Impossible } row) => Told(RenditionStates.Impossible, row.Detail ?? "conversion.not-readable", language),
        var (row, inside) => (row.Detail ?? inside?.Detail) is { } detail ? Told(RenditionStates.Done, detail, language) : new(RenditionStates.Done),
    };

    private static ReadingReport Told(string state, string detail, string language)
        => new(state, detail.Split(' ')[0].Split(':')[^1], Sentence(detail, language));
}
