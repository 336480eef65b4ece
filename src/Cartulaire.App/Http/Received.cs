using Cartulaire.App.Capture;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cartulaire.App.Http;

/// <summary>Bodies that are files: streamed to stable storage, never held in memory.</summary>
internal static class Received
{
    /// <summary>Lets the body be as large as a file may be.</summary>
    public static void AllowLarge(HttpContext context, CartulaireOptions options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxReceptionBytes;
        }
    }

    /// <summary>Makes the whole body safe.</summary>
    public static Task<Outcome<Receive.Piece>> StoreAsync(Caller caller, HttpContext context, CartulaireOptions options, Receive.Command command, CancellationToken ct)
    {
        AllowLarge(context, options);
        return Receive.StoreAsync(caller.Administration, context.Request.Body, command, options.MaxReceptionBytes, ct);
    }

    /// <summary>What the body is, before anything is known of it.</summary>
    public static Receive.Command Described(HttpContext context, string? name, string? type = null, BatchId? batch = null, int sort = 0)
        => new(batch ?? BatchId.New(), sort, name ?? string.Empty, context.Request.ContentType, "api", type, false, context.Request.ContentLength ?? 0);
}
