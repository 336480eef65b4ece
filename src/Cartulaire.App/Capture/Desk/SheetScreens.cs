using System.Globalization;
using Cartulaire.App.Capture.Sheets;
using Cartulaire.App.Desk;
using Cartulaire.App.Http;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Desk;

/// <summary>The pages of the letter on the desk: turned, dropped, put in order, cut off, joined.</summary>
internal static class SheetScreens
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/capture/desk/{item}/blank", BlankAsync);
        pages.MapPost("/capture/desk/{item}/pages", ArrangeAsync);
        pages.MapPost("/capture/desk/{item}/split", SplitAsync);
        pages.MapPost("/capture/desk/{item}/merge", MergeAsync);
    }

    private static async Task<IResult> BlankAsync(HttpContext context, Caller caller, SheetWorkshop workshop, TimeProvider clock, string item, CancellationToken ct)
    {
        if (!Identifier.TryRead<ItemId>(item, out var id))
        {
            return Results.Json(Array.Empty<int>());
        }

        var pages = await SheetRoutes.OfAsync(caller, workshop, id, clock.GetUtcNow(), blank: true, ct).ConfigureAwait(false);
        return pages is { IsSuccess: false, Failure.Kind: Refusal.NotFound } ? Problems.Of(context, pages.Failures) : Results.Json(pages.IsSuccess ? pages.Value.Blank ?? [] : []);
    }

    private static Task<IResult> ArrangeAsync(HttpContext context, Caller caller, SheetWorkshop workshop, TimeProvider clock, string item, CancellationToken ct)
        => RecordScreens.WithAsync(context, item, async id =>
        {
            var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
            var command = new ArrangeSheets.Command(id, RecordScreens.Stamp(form), [.. form["pages"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Wanted)]);
            var written = await ArrangeSheets.HandleAsync(caller.Administration, caller.Actor, caller.Id, workshop, command, clock.GetUtcNow(), ct).ConfigureAwait(false);
            return await LetterScreens.AnswerAsync(context, caller, id, written, a => a.Stamp, "arranged", id).ConfigureAwait(false);
        });

    private static Task<IResult> SplitAsync(HttpContext context, Caller caller, SheetWorkshop workshop, TimeProvider clock, string item, CancellationToken ct)
        => RecordScreens.WithAsync(context, item, async id =>
        {
            var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
            var command = new SplitLetter.Command(id, RecordScreens.Stamp(form), Number(form["from"].ToString()));
            var written = await SplitLetter.HandleAsync(caller.Administration, caller.Actor, caller.Id, workshop, command, clock.GetUtcNow(), ct).ConfigureAwait(false);
            return await LetterScreens.AnswerAsync(context, caller, id, written, a => a.Stamp, "split", id).ConfigureAwait(false);
        });

    // The earlier one of the pile stays: its form is shown next.
    private static Task<IResult> MergeAsync(HttpContext context, Caller caller, SheetWorkshop workshop, TimeProvider clock, string item, CancellationToken ct)
        => RecordScreens.WithAsync(context, item, async id =>
        {
            var form = await context.Request.ReadFormAsync(ct).ConfigureAwait(false);
            if (!Identifier.TryRead<ItemId>(form["other"], out var other))
            {
                return await RecordReading.RefuseAsync(context, new Failure(Refusal.NotFound, "item.unknown")).ConfigureAwait(false);
            }

            long? otherStamp = long.TryParse(form["otherStamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) ? stamp : null;
            var command = new MergeLetters.Command(id, RecordScreens.Stamp(form), other, otherStamp);
            var written = await MergeLetters.HandleAsync(caller.Administration, caller.Actor, caller.Id, workshop, command, clock.GetUtcNow(), ct).ConfigureAwait(false);
            return await LetterScreens.AnswerAsync(context, caller, id, written, a => a.Stamp, "merged", id).ConfigureAwait(false);
        });

    // "3" or "3:90".
    private static ArrangeSheets.Wanted Wanted(string text) => text.Split(':') is [var page, var turn] ? new(Number(page), Number(turn)) : new(Number(text));

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
