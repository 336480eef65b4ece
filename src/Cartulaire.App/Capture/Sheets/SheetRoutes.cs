using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>Pages of letters over REST.</summary>
internal static class SheetRoutes
{
    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/items/{item}/pages", ReadAsync).WithName("ReadSheets").WithSummary("Lire d'où vient chaque page")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/items/{item}/pages", ArrangeAsync).WithName("ArrangeSheets").WithSummary("Tourner, écarter ou ranger des pages")
            .Produces<ArrangeSheets.Answer>().ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        api.MapPost("/items/{item}/pages/split", SplitAsync).WithName("SplitLetter").WithSummary("Faire un autre courrier à partir d'une page")
            .Produces<SplitLetter.Answer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        api.MapPost("/items/{item}/pages/merge", MergeAsync).WithName("MergeLetters").WithSummary("Ajouter les pages d'un autre courrier")
            .Produces<MergeLetters.Answer>().ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    /// <param name="Version">The version shown.</param>
    /// <param name="Tool">By what it was made; null when it is as it was received.</param>
    /// <param name="Pages">Its pages.</param>
    /// <param name="Blank">Pages that seem blank; null unless it was asked for.</param>
    internal sealed record Answer(VersionId Version, string? Tool, IReadOnlyList<Sheet> Pages, IReadOnlyList<int>? Blank);

    /// <param name="Pages">All pages, in their order.</param>
    internal sealed record ArrangeBody(IReadOnlyList<ArrangeSheets.Wanted> Pages);

    /// <param name="From">The page that begins the next letter.</param>
    internal sealed record SplitBody(int From);

    /// <param name="Other">The letter that goes.</param>
    /// <param name="Stamp">Its stamp.</param>
    internal sealed record MergeBody(ItemId Other, long? Stamp);

    /// <summary>The pages of a record, for whoever may read it.</summary>
    internal static async Task<Outcome<Answer>> OfAsync(Caller caller, SheetWorkshop workshop, ItemId item, DateTimeOffset now, bool blank, CancellationToken ct)
    {
        var administration = caller.Administration;
        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        if (await Leaves.LastAsync(db, taken.Value.Row, ct).ConfigureAwait(false) is not { } version)
        {
            return new Failure(Refusal.Conflict, "sheets.no-file");
        }

        var arrangement = Arrangement.Of(version);
        var count = arrangement?.Sheets.Count ?? await workshop.CountAsync(administration, version, ct).ConfigureAwait(false) ?? 0;
        var found = blank ? await workshop.BlankAsync(administration, version, count, ct).ConfigureAwait(false) : default;
        return new Answer(
            version.Id,
            arrangement?.Tool,
            arrangement?.Sheets ?? [.. Enumerable.Range(1, count).Select(p => new Sheet(version.Id, p, 0))],
            blank && found.IsSuccess ? found.Value : null);
    }

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, bool? blank, CancellationToken ct)
        => (await OfAsync(caller, workshop, item, clock.GetUtcNow(), blank is true, ct).ConfigureAwait(false)).ToHttp(context);

    private static async Task<IResult> ArrangeAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, ArrangeBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Shown(await ArrangeSheets.HandleAsync(
                caller.Administration, caller.Actor, caller.Id, workshop, new ArrangeSheets.Command(item, stamp.Value, body.Pages), clock.GetUtcNow(), ct).ConfigureAwait(false), context, a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static async Task<IResult> SplitAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, SplitBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Shown(
                await SplitLetter.HandleAsync(
                    caller.Administration, caller.Actor, caller.Id, workshop, new SplitLetter.Command(item, stamp.Value, body.From), clock.GetUtcNow(), ct).ConfigureAwait(false),
                context,
                a => a.Stamp,
                a => $"/{caller.Administration.Name}/api/v1/items/{a.Letter}")
            : Problems.Of(context, stamp.Failures);
    }

    private static async Task<IResult> MergeAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, MergeBody body, CancellationToken ct)
    {
        var stamp = Http.Stamps.Read(context);
        return stamp.IsSuccess
            ? Shown(await MergeLetters.HandleAsync(
                caller.Administration, caller.Actor, caller.Id, workshop, new MergeLetters.Command(item, stamp.Value, body.Other, body.Stamp), clock.GetUtcNow(), ct).ConfigureAwait(false), context, a => a.Stamp)
            : Problems.Of(context, stamp.Failures);
    }

    private static IResult Shown<T>(Engines.Database.Written<T> written, HttpContext context, Func<T, long> stamp, Func<T, string>? created = null)
    {
        if (written.Outcome.IsSuccess)
        {
            Http.Stamps.Show(context, stamp(written.Outcome.Value));
        }

        return written.ToHttp(context, created);
    }
}
