using System.Globalization;
using Cartulaire.App.Http;
using Cartulaire.App.Search;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Reading;

/// <summary>Pages of versions over REST: how many, their images, their words.</summary>
internal static class ReadingRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reading", Notice).WithName("ReadReadingState").WithSummary("Savoir si les fichiers peuvent être lus").Produces<State>();
        api.MapGet("/versions/{version}/pages", PagesAsync).WithName("ReadPages").WithSummary("Compter les pages").Produces<Pages>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/versions/{version}/pages/{page:int}.jpg", ImageAsync).WithName("ReadPageImage").WithSummary("Voir une page")
            .Produces<Stream>(StatusCodes.Status200OK, "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/versions/{version}/pages/{page:int}/words", WordsAsync).WithName("ReadPageWords").WithSummary("Lire les mots d'une page et leur place")
            .Produces<PageTexts.PageWords>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Maps the images that pages show: the browser asks for them with its cookie alone.</summary>
    public static void MapImages(IEndpointRouteBuilder pages) => pages.MapGet("/versions/{version}/pages/{page:int}.jpg", ImageAsync);

    /// <param name="Available">Whether files are read at present.</param>
    /// <param name="Sentence">Otherwise, why not.</param>
    /// <param name="Command">The command that helps, to be run by who hosts.</param>
    internal sealed record State(bool Available, string? Sentence, string? Command);

    /// <param name="Count">Number of pages; null when it is not known.</param>
    /// <param name="State"><c>waiting</c>, <c>done</c> or <c>impossible</c>.</param>
    /// <param name="Code">Stable code of what there is to know; null when all is well.</param>
    /// <param name="Reason">Its sentence: what happened, and what to do.</param>
    /// <param name="Read">The pages that were read so far.</param>
    internal sealed record Pages(int? Count, string State, string? Code, string? Reason, IReadOnlyList<Page> Read);

    /// <param name="Number">Number, from 1.</param>
    /// <param name="Width">Width upright, in the units of the word boxes.</param>
    /// <param name="Height">Height upright.</param>
    /// <param name="Rotation">Degrees clockwise by which the stored page was turned to be upright.</param>
    /// <param name="Confidence">Mean confidence of its text, 0 to 100.</param>
    internal sealed record Page(int Number, int Width, int Height, int Rotation, double Confidence);

    private static IResult Notice(Caller caller, ReadingState reading)
        => Results.Ok(reading.Notice is { } notice ? new State(false, notice.Sentence, notice.Command) : new State(true, null, null));

    private static async Task<IResult> PagesAsync(Caller caller, HttpContext context, ReadingState reading, TimeProvider clock, VersionId version, CancellationToken ct)
    {
        var taken = await ReadableVersion.TakeAsync(caller, version, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return Problems.Of(context, taken.Failures);
        }

        var blob = taken.Value.Blob;
        RenditionRow? rendition;
        ReadingReport report;
        await using (var db = caller.Administration.Store.Read())
        {
            report = await ReadingReport.OfAsync(db, blob, caller.Language, ct).ConfigureAwait(false);
            rendition = await db.Renditions.SingleOrDefaultAsync(r => r.Blob == blob && r.Kind == ReadText.Rendition, ct).ConfigureAwait(false);
        }

        List<Page> pages;
        await using (var derived = caller.Administration.Store.ReadDerived())
        {
            pages = await derived.PageTexts.Where(p => p.Blob == blob).OrderBy(p => p.Page)
                .Select(p => new Page(p.Page, p.Width, p.Height, p.Rotation, p.Confidence)).ToListAsync(ct).ConfigureAwait(false);
        }

        var count = rendition is null ? await CountAsync(caller, reading, taken.Value, ct).ConfigureAwait(false) : rendition.Pages;
        return Results.Ok(new Pages(count, report.State, report.Code, report.Reason, pages));
    }

    // Whoever looks before the job has run must not wait for it to know how many pages there are.
    private static async Task<int?> CountAsync(Caller caller, ReadingState reading, VersionRow version, CancellationToken ct)
    {
        var pool = await reading.ForPeopleAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return null;
        }

        await using var reader = new BlobReader(pool.Value, caller.Administration, version.Blob, version.FileName);
        var count = await reader.AskAsync(s => s.CountAsync(ct), ct).ConfigureAwait(false);
        return count is { IsSuccess: true, Value: > 0 } ? count.Value : null;
    }

    private static async Task<IResult> ImageAsync(
        Caller caller, HttpContext context, PageImages images, TimeProvider clock, VersionId version, int page, int? width, CancellationToken ct)
    {
        var taken = await ReadableVersion.TakeAsync(caller, version, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return Problems.Of(context, taken.Failures);
        }

        if (page < 1)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.page-unknown", null, page)]);
        }

        var wished = PageImages.WidthFor(width ?? 960);
        var opened = await images.OpenAsync(caller.Administration, taken.Value.Blob, taken.Value.FileName, page, wished, ct).ConfigureAwait(false);
        if (!opened.IsSuccess)
        {
            return Problems.Of(context, opened.Failures);
        }

        // Kept by the browser, asked again each time: rights may have changed since.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{taken.Value.Blob}-{page}-{wished}\""));
        return Results.Stream(opened.Value, "image/jpeg", entityTag: tag);
    }

    private static async Task<IResult> WordsAsync(Caller caller, HttpContext context, TimeProvider clock, VersionId version, int page, string? q, CancellationToken ct)
    {
        var taken = await ReadableVersion.TakeAsync(caller, version, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return Problems.Of(context, taken.Failures);
        }

        var (read, words) = await PageTexts.OfPageAsync(caller.Administration.Store, taken.Value.Blob, page, ct).ConfigureAwait(false);
        if (read is null)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.page-not-read", null, page)]);
        }

        var marks = (await FindMarks.OfAsync(caller.Administration, caller.Id, taken.Value.ItemId, q, ct).ConfigureAwait(false)).FirstOrDefault(m => m.Page == page);
        return Results.Ok(new PageTexts.PageWords(page, read.Width, read.Height, words, WordPlaces.Touched(read.Text, words, marks?.Marks ?? [])));
    }
}
