using Cartulaire.App.Capture;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Desk;

/// <summary>Takes files from a plain form, streamed piece by piece to stable storage; the token comes first in the form.</summary>
internal static class Uploading
{
    private const int LongestField = 1024;

    /// <summary>Adds every file of the form to a record.</summary>
    public static Task<IResult> AddAsync(HttpContext context, Caller caller, CartulaireOptions options, string item, CancellationToken ct)
        => RecordScreens.WithAsync(context, item, id => RunAsync(context, caller, options, id, ct));

    private static async Task<IResult> RunAsync(HttpContext context, Caller caller, CartulaireOptions options, ItemId item, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxReceptionBytes;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            return await RecordReading.RefuseAsync(context, new Failure(Refusal.Invalid, "form.expired")).ConfigureAwait(false);
        }

        var reader = new MultipartReader(boundary.ToString(), context.Request.Body);
        var trusted = false;
        var added = 0;
        while (await reader.ReadNextSectionAsync(ct).ConfigureAwait(false) is { } section)
        {
            var name = section.GetContentDispositionHeader();
            if (!trusted)
            {
                trusted = name?.Name == FormTokens.Field && context.Features.Get<Session>() is { } session && FormTokens.Holds(session.FormKey, await TextAsync(section, ct).ConfigureAwait(false));
                if (!trusted)
                {
                    return await RecordReading.RefuseAsync(context, new Failure(Refusal.Invalid, "form.expired")).ConfigureAwait(false);
                }
            }
            else if (name?.IsFileDisposition() == true && FileName(name) is { Length: > 0 } file)
            {
                if (await AddOneAsync(caller, options, item, section, file, ct).ConfigureAwait(false) is { } refused)
                {
                    return await RecordReading.ShowAsync(context, caller, item, new Again(refused)).ConfigureAwait(false);
                }

                added++;
            }
        }

        return added > 0
            ? Pages.GoTo($"/{caller.Administration.Name}/items/{item}", "document.added")
            : await RecordReading.ShowAsync(context, caller, item, new Again([new Failure(Refusal.Invalid, "field.required", "file")])).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Failure>?> AddOneAsync(Caller caller, CartulaireOptions options, ItemId item, MultipartSection section, string name, CancellationToken ct)
    {
        var piece = await Receive.StoreAsync(
            caller.Administration, section.Body, new Receive.Command(BatchId.New(), 0, name, section.ContentType, "browser", null, false), options.MaxReceptionBytes, ct).ConfigureAwait(false);
        if (!piece.IsSuccess)
        {
            return piece.Failures;
        }

        var written = await AddDocument.HandleAsync(caller.Administration, caller.Actor, caller.Id, new AddDocument.Command(item, name), piece.Value, ct).ConfigureAwait(false);
        return written.Outcome.IsSuccess ? null : written.Outcome.Failures;
    }

    // The name only, never a path; browsers of old sent one.
    private static string FileName(ContentDispositionHeaderValue header)
        => Path.GetFileName((header.FileNameStar.HasValue ? header.FileNameStar : HeaderUtilities.RemoveQuotes(header.FileName)).ToString().Replace('\\', '/'));

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken ct)
    {
        var buffer = new byte[LongestField];
        var read = await section.Body.ReadAtLeastAsync(buffer, LongestField, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }
}
