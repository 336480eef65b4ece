using System.Text.Json;
using Cartulaire.App.Http;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Organisation;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Capture;

/// <summary>One file in, one numbered record out: what other programs use most.</summary>
internal static class CaptureRoutes
{
    private const int LongestType = 200;
    private const int LongestProperties = 256 << 10;

    /// <summary>Maps the route under the administration's API.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapPost("/captures", CaptureAsync)
            .WithName("Capture")
            .OncePerKey()
            .WithSummary("Déposer un fichier et l'enregistrer aussitôt : 201 veut dire octets, fiche, numéro et journal en lieu sûr")
            .TakesForm<Form>()
            .Produces<Answer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    /// <summary>The parts of the form, in any order.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Type">Id of the type of record.</param>
    /// <param name="Properties">Values by field id, as JSON.</param>
    internal sealed record Form(IFormFile File, string Type, JsonElement? Properties = null);

    /// <param name="Item">The record.</param>
    /// <param name="Document">Its main document.</param>
    /// <param name="Content">The bytes of that document.</param>
    /// <param name="Reception">What came in.</param>
    internal sealed record Links(string Item, string Document, string Content, string Reception);

    /// <param name="Id">The record.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Stamp">Its stamp, as in the ETag.</param>
    /// <param name="Links">Addresses.</param>
    /// <param name="Duplicates">Records with the very same bytes, as far as the caller may read them.</param>
    internal sealed record Answer(ItemId Id, string? Number, long Stamp, Links Links, IReadOnlyList<ItemId> Duplicates);

    private static async Task<IResult> CaptureAsync(Caller caller, HttpContext context, CartulaireOptions options, CancellationToken ct)
    {
        if (await Members.RefusalAsync(caller, ct).ConfigureAwait(false) is { } refusal)
        {
            return Problems.Of(context, [refusal]);
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media) || !media.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(media.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            return Problems.Of(context, [new Failure(Refusal.UnsupportedMedia, "capture.multipart-expected")]);
        }

        Received.AllowLarge(context, options);
        var parts = await Parts.ReadAsync(caller, options, new MultipartReader(boundary.ToString(), context.Request.Body), ct).ConfigureAwait(false);
        if (!parts.IsSuccess)
        {
            return Problems.Of(context, parts.Failures);
        }

        var (file, type, properties) = parts.Value;
        var command = new Receive.Command(BatchId.New(), 0, file.Name, file.Piece.DeclaredMediaType, "api", type, false);
        var written = await caller.WriteAsync(
            context,
            new { file.Name, file.Piece.Blob.Address.Hex, type, properties = properties.ToJson() },
            async (act, token) => (await ReceiveAndRegister.RunAsync(act, caller.Administration, caller.Id, command, properties, file.Piece, token).ConfigureAwait(false))
                .Map(made => Told($"/{caller.Administration.Name}/api/v1", made)),
            ct).ConfigureAwait(false);
        return written.ToHttp(context, a => a.Links.Item, a => a.Stamp);
    }

    private static Answer Told(string api, ReceiveAndRegister.Answer made) => new(
        made.Item, made.Number, made.Stamp,
        new Links($"{api}/items/{made.Item}", $"{api}/items/{made.Document}", $"{api}/items/{made.Document}/content", $"{api}/receptions/{made.Reception}"),
        made.Duplicates);

    private sealed record Stored(string Name, Receive.Piece Piece);

    /// <summary>What the form held.</summary>
    private sealed record Parts(Stored File, string Type, Properties Properties)
    {
        /// <summary>Reads part after part; the file goes to stable storage as it comes, whatever is said before or after it.</summary>
        public static async Task<Outcome<Parts>> ReadAsync(Caller caller, CartulaireOptions options, MultipartReader reader, CancellationToken ct)
        {
            Stored? file = null;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            try
            {
                while (await reader.ReadNextSectionAsync(ct).ConfigureAwait(false) is { } section)
                {
                    var header = section.GetContentDispositionHeader();
                    var name = HeaderUtilities.RemoveQuotes(header?.Name ?? default).ToString();
                    if (name == "file" && file is null)
                    {
                        var stored = await StoreAsync(caller, options, header!, section, ct).ConfigureAwait(false);
                        if (!stored.IsSuccess)
                        {
                            return Outcome<Parts>.Refused(stored.Failures);
                        }

                        file = stored.Value;
                    }
                    else if (name is not ("type" or "properties") || texts.ContainsKey(name))
                    {
                        return new Failure(Refusal.Invalid, "capture.part-unknown", name, name);
                    }
                    else if (await TextAsync(section, name == "type" ? LongestType : LongestProperties, ct).ConfigureAwait(false) is { } text)
                    {
                        texts.Add(name, text);
                    }
                    else
                    {
                        return new Failure(Refusal.TooLarge, "capture.part-too-long", name, name, LongestProperties >> 10);
                    }
                }
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException && !ct.IsCancellationRequested)
            {
                return new Failure(Refusal.Invalid, "capture.cut");
            }

            return file is null ? Missing("file")
                : texts.GetValueOrDefault("type")?.Trim() is not { Length: > 0 } type ? Missing("type")
                : Read(texts.GetValueOrDefault("properties")).Map(properties => new Parts(file, type, properties));
        }

        private static Outcome<Parts> Missing(string part) => new Failure(Refusal.Invalid, "capture.part-missing", part, part);

        private static async Task<Outcome<Stored>> StoreAsync(
            Caller caller, CartulaireOptions options, ContentDispositionHeaderValue header, MultipartSection section, CancellationToken ct)
        {
            // The name only, never a path.
            var given = header.FileNameStar.HasValue ? header.FileNameStar : HeaderUtilities.RemoveQuotes(header.FileName);
            var name = Path.GetFileName(given.ToString().Replace('\\', '/'));
            var piece = await Receive.StoreAsync(
                caller.Administration, section.Body, new Receive.Command(BatchId.New(), 0, name, section.ContentType, "api", null, false), options.MaxReceptionBytes, ct).ConfigureAwait(false);
            return piece.Map(p => new Stored(name, p));
        }

        private static async Task<string?> TextAsync(MultipartSection section, int longest, CancellationToken ct)
        {
            var buffer = new byte[longest + 1];
            var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            return read > longest ? null : System.Text.Encoding.UTF8.GetString(buffer, 0, read);
        }

        private static Outcome<Properties> Read(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return Properties.Empty;
            }

            try
            {
                var json = JsonSerializer.Deserialize<JsonElement>(text);
                return json.ValueKind == JsonValueKind.Object ? Properties.From(json) : new Failure(Refusal.Invalid, "capture.properties", "properties");
            }
            catch (JsonException)
            {
                return new Failure(Refusal.Invalid, "capture.properties", "properties");
            }
        }
    }
}
