using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>Gives an upload up. What became a reception stays one.</summary>
public static class GiveUpUpload
{
    /// <summary>Gives it up.</summary>
    /// <returns><c>upload.unknown</c> when there is none, or it is somebody else's; <c>upload.busy</c> while a piece is arriving.</returns>
    public static async Task<Outcome<Done>> HandleAsync(OpenAdministration administration, Actor actor, PersonId person, UploadId upload, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        var known = await ReadUpload.HandleAsync(administration, person, upload, now, ct).ConfigureAwait(false);
        if (!known.IsSuccess)
        {
            return known.Failure;
        }

        var taken = administration.Store.Uploads.Take(upload);
        if (!taken.IsSuccess && taken.Failure.Kind == Refusal.Conflict)
        {
            return taken.Failure;
        }

        await using var part = taken.IsSuccess ? taken.Value : null;
        var written = await administration.Store.Writer.RunAsync<Done>(
            actor,
            async (act, token) =>
            {
                await act.Db.Uploads.Where(u => u.Id == upload).ExecuteDeleteAsync(token).ConfigureAwait(false);
                return default(Done);
            },
            ct).ConfigureAwait(false);
        administration.Store.Uploads.Remove(upload);
        return written.Outcome;
    }
}
