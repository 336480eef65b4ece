using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Documents and their versions over REST. The body of a POST is the file, streamed.</summary>
internal static class DocumentRoutes
{
    private const string AnyType = "application/octet-stream";

    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/items/{item}/content", (Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
                => Content.SendAsync(caller, context, item, clock.GetUtcNow(), ct))
            .WithName("ReadItemContent")
            .WithSummary("Télécharger le contenu : celui du document, ou du document principal de la fiche")
            .Produces<Stream>(StatusCodes.Status200OK, AnyType)
            .Produces<Stream>(StatusCodes.Status206PartialContent, AnyType);
        api.MapPost("/items/{item}/documents", AddDocumentAsync)
            .WithName("AddDocument")
            .OncePerKey()
            .WithSummary("Ajouter un document à une fiche")
            .TakesFile()
            .Produces<AddDocument.Answer>(StatusCodes.Status201Created);
        api.MapGet("/items/{item}/versions", ListAsync)
            .WithName("ListVersions")
            .WithSummary("Lister les versions d'un document, la dernière d'abord")
            .Produces<IReadOnlyList<Version>>();
        api.MapPost("/items/{item}/versions", AddVersionAsync)
            .WithName("AddVersion")
            .OncePerKey().NeedsStamp()
            .WithSummary("Ajouter une version à un document ; If-Match est obligatoire")
            .TakesFile()
            .Produces<AddVersion.Answer>(StatusCodes.Status201Created);
        api.MapGet("/versions/{version}/content", (Caller caller, HttpContext context, TimeProvider clock, VersionId version, CancellationToken ct)
                => Content.SendAsync(caller, context, version, clock.GetUtcNow(), ct))
            .WithName("ReadContent")
            .WithSummary("Télécharger une version, telle que reçue")
            .Produces<Stream>(StatusCodes.Status200OK, AnyType)
            .Produces<Stream>(StatusCodes.Status206PartialContent, AnyType);
    }

    /// <param name="Id">The version.</param>
    /// <param name="Number">Its number, from 1.</param>
    /// <param name="FileName">Name as given.</param>
    /// <param name="MediaType">Media type found in the bytes.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Sha256">Digest of the bytes.</param>
    /// <param name="CreatedAt">When it came.</param>
    /// <param name="CreatedBy">Who brought it, as the journal writes it.</param>
    internal sealed record Version(VersionId Id, int Number, string FileName, string MediaType, long Size, string Sha256, DateTimeOffset CreatedAt, string CreatedBy);

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context, TimeProvider clock, ItemId item, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, clock.GetUtcNow(), ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, item, Rights.Read, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return Problems.Of(context, taken.Failures);
        }

        return await caller.Administration.Store.Consultations.RecordAsync(caller.Actor, "item.read", item, ct).ConfigureAwait(false) is { } refusal
            ? Problems.Of(context, [refusal])
            : Results.Ok(await db.Versions.Where(v => v.ItemId == item).OrderByDescending(v => v.Number)
                .Join(db.Blobs, v => v.Blob, b => b.Address, (v, b) => new Version(v.Id, v.Number, v.FileName, v.MediaType, b.Size, v.Blob, v.CreatedAt, v.CreatedBy))
                .ToListAsync(ct).ConfigureAwait(false));
    }

    private static async Task<IResult> AddDocumentAsync(
        Caller caller, HttpContext context, CartulaireOptions options, TimeProvider clock, ItemId item, string? name, string? type, CancellationToken ct)
    {
        if (await RefusalAsync(caller, item, Rights.AddDocument, clock.GetUtcNow(), ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        var piece = await Received.StoreAsync(caller, context, options, Received.Described(context, name), ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return Problems.Of(context, piece.Failures);
        }

        var command = new AddDocument.Command(item, name ?? string.Empty, type);
        var written = await caller.WriteAsync(
            context, new { name, type, piece.Value.Blob.Address.Hex },
            (act, token) => AddDocument.RunAsync(act, caller.Administration, caller.Id, command, piece.Value, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, a => $"/{caller.Administration.Name}/api/v1/items/{a.Id}");
    }

    private static async Task<IResult> AddVersionAsync(
        Caller caller, HttpContext context, CartulaireOptions options, TimeProvider clock, ItemId item, string? name, CancellationToken ct)
    {
        var stamp = Stamps.Read(context);
        if (!stamp.IsSuccess)
        {
            return Problems.Of(context, stamp.Failures);
        }

        if (await RefusalAsync(caller, item, Rights.Edit, clock.GetUtcNow(), ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        var piece = await Received.StoreAsync(caller, context, options, Received.Described(context, name), ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return Problems.Of(context, piece.Failures);
        }

        var command = new AddVersion.Command(item, stamp.Value, name ?? string.Empty);
        var written = await caller.WriteAsync(
            context, new { name, piece.Value.Blob.Address.Hex },
            (act, token) => AddVersion.RunAsync(act, caller.Administration, caller.Id, command, piece.Value, token), ct).ConfigureAwait(false);
        return written.ToHttp(context, a => $"/{caller.Administration.Name}/api/v1/versions/{a.Version}/content", a => a.Stamp);
    }

    // Asked again in the act; here so that nobody fills the disk of those who would refuse him.
    private static async Task<Failure?> RefusalAsync(Caller caller, ItemId item, Rights needed, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = caller.Administration.Store.Read();
        var scope = await ItemScope.OfAsync(caller.Administration, caller.Id, db, now, ct).ConfigureAwait(false);
        var taken = await scope.TakeAsync(db, item, needed, ct).ConfigureAwait(false);
        return taken.IsSuccess ? null : taken.Failure;
    }
}
