using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>Where an upload stands, and what it became. Only whoever began it ever hears of it.</summary>
public static class ReadUpload
{
    /// <param name="Id">The upload.</param>
    /// <param name="Name">Name of the file.</param>
    /// <param name="Length">Bytes announced.</param>
    /// <param name="Offset">Bytes on stable storage: where to go on.</param>
    /// <param name="ExpiresAt">When it is forgotten.</param>
    /// <param name="Reception">What it became, once whole.</param>
    /// <param name="State">State of the reception.</param>
    /// <param name="Item">The record, once registered, if the person may read it.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Document">Its main document.</param>
    /// <param name="Duplicates">Documents with the same bytes that the person may read.</param>
    public sealed record Answer(
        UploadId Id, string Name, long Length, long Offset, DateTimeOffset ExpiresAt, ReceptionId? Reception, string? State, ItemId? Item, string? Number, string? Title,
        ItemId? Document, IReadOnlyList<ItemId> Duplicates);

    /// <summary>Reads it.</summary>
    /// <returns>The answer; <c>upload.unknown</c> when there is none, it has expired, or it is somebody else's.</returns>
    public static async Task<Outcome<Answer>> HandleAsync(OpenAdministration administration, PersonId person, UploadId upload, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        await using var db = administration.Store.Read();
        var row = await FindAsync(db, person, upload, now, ct).ConfigureAwait(false);
        return row.IsSuccess
            ? await OfAsync(administration, db, row.Value, now, ct).ConfigureAwait(false)
            : row.Failure;
    }

    /// <summary>The row, for its owner.</summary>
    internal static async Task<Outcome<UploadRow>> FindAsync(RecordDb db, PersonId person, UploadId upload, DateTimeOffset now, CancellationToken ct)
        => await db.Uploads.SingleOrDefaultAsync(u => u.Id == upload && u.PersonId == person, ct).ConfigureAwait(false) is { } row && row.ExpiresAt > now
            ? row
            : new Failure(Refusal.NotFound, "upload.unknown", null, upload);

    /// <summary>The answer that a row makes.</summary>
    internal static async Task<Answer> OfAsync(OpenAdministration administration, RecordDb db, UploadRow row, DateTimeOffset now, CancellationToken ct)
    {
        var answer = new Answer(row.Id, row.FileName, row.Length, row.Offset, row.ExpiresAt, row.ReceptionId, null, null, null, null, null, []);
        if (row.ReceptionId is not { } id)
        {
            return answer;
        }

        var reception = await db.Receptions.SingleAsync(r => r.Id == id, ct).ConfigureAwait(false);
        answer = answer with { State = reception.State };
        var scope = await ItemScope.OfAsync(administration, row.PersonId, db, now, ct).ConfigureAwait(false);
        if (reception.ItemId is not { } item || await scope.TakeAsync(db, item, Rights.Read, ct).ConfigureAwait(false) is not { IsSuccess: true, Value.Row: var record })
        {
            return answer;
        }

        var number = await db.RegisterEntries.Where(e => e.ItemId == item).Select(e => e.Label).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        var duplicates = record.MainDocumentId is { } document ? await Duplicates.ReadableAsync(db, scope, reception.Blob, document, ct).ConfigureAwait(false) : [];
        return answer with { Item = item, Number = number, Title = record.Title, Document = record.MainDocumentId, Duplicates = duplicates };
    }
}
