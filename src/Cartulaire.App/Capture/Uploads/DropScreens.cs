using Cartulaire.App.Capture.Separation;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Organisation;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>What the page of deposits shows.</summary>
/// <param name="Type">Type of record chosen.</param>
/// <param name="Separate">Whether piles are cut.</param>
/// <param name="Failures">What was refused.</param>
/// <param name="Result">What became of a file.</param>
public sealed record DropView(string? Type, bool Separate, IReadOnlyList<Failure> Failures, DropResult? Result = null);

/// <summary>What became of a file.</summary>
/// <param name="Id">The reception.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="State">State of the reception; <c>pile</c> while a pile is being read.</param>
/// <param name="Records">Records made of it that the person may read, with their numbers.</param>
public sealed record DropResult(ReceptionId Id, string FileName, string State, IReadOnlyList<DropResult.Record> Records)
{
    /// <param name="Id">The record.</param>
    /// <param name="Label">Its number, or its title.</param>
    public sealed record Record(ItemId Id, string Label);
}

/// <summary>The page on which files are deposited by hand; with script in pieces and many at once, without it one by one.</summary>
internal static class DropScreens
{
    /// <summary>Maps the page.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/capture", ShowAsync).AddEndpointFilter(Members.OnlyAsync);
        pages.MapPost("/capture", TakeAsync).WithMetadata(StreamedForm.Mark).AddEndpointFilter(Members.OnlyAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Caller caller, TimeProvider clock, ReceptionId? reception, CancellationToken ct)
    {
        var result = reception is { } id ? await ResultAsync(caller, id, clock.GetUtcNow(), ct).ConfigureAwait(false) : null;
        return await Pages.ShowAsync<DropPage>(context, new DropView(Usual(caller.Administration.Packs.Catalogue), false, [], result)).ConfigureAwait(false);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, Caller caller, CartulaireOptions options, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        ReceptionId? taken = null;
        var refused = await StreamedForms.ReadAsync(
            context,
            options.MaxReceptionBytes,
            (name, value) => fields[name] = value,
            async (name, section) =>
            {
                var wanted = fields.GetValueOrDefault("type") is { Length: > 0 } type ? type : null;
                var command = new Receive.Command(BatchId.New(), 0, name, section.ContentType, "browser", wanted, fields.GetValueOrDefault("separate") == "true");
                var piece = await Receive.StoreAsync(caller.Administration, section.Body, command, options.MaxReceptionBytes, ct).ConfigureAwait(false);
                if (!piece.IsSuccess)
                {
                    return piece.Failures;
                }

                var written = await caller.Administration.Store.Writer.RunAsync(
                    caller.Actor, (act, token) => TakeIn.RunAsync(act, caller.Administration, caller.Id, command, piece.Value, token), ct).ConfigureAwait(false);
                taken = written.Outcome.IsSuccess ? written.Outcome.Value : taken;
                return written.Outcome.IsSuccess ? null : written.Outcome.Failures;
            },
            ct).ConfigureAwait(false);
        if (refused.Count == 0 && taken is { } id)
        {
            return Pages.GoTo($"/{caller.Administration.Name}/capture?reception={id}", "drop.taken");
        }

        IReadOnlyList<Failure> failures = refused.Count > 0 ? refused : [new Failure(Refusal.Invalid, "field.required", "file")];
        return await Pages.ShowAsync<DropPage>(
            context, new DropView(fields.GetValueOrDefault("type"), fields.GetValueOrDefault("separate") == "true", failures), Problems.Status(failures[0].Kind)).ConfigureAwait(false);
    }

    // What is taken in at this desk, where there is one thing only.
    private static string? Usual(Catalogue catalogue)
        => CaptureTypes.Find(catalogue, null) is { IsSuccess: true, Value: var type } ? type.Id : null;

    private static async Task<DropResult?> ResultAsync(Caller caller, ReceptionId id, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var row = await db.Receptions.SingleOrDefaultAsync(r => r.Id == id, ct).ConfigureAwait(false);
        if (row is null || row.ReceivedBy != caller.Actor.Name)
        {
            return null;
        }

        var prefix = $"{id}/";
        var items = await db.ItemKeys.Where(k => k.Register == RegisterLetter.Keys && k.Key.StartsWith(prefix)).Select(k => k.ItemId).ToListAsync(ct).ConfigureAwait(false);
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var records = new List<DropResult.Record>();
        foreach (var item in items.Count == 0 && row.ItemId is { } only ? [only] : items.Distinct())
        {
            if (await scope.TakeAsync(db, item, Rights.Read, ct).ConfigureAwait(false) is { IsSuccess: true, Value.Row: var record })
            {
                var number = await db.RegisterEntries.Where(e => e.ItemId == item).Select(e => e.Label).FirstOrDefaultAsync(ct).ConfigureAwait(false);
                records.Add(new DropResult.Record(item, number ?? record.Title));
            }
        }

        return new DropResult(id, row.FileName, row.Separate && row.State == ReceptionStates.Received ? "pile" : row.State, [.. records.OrderBy(r => r.Label, StringComparer.Ordinal)]);
    }
}
