using System.Globalization;
using System.Text;
using Cartulaire.App.Http;
using Cartulaire.App.Search;
using Cartulaire.App.Texts;
using Cartulaire.App.Ui.Parts;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Index;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Filing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>What the viewer shows of a version, with the weight of one page whatever the number of pages.</summary>
internal static class ViewPages
{
    /// <param name="Version">The version.</param>
    /// <param name="Page">The page wished for; null for the first that answers the search.</param>
    /// <param name="Search">The search that led here.</param>
    public sealed record Query(VersionId Version, int? Page = null, string? Search = null);

    /// <summary>Reads it, for a person who may read the document; that it is looked at is on stable storage first.</summary>
    public static async Task<Outcome<ViewedDocument>> OfAsync(Caller caller, ReadingState reading, Query query, DateTimeOffset now, CancellationToken ct)
    {
        var taken = await ReadableVersion.TakeAsync(caller, query.Version, now, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        var version = taken.Value;
        var marks = await FindMarks.OfAsync(caller.Administration, caller.Id, version.ItemId, query.Search, ct).ConfigureAwait(false);
        var number = Math.Max(1, query.Page ?? (marks.Count > 0 ? marks[0].Page : 1));
        RenditionRow? rendition;
        ReadingReport report;
        await using (var db = caller.Administration.Store.Read())
        {
            report = await ReadingReport.OfAsync(db, version.Blob, caller.Language, ct).ConfigureAwait(false);
            rendition = await db.Renditions.SingleOrDefaultAsync(r => r.Blob == version.Blob && r.Kind == ReadText.Rendition, ct).ConfigureAwait(false);
        }

        List<Shape> shapes;
        await using (var derived = caller.Administration.Store.ReadDerived())
        {
            shapes = await derived.PageTexts.Where(p => p.Blob == version.Blob).OrderBy(p => p.Page)
                .Select(p => new Shape(p.Page, p.Width, p.Height, p.Rotation)).ToListAsync(ct).ConfigureAwait(false);
        }

        var count = rendition?.Pages ?? (shapes.Count > 0 ? shapes[^1].Page : null);
        var page = await PageAsync(caller, version.Blob, number, marks.FirstOrDefault(m => m.Page == number), ct).ConfigureAwait(false);
        var state = report.State switch
        {
            RenditionStates.Impossible => ViewedState.Impossible,
            RenditionStates.Done when page.Width == 0 && page.Text.Length > 0 => ViewedState.TextOnly,
            RenditionStates.Done => ViewedState.Read,
            _ => ViewedState.Waiting,
        };
        var notice = report.Reason is { } told ? told
            : reading.Notice is { } off ? Sentences.Of("conversion.unavailable", caller.Language, off.Sentence)
            : state == ViewedState.Waiting ? Sentences.Of("version.waiting", caller.Language)
            : null;
        return new ViewedDocument(FileNames.Shown(version.FileName), version.Id, count, Sizes(shapes, count), page, [.. marks.Select(m => m.Page)], query.Search, state, notice);
    }

    // Thousands of pages of one shape are said in a few characters.
    private static string Sizes(List<Shape> shapes, int? count)
    {
        var known = shapes.ToDictionary(s => s.Page);
        var runs = new StringBuilder();
        var (last, length) = (default(Shape), 0);
        for (var number = 1; number <= (count ?? 1); number++)
        {
            var shape = known.GetValueOrDefault(number) with { Page = 0 };
            if (length > 0 && shape != last)
            {
                Write(runs, last, length);
                length = 0;
            }

            (last, length) = (shape, length + 1);
        }

        Write(runs, last, length);
        return runs.ToString();
    }

    private static void Write(StringBuilder runs, Shape shape, int length)
        => runs.Append(runs.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{shape.Width}x{shape.Height}/{shape.Turn}*{length}");

    private static async Task<ViewedPage> PageAsync(Caller caller, string blob, int number, PageMarks? marks, CancellationToken ct)
    {
        var (page, words) = await PageTexts.OfPageAsync(caller.Administration.Store, blob, number, ct).ConfigureAwait(false);
        return page is null
            ? new ViewedPage(number, 0, 0, 0, string.Empty, [], [])
            : new ViewedPage(
                number, page.Width, page.Height, page.Rotation, page.Text, [.. (marks?.Marks ?? []).Select(m => (m.Start, m.Length))],
                [.. WordPlaces.Touched(page.Text, words, marks?.Marks ?? []).Select(i => new ViewedBox(words[i].X, words[i].Y, words[i].Width, words[i].Height))]);
    }

    private readonly record struct Shape(int Page, int Width, int Height, int Turn);
}
