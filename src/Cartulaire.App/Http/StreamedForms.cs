using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cartulaire.App.Http;

/// <summary>Reads a form with files piece by piece, so that no file is ever held whole; the session's token must come first.</summary>
internal static class StreamedForms
{
    private const int LongestField = 1024;

    /// <summary>Reads it to its end, or to the first refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">More than this is refused.</param>
    /// <param name="field">Told name and value of each plain field, in their order.</param>
    /// <param name="file">Given each file's name, without folders, and its bytes; null when it took them.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Nothing when all went well; <c>form.expired</c> when the form is not of this session.</returns>
    public static async Task<IReadOnlyList<Failure>> ReadAsync(
        HttpContext context, long maxBytes, Action<string, string> field, Func<string, MultipartSection, Task<IReadOnlyList<Failure>?>> file, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            return [new Failure(Refusal.Invalid, "form.expired")];
        }

        var reader = new MultipartReader(boundary.ToString(), context.Request.Body);
        var trusted = false;
        while (await reader.ReadNextSectionAsync(ct).ConfigureAwait(false) is { } section)
        {
            var name = section.GetContentDispositionHeader();
            if (!trusted)
            {
                trusted = name?.Name == FormTokens.Field && context.Features.Get<Session>() is { } session && FormTokens.Holds(session.FormKey, await TextAsync(section, ct).ConfigureAwait(false));
                if (!trusted)
                {
                    return [new Failure(Refusal.Invalid, "form.expired")];
                }
            }
            else if (name?.IsFileDisposition() == true)
            {
                if (FileName(name) is { Length: > 0 } given && await file(given, section).ConfigureAwait(false) is { } refused)
                {
                    return refused;
                }
            }
            else if (name is not null)
            {
                field(HeaderUtilities.RemoveQuotes(name.Name).ToString(), await TextAsync(section, ct).ConfigureAwait(false));
            }
        }

        return [];
    }

    // The name only, never a path; browsers of old sent one.
    private static string FileName(ContentDispositionHeaderValue header)
        => Path.GetFileName((header.FileNameStar.HasValue ? header.FileNameStar : HeaderUtilities.RemoveQuotes(header.FileName)).ToString().Replace('\\', '/'));

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken ct)
    {
        var buffer = new byte[LongestField];
        var read = await section.Body.ReadAtLeastAsync(buffer, LongestField, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }
}
