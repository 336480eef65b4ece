using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http.Description;

/// <summary>A header that a route reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Whether the request is refused without.</param>
/// <param name="Says">What it means, in a sentence.</param>
internal sealed record HeaderRead(string Name, bool Required, string Says);

/// <summary>A body that a route reads by itself, whatever its declared type.</summary>
/// <param name="Body">Its shape.</param>
/// <param name="MediaType">The type that it should declare.</param>
internal sealed record BodyRead(Type Body, string MediaType);

/// <summary>What the description of a route cannot see in its signature.</summary>
internal static class Describing
{
    private static readonly HeaderRead Key = new(Idempotency.Header, false, "Un mot choisi par l'appelant : la même demande envoyée deux fois est faite une fois, et reçoit la même réponse.");
    private static readonly HeaderRead Needed = new("If-Match", true, "L'ETag reçu à la lecture.");
    private static readonly HeaderRead Taken = new("If-Match", false, "L'ETag reçu à la lecture ; vérifié quand il est donné.");

    /// <summary>The route does its work once for each <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder OncePerKey(this RouteHandlerBuilder route)
        => route.WithMetadata(Key).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>The route refuses a save without a stamp, or with an old one.</summary>
    public static RouteHandlerBuilder NeedsStamp(this RouteHandlerBuilder route)
        => route.WithMetadata(Needed).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>The body is the file itself.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route) => route.WithMetadata(new BodyRead(typeof(Stream), "application/octet-stream"));

    /// <summary>Media type of a piece of a file (tus 1.0).</summary>
    public const string Piece = "application/offset+octet-stream";

    /// <summary>The body is a piece of a file.</summary>
    public static RouteHandlerBuilder TakesPiece(this RouteHandlerBuilder route) => route.WithMetadata(new BodyRead(typeof(Stream), Piece));

    /// <summary>The body is a form, read part by part.</summary>
    public static RouteHandlerBuilder TakesForm<TForm>(this RouteHandlerBuilder route) => route.WithMetadata(new BodyRead(typeof(TForm), "multipart/form-data"));

    /// <summary>The route checks the stamp that is brought, and needs none.</summary>
    public static RouteHandlerBuilder TakesStamp(this RouteHandlerBuilder route)
        => route.WithMetadata(Taken).ProducesProblem(StatusCodes.Status412PreconditionFailed);
}
