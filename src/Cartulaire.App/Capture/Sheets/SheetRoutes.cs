using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
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
        api.MapGet("/items/{item}/pages", ReadAsync)
            .WithName("ReadSheets")
            .WithSummary("Lire d'où vient chaque page d'un courrier")
            .Produces<Answer>();
        api.MapPut("/items/{item}/pages", ArrangeAsync)
            .WithName("ArrangeSheets")
            .NeedsStamp()
            .WithSummary("Tourner, écarter ou ranger des pages ; le fichier reçu reste tel quel")
            .Produces<ArrangeSheets.Answer>();
        api.MapPost("/items/{item}/pages/split", SplitAsync)
            .WithName("SplitLetter")
            .NeedsStamp()
            .WithSummary("Faire un autre courrier à partir d'une page")
            .Produces<SplitLetter.Answer>(StatusCodes.Status201Created);
        api.MapPost("/items/{item}/pages/merge", MergeAsync)
            .WithName("MergeLetters")
            .NeedsStamp()
            .WithSummary("Ajouter les pages d'un autre courrier, dont le numéro est annulé")
            .Produces<MergeLetters.Answer>();
    }

    /// <param name="Version">The version shown.</param>
    /// <param name="Tool">By what it was made; null when it is as it was received.</param>
    /// <param name="Pages">Its pages.</param>
    /// <param name="Blank">Pages that seem blank; null unless it was asked for.</param>
    internal sealed record Answer(VersionId Version, string? Tool, IReadOnlyList<Sheet> Pages, IReadOnlyList<int>? Blank);

    /// <param name="Pages">All pages, in their order.</param>
    internal sealed record ArrangeBody(IReadOnlyList<ArrangeSheets.Wanted>? Pages = null);

    /// <param name="From">The page that begins the next letter.</param>
    internal sealed record SplitBody(int From);

    /// <param name="Other">The letter that goes.</param>
    /// <param name="Stamp">Its stamp.</param>
    internal sealed record MergeBody(ItemId Other, long? Stamp = null);

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

    private static Task<IResult> ArrangeAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, ArrangeBody body, CancellationToken ct)
        => WithStampAsync(context, async stamp => (await ArrangeSheets.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, workshop, new ArrangeSheets.Command(item, stamp, body.Pages ?? []), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context, stamp: a => a.Stamp));

    private static Task<IResult> SplitAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, SplitBody body, CancellationToken ct)
        => WithStampAsync(context, async stamp => (await SplitLetter.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, workshop, new SplitLetter.Command(item, stamp, body.From), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context, a => $"/{caller.Administration.Name}/api/v1/items/{a.Letter}", a => a.Stamp));

    private static Task<IResult> MergeAsync(
        Caller caller, HttpContext context, SheetWorkshop workshop, TimeProvider clock, ItemId item, MergeBody body, CancellationToken ct)
        => WithStampAsync(context, async stamp => (await MergeLetters.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, workshop, new MergeLetters.Command(item, stamp, body.Other, body.Stamp), clock.GetUtcNow(), ct).ConfigureAwait(false))
            .ToHttp(context, stamp: a => a.Stamp));

    private static async Task<IResult> WithStampAsync(HttpContext context, Func<long, Task<IResult>> run)
    {
        var stamp = Stamps.Read(context);
        return stamp.IsSuccess ? await run(stamp.Value).ConfigureAwait(false) : Problems.Of(context, stamp.Failures);
    }
}
