using Cartulaire.App.Capture;
using Cartulaire.App.Http;
using Cartulaire.App.Items;
using Cartulaire.App.Ui;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cartulaire.App.Desk;

/// <summary>Takes files from a plain form, streamed piece by piece to stable storage.</summary>
internal static class Uploading
{
    /// <summary>Adds every file of the form to a record.</summary>
    public static Task<IResult> AddAsync(HttpContext context, Caller caller, CartulaireOptions options, string item, CancellationToken ct)
        => RecordScreens.WithAsync(context, item, id => RunAsync(context, caller, options, id, ct));

    private static async Task<IResult> RunAsync(HttpContext context, Caller caller, CartulaireOptions options, ItemId item, CancellationToken ct)
    {
        var added = 0;
        var refused = await StreamedForms.ReadAsync(context, options.MaxReceptionBytes, (_, _) => { }, AddOneAsync, ct).ConfigureAwait(false);
        return refused switch
        {
            [{ Code: "form.expired" } expired] => await RecordReading.RefuseAsync(context, expired).ConfigureAwait(false),
            [_, ..] => await RecordReading.ShowAsync(context, caller, item, new Again(refused)).ConfigureAwait(false),
            _ when added > 0 => Pages.GoTo($"/{caller.Administration.Name}/items/{item}", "document.added"),
            _ => await RecordReading.ShowAsync(context, caller, item, new Again([new Failure(Refusal.Invalid, "field.required", "file")])).ConfigureAwait(false),
        };

        async Task<IReadOnlyList<Failure>?> AddOneAsync(string name, MultipartSection section)
        {
            var piece = await Receive.StoreAsync(
                caller.Administration, section.Body, new Receive.Command(BatchId.New(), 0, name, section.ContentType, "browser", null, false), options.MaxReceptionBytes, ct).ConfigureAwait(false);
            if (!piece.IsSuccess)
            {
                return piece.Failures;
            }

            var written = await AddDocument.HandleAsync(caller.Administration, caller.Actor, caller.Id, new AddDocument.Command(item, name), piece.Value, ct).ConfigureAwait(false);
            added += written.Outcome.IsSuccess ? 1 : 0;
            return written.Outcome.IsSuccess ? null : written.Outcome.Failures;
        }
    }
}
