using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Items;

/// <summary>Hands out the bytes of a version: as received, as an attachment, never as a page of ours (security X-01).</summary>
internal static class Content
{
    /// <summary>What a browser may show on the content origin; all else is saved first.</summary>
    private static readonly string[] Harmless = ["image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"];

    /// <summary>Sends a version, as an attachment, to a person who may read its document.</summary>
    public static Task<IResult> SendAsync(Caller caller, HttpContext context, VersionId id, DateTimeOffset now, CancellationToken ct)
        => SendAsync(caller.Administration, caller.Id, context, id, now, mayShow: false, ct);

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
    /// <param name="administration">Where.</param>
    /// <param name="person">Who receives it.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">The version.</param>
    /// <param name="now">The instant.</param>
    /// <param name="mayShow">Whether this is the content origin, where the browser may show what is harmless.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IResult> SendAsync(
        OpenAdministration administration, PersonId person, HttpContext context, VersionId id, DateTimeOffset now, bool mayShow, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var version = await db.Versions.SingleOrDefaultAsync(v => v.Id == id, ct).ConfigureAwait(false);
        if (version is null)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.unknown", null, id)]);
        }

        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        if (!(await scope.TakeAsync(db, version.ItemId, Rights.Read, ct).ConfigureAwait(false)).IsSuccess)
        {
            return Problems.Of(context, [new Failure(Refusal.NotFound, "version.unknown", null, id)]);
        }

        if (await administration.Store.Consultations.RecordAsync(Actor.Of(person), "version.content", id, ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var disposition = new ContentDispositionHeaderValue(mayShow && Harmless.Contains(version.MediaType, StringComparer.Ordinal) ? "inline" : "attachment");
        disposition.SetHttpFileName(FileNames.Served(version.FileName));
        headers.ContentDisposition = disposition.ToString();
        return Results.File(
            administration.Store.Blobs.Open(BlobAddress.Parse(version.Blob)), version.MediaType, lastModified: version.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{version.Blob}\""), enableRangeProcessing: true);
    }
}
