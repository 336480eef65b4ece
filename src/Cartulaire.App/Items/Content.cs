using Cartulaire.App.Http;
using Cartulaire.Engines.Blobs;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Items;

/// <summary>Hands out the bytes of a version: as received, as an attachment, never as a page of ours (security X-01).</summary>
internal static class Content
{
    /// <summary>Sends the last version of a document, or of the main document of a record.</summary>
    public static async Task<IResult> SendAsync(Caller caller, HttpContext context, ItemId id, DateTimeOffset now, CancellationToken ct)
    {
        VersionId? last;
        await using (var db = caller.Administration.Store.Read())
        {
            var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
            var taken = await scope.TakeAsync(db, id, Rights.Read, ct).ConfigureAwait(false);
            if (!taken.IsSuccess)
            {
                return Problems.Of(context, taken.Failures);
            }

            var document = taken.Value.Row.IsFolder ? taken.Value.Row.MainDocumentId : id;
            last = await db.Versions.Where(v => v.ItemId == document).OrderByDescending(v => v.Number).Select(v => (VersionId?)v.Id).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        }

        return last is { } version
            ? await SendAsync(caller, context, version, now, ct).ConfigureAwait(false)
            : Problems.Of(context, [new Failure(Refusal.NotFound, "item.no-file", null, id)]);
    }

    /// <summary>Sends a version to a person who may read its document; the consultation is on stable storage before the first byte leaves.</summary>
    public static async Task<IResult> SendAsync(Caller caller, HttpContext context, VersionId id, DateTimeOffset now, CancellationToken ct)
    {
        var administration = caller.Administration;
        await using var db = administration.Store.Read();
        var version = await db.Versions.SingleOrDefaultAsync(v => v.Id == id, ct).ConfigureAwait(false);
        if (version is null)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.unknown", null, id)]);
        }

        var scope = await ItemScope.OfAsync(administration, caller.Id, db, now, ct).ConfigureAwait(false);
        if (!(await scope.TakeAsync(db, version.ItemId, Rights.Read, ct).ConfigureAwait(false)).IsSuccess)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.unknown", null, id)]);
        }

        if (await administration.Store.Consultations.RecordAsync(caller.Actor, "version.content", id, ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(SafeName(version.FileName));
        headers.ContentDisposition = disposition.ToString();
        return Results.File(
            administration.Store.Blobs.Open(BlobAddress.Parse(version.Blob)), version.MediaType, lastModified: version.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{version.Blob}\""), enableRangeProcessing: true);
    }

    // what turns the reading direction, breaks lines or ends paths never reaches a header.
    private static string SafeName(string name)
    {
        var kept = new string([.. name.Where(c => !char.IsControl(c) && c is not ('\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '/' or '\\' or '"'))]);
        return kept.Length == 0 ? "document" : kept;
    }
}
