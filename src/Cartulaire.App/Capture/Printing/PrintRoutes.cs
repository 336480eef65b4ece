using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Registers;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Conversion.Barcodes;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Printing;

/// <summary>Separator sheets and labels to print.</summary>
internal static class PrintRoutes
{
    private const int Most = 200;

    /// <summary>The usual endless label of small printers, in millimetres.</summary>
    private const double LabelWidth = 62;
    private const double LabelHeight = 29;

    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/separators", SeparatorsAsync).WithName("PrintSeparators").WithSummary("Imprimer des feuilles de séparation")
            .Produces<Stream>(StatusCodes.Status200OK, "application/pdf").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/labels", LabelsAsync).WithName("PrintLabels").WithSummary("Imprimer des étiquettes")
            .Produces<Stream>(StatusCodes.Status200OK, "application/pdf").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SeparatorsAsync(Caller caller, HttpContext context, int? count, string? service, CancellationToken ct)
    {
        if (count is < 1 or > Most)
        {
            return Problems.Of(context, [new Failure(Refusal.Invalid, "print.count", "count")]);
        }

        var (title, code) = (caller.Administration.Title, new SeparatorCode(SeparatorKind.NewLetter, caller.Administration.Name, string.Empty));
        if (service is not null)
        {
            await using var db = caller.Administration.Store.Read();
            var row = await db.Services.SingleOrDefaultAsync(s => s.Name == service && s.Active, ct).ConfigureAwait(false);
            if (row is null)
            {
                return Problems.Of(context, [new Failure(Refusal.NotFound, "print.service-unknown", "service", service)]);
            }

            (title, code) = (row.Title, new SeparatorCode(SeparatorKind.NewLetterForService, caller.Administration.Name, row.Name));
        }

        return Results.Bytes(Separators.Sheets([.. Enumerable.Repeat(("Nouvelle lettre", title, code), count ?? 1)]), "application/pdf", "separateurs.pdf");
    }

    private static async Task<IResult> LabelsAsync(Caller caller, HttpContext context, TimeProvider clock, string? items, int? skip, bool? single, CancellationToken ct)
    {
        var ids = (items ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length is < 1 or > Most)
        {
            return Problems.Of(context, [new Failure(Refusal.Invalid, "print.items-needed", "items")]);
        }

        await using var db = caller.Administration.Store.Read();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, clock.GetUtcNow(), ct).ConfigureAwait(false);
        var labels = new List<LabelText>();
        foreach (var text in ids)
        {
            var item = ItemId.TryParse(text, null, out var id) ? await scope.TakeAsync(db, id, Rights.Read, ct).ConfigureAwait(false) : new Failure(Refusal.NotFound, "item.unknown", "items", text);
            if (!item.IsSuccess)
            {
                return Problems.Of(context, item.Failures);
            }

            if (await caller.Administration.Store.Consultations.RecordAsync(caller.Actor, "item.label", id, ct).ConfigureAwait(false) is { } refusal)
            {
                return Problems.Of(context, [refusal]);
            }

            var entry = await TakeNumber.OfAsync(db, id, ct).ConfigureAwait(false);
            var day = caller.Administration.DayOf(entry?.RegisteredAt ?? item.Value.Row.CreatedAt);
            var code = new SeparatorCode(SeparatorKind.Record, caller.Administration.Name, RegisterLetter.ReferenceOf(item.Value.Row.Serial));
            labels.Add(new LabelText(entry?.Label ?? string.Empty, day.ToString("d", Sentences.CultureOf(Sentences.First)), code));
        }

        var pdf = single == true
            ? Separators.SingleLabels(labels, LabelWidth, LabelHeight)
            : Separators.LabelSheets(labels, LabelGrid.ThreeByEight, Math.Clamp(skip ?? 0, 0, 23));
        return Results.Bytes(pdf, "application/pdf", "etiquettes.pdf");
    }
}
