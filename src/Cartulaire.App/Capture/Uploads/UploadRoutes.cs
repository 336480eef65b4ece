using System.Globalization;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>Uploads in pieces over REST, after tus 1.0: begin, ask where it stands, add at that offset, give up.</summary>
internal static class UploadRoutes
{
    private const string Offset = "Upload-Offset";
    private const string Length = "Upload-Length";
    private const string Expires = "Upload-Expires";
    private const string Checksum = "Upload-Checksum";
    private const string Piece = Describing.Piece;

    /// <summary>Maps the routes under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/uploads", BeginAsync)
            .WithName("BeginUpload")
            .WithSummary("Commencer un dépôt par morceaux")
            .AddEndpointFilter(Members.OnlyAsync)
            .Produces<ReadUpload.Answer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);
        api.MapMethods("/uploads/{upload}", ["HEAD"], AskAsync)
            .WithName("AskUpload")
            .WithSummary("Demander où en est un dépôt (en-tête Upload-Offset)")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/uploads/{upload}", ReadAsync)
            .WithName("ReadUpload")
            .WithSummary("Lire où en est un dépôt et ce qu'il est devenu")
            .Produces<ReadUpload.Answer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPatch("/uploads/{upload}", AppendAsync)
            .WithName("AppendUpload")
            .WithSummary("Ajouter un morceau à un dépôt ; le dernier fait la réception")
            .TakesPiece()
            .Produces<ReadUpload.Answer>()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(460)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);
        api.MapDelete("/uploads/{upload}", GiveUpAsync)
            .WithName("GiveUpUpload")
            .WithSummary("Abandonner un dépôt inachevé")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> BeginAsync(Caller caller, HttpContext context, CartulaireOptions options, TimeProvider clock, BeginUpload.Command command, CancellationToken ct)
    {
        var begun = await BeginUpload.HandleAsync(caller.Administration, caller.Actor, caller.Id, command, options.MaxReceptionBytes, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!begun.IsSuccess)
        {
            return Problems.Of(context, begun.Failures);
        }

        Show(context, begun.Value);
        return Results.Created($"/{caller.Administration.Name}/api/v1/uploads/{begun.Value.Id}", begun.Value);
    }

    private static async Task<IResult> AskAsync(Caller caller, HttpContext context, TimeProvider clock, UploadId upload, CancellationToken ct)
    {
        var found = await ReadUpload.HandleAsync(caller.Administration, caller.Id, upload, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!found.IsSuccess)
        {
            return Problems.Of(context, found.Failures);
        }

        Show(context, found.Value);
        return Results.NoContent();
    }

    private static async Task<IResult> ReadAsync(Caller caller, HttpContext context, TimeProvider clock, UploadId upload, CancellationToken ct)
        => (await ReadUpload.HandleAsync(caller.Administration, caller.Id, upload, clock.GetUtcNow(), ct).ConfigureAwait(false)).ToHttp(context);

    private static async Task<IResult> AppendAsync(Caller caller, HttpContext context, CartulaireOptions options, TimeProvider clock, UploadId upload, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxReceptionBytes;
        }

        var command = Read(context.Request, upload);
        if (!command.IsSuccess)
        {
            return Problems.Of(context, command.Failures);
        }

        var written = await AppendUpload.HandleAsync(
            caller.Administration, caller.Actor, caller.Id, command.Value, context.Request.Body, options.MaxReceptionBytes, clock, ct).ConfigureAwait(false);
        if (!written.Outcome.IsSuccess)
        {
            if (written.Outcome.Failure is { Code: "upload.offset", Args: [long stands] })
            {
                context.Response.Headers[Offset] = Text(stands);
            }

            return Problems.Of(context, written.Outcome.Failures);
        }

        Show(context, written.Outcome.Value);
        return written.Outcome.Value.Reception is null ? Results.NoContent() : written.ToHttp(context);
    }

    private static async Task<IResult> GiveUpAsync(Caller caller, HttpContext context, TimeProvider clock, UploadId upload, CancellationToken ct)
    {
        var given = await GiveUpUpload.HandleAsync(caller.Administration, caller.Actor, caller.Id, upload, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return given.IsSuccess ? Results.NoContent() : Problems.Of(context, given.Failures);
    }

    private static Outcome<AppendUpload.Command> Read(HttpRequest request, UploadId upload)
    {
        if (!string.Equals(request.ContentType, Piece, StringComparison.OrdinalIgnoreCase))
        {
            return new Failure(Refusal.Invalid, "upload.content-type", "Content-Type", Piece);
        }

        if (!long.TryParse(request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return new Failure(Refusal.Invalid, "upload.offset-needed", Offset);
        }

        if (!request.Headers.TryGetValue(Checksum, out var checksum))
        {
            return new AppendUpload.Command(upload, offset);
        }

        var digest = new byte[33];
        return checksum.ToString().Split(' ') is ["sha256", var text] && Convert.TryFromBase64String(text, digest, out var length) && length == 32
            ? new AppendUpload.Command(upload, offset, digest[..32])
            : new Failure(Refusal.Invalid, "upload.checksum", Checksum);
    }

    private static void Show(HttpContext context, ReadUpload.Answer upload)
    {
        var headers = context.Response.Headers;
        headers[Offset] = Text(upload.Offset);
        headers[Length] = Text(upload.Length);
        headers[Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
