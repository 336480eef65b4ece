using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Separation;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>Begins an upload in pieces. What can be refused is refused now, before gigabytes are sent.</summary>
public static class BeginUpload
{
    /// <summary>Unfinished uploads of one person.</summary>
    public const int MostOpen = 200;

    /// <summary>Unfinished uploads of one person announce this many times the largest file at most.</summary>
    private const int MostFiles = 4;

    /// <param name="Name">Name of the file, kept as metadata only.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="MediaType">Its media type, as the sender declares it.</param>
    /// <param name="Type">Type of record to make of it at once.</param>
    /// <param name="Separate">Whether it is a pile to be cut at separator pages.</param>
    /// <param name="Batch">Pile of files that it belongs to.</param>
    /// <param name="Sort">Place in the pile, from 0.</param>
    public sealed record Command(string? Name, long Length, string? MediaType = null, string? Type = null, bool Separate = false, BatchId? Batch = null, int Sort = 0);

    /// <summary>Begins it.</summary>
    public static async Task<Outcome<ReadUpload.Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId person, Command command, long maxBytes, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        if (Refusal(administration, command, maxBytes) is { } refused)
        {
            return refused;
        }

        administration.Store.Uploads.Sweep(now);
        var id = UploadId.New();
        try
        {
            administration.Store.Uploads.Begin(id);
        }
        catch (IOException fault) when (Receive.IsDiskFull(fault))
        {
            return new Failure(Kernel.Refusal.StorageFull, "storage.full", null, 0L, 0L);
        }

        var written = await administration.Store.Writer.RunAsync(actor, (act, token) => RunAsync(act, administration, person, id, command, maxBytes, token), ct).ConfigureAwait(false);
        if (!written.Outcome.IsSuccess)
        {
            administration.Store.Uploads.Remove(id);
            return written.Outcome.Failure;
        }

        return await ReadUpload.HandleAsync(administration, person, id, now, ct).ConfigureAwait(false);
    }

    private static Failure? Refusal(OpenAdministration administration, Command command, long maxBytes)
        => command switch
        {
            { Name: null or { Length: 0 or > 500 } } => new Failure(Kernel.Refusal.Invalid, "field.length", "name", 1, 500),
            { MediaType.Length: > 200 } => new Failure(Kernel.Refusal.Invalid, "field.length", "mediaType", 0, 200),
            { Length: < 0 } => new Failure(Kernel.Refusal.Invalid, "upload.length", "length"),
            { Length: 0 } => new Failure(Kernel.Refusal.Invalid, "upload.empty", "length"),
            { Sort: < 0 } => new Failure(Kernel.Refusal.Invalid, "upload.sort", "sort"),
            _ when command.Length > maxBytes => new Failure(Kernel.Refusal.TooLarge, "reception.too-large", "length", maxBytes >> 20),

            // The part, and the blob that is made of it.
            _ => administration.Store.Reserve.Refusal(2 * command.Length),
        };

    private static async Task<Outcome<Done>> RunAsync(
        Act act, OpenAdministration administration, PersonId person, UploadId id, Command command, long maxBytes, CancellationToken ct)
    {
        var type = command.Type;
        if (command.Separate || type is not null)
        {
            var allowed = await CaptureTypes.AllowedAsync(act.Db, administration, person, type, act.Now, ct).ConfigureAwait(false);
            if (!allowed.IsSuccess)
            {
                return allowed.Failure;
            }

            type = allowed.Value.Id;
        }

        var now = act.Now;
        await act.Db.Uploads.Where(u => u.ExpiresAt <= now).ExecuteDeleteAsync(ct).ConfigureAwait(false);
        var open = await act.Db.Uploads.Where(u => u.PersonId == person && u.ReceptionId == null).Select(u => u.Length).ToListAsync(ct).ConfigureAwait(false);
        if (open.Count >= MostOpen || open.Sum() + command.Length > MostFiles * maxBytes)
        {
            return new Failure(Kernel.Refusal.TooMany, "upload.too-many", null, open.Count);
        }

        act.Db.Uploads.Add(new UploadRow
        {
            Id = id,
            PersonId = person,
            FileName = command.Name!,
            MediaType = command.MediaType,
            Length = command.Length,
            WantedType = type,
            Separate = command.Separate,
            BatchId = command.Batch ?? BatchId.New(),
            Sort = command.Sort,
            CreatedAt = now,
            ExpiresAt = now + IUploadParts.Kept,
        });
        return default(Done);
    }
}
