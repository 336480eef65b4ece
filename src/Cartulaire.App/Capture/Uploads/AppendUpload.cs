using System.Buffers;
using System.Security.Cryptography;
using Cartulaire.App.Administration;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Uploads;

/// <summary>Adds a piece to an upload; the piece that makes it whole makes the reception, as if the file had come in one.</summary>
/// <remarks>
/// Bytes, then their flush, then the offset in the record, then the answer: the offset never promises what is not on stable storage (promise 1).
/// Its last byte is promised with its reception only: whoever is told that all is there need not come again.
/// A piece that is cut counts as far as it came. Sent again after the answer was lost, the last piece is answered with what became of it, and nothing is made twice.
/// </remarks>
public static class AppendUpload
{
    /// <summary>A long piece is made safe from time to time, so that a killed server goes on from there.</summary>
    private const long Checkpoint = 16L << 20;

    private const int BufferBytes = 256 * 1024;

    /// <param name="Upload">The upload.</param>
    /// <param name="Offset">Where the piece begins.</param>
    /// <param name="Digest">SHA-256 of the piece, when the sender wants it checked: then it counts whole or not at all.</param>
    public sealed record Command(UploadId Upload, long Offset, byte[]? Digest = null);

    /// <summary>Adds the piece.</summary>
    /// <returns>
    /// Where the upload stands; <c>upload.offset</c> (409) when the piece begins elsewhere, <c>upload.busy</c> (409) when another piece is arriving,
    /// <c>upload.too-long</c> when more came than was announced, <c>upload.damaged</c> (460) when the digest differs.
    /// </returns>
    public static async Task<Written<ReadUpload.Answer>> HandleAsync(
        OpenAdministration administration, Actor actor, PersonId person, Command command, Stream content, long maxBytes, TimeProvider clock, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(clock);
        var store = administration.Store;
        var known = await ReadUpload.HandleAsync(administration, person, command.Upload, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!known.IsSuccess || known.Value.Reception is not null)
        {
            return Plain(known.IsSuccess && command.Offset != known.Value.Offset ? Elsewhere(known.Value.Offset) : known);
        }

        var taken = store.Uploads.Take(command.Upload);
        if (!taken.IsSuccess)
        {
            return Plain(taken.Failure);
        }

        await using var part = taken.Value;

        // Read again: another piece may have ended between the first look and the lock.
        UploadRow row;
        await using (var db = store.Read())
        {
            row = await db.Uploads.SingleAsync(u => u.Id == command.Upload, ct).ConfigureAwait(false);
        }

        if (row.Offset != command.Offset)
        {
            return Plain(Elsewhere(row.Offset));
        }

        if (store.Reserve.Refusal(row.Length - row.Offset) is { } full)
        {
            return Plain(full);
        }

        try
        {
            var failure = row.ReceptionId is null ? await new Arrival(administration, actor, row, part).TakeAsync(content, command.Digest, ct).ConfigureAwait(false) : null;
            return failure is not null ? Plain(failure) : await FinishAsync(administration, actor, row, part, maxBytes, clock, ct).ConfigureAwait(false);
        }
        catch (IOException fault) when (Receive.IsDiskFull(fault))
        {
            return Plain(new Failure(Refusal.StorageFull, "storage.full", null, 0L, 0L));
        }

        Written<ReadUpload.Answer> Plain(Outcome<ReadUpload.Answer> outcome) => new(outcome, store.Writer.CommittedNumber);
    }

    private static Failure Elsewhere(long offset) => new(Refusal.Conflict, "upload.offset", null, offset);

    private static async Task<Written<ReadUpload.Answer>> FinishAsync(
        OpenAdministration administration, Actor actor, UploadRow row, IUploadPart part, long maxBytes, TimeProvider clock, CancellationToken ct)
    {
        var journal = administration.Store.Writer.CommittedNumber;
        if (row.Offset == row.Length && row.ReceptionId is null)
        {
            var command = new Receive.Command(row.BatchId, row.Sort, row.FileName, row.MediaType, "browser", row.WantedType, row.Separate, row.Length);
            await using var whole = part.Read(row.Length);
            var piece = await Receive.StoreAsync(administration, whole, command, maxBytes, ct).ConfigureAwait(false);
            if (!piece.IsSuccess)
            {
                return new(piece.Failure, journal);
            }

            var written = await administration.Store.Writer.RunAsync(actor, (act, token) => ReceiveAsync(act, administration, row, command, piece.Value, token), ct).ConfigureAwait(false);
            if (!written.Outcome.IsSuccess)
            {
                return new(Outcome<ReadUpload.Answer>.Refused(written.Outcome.Failures), written.Journal);
            }

            journal = written.Journal;
            administration.Store.Uploads.Remove(row.Id);
        }

        return new(await ReadUpload.HandleAsync(administration, row.PersonId, row.Id, clock.GetUtcNow(), ct).ConfigureAwait(false), journal);
    }

    private static async Task<Outcome<Done>> ReceiveAsync(
        Act act, OpenAdministration administration, UploadRow upload, Receive.Command command, Receive.Piece piece, CancellationToken ct)
    {
        var received = await TakeIn.RunAsync(act, administration, upload.PersonId, command, piece, ct).ConfigureAwait(false);
        if (!received.IsSuccess)
        {
            return Outcome<Done>.Refused(received.Failures);
        }

        var row = await act.Db.Uploads.SingleAsync(u => u.Id == upload.Id, ct).ConfigureAwait(false);
        row.ReceptionId = received.Value;
        row.Offset = row.Length;
        return default(Done);
    }

    /// <summary>One piece that arrives.</summary>
    private sealed class Arrival(OpenAdministration administration, Actor actor, UploadRow row, IUploadPart part)
    {
        private long at = row.Offset;

        /// <summary>Takes what comes until it ends, is cut, or is too much.</summary>
        public async Task<Failure?> TakeAsync(Stream content, byte[]? digest, CancellationToken ct)
        {
            using var sum = digest is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                int read;
                while ((read = await ReadAsync(content, buffer.AsMemory(0, BufferBytes), ct).ConfigureAwait(false)) > 0)
                {
                    if (at + read > row.Length)
                    {
                        return new Failure(Refusal.Invalid, "upload.too-long", null, row.Length);
                    }

                    sum?.AppendData(buffer, 0, read);
                    await part.WriteAsync(at, buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
                    at += read;

                    // The end is kept when it is known that nothing follows it.
                    if (sum is null && at - row.Offset >= Checkpoint && at < row.Length && await KeepAsync().ConfigureAwait(false) is { } refused)
                    {
                        return refused;
                    }
                }

                var cut = read < 0;
                if (sum is not null && (cut || !sum.GetHashAndReset().AsSpan().SequenceEqual(digest)))
                {
                    return new Failure(Refusal.Damaged, "upload.damaged");
                }

                return await KeepAsync().ConfigureAwait(false) ?? (cut ? new Failure(Refusal.Invalid, "upload.cut") : null);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        /// <summary>Flushes, then writes the offset down, whatever has become of the sender.</summary>
        private async Task<Failure?> KeepAsync()
        {
            if (at == row.Offset)
            {
                return null;
            }

            await part.FlushAsync().ConfigureAwait(false);
            var promised = Math.Min(at, row.Length - 1);
            var written = await administration.Store.Writer.RunAsync<Done>(
                actor,
                async (act, ct) => await act.Db.Uploads.Where(u => u.Id == row.Id && u.Offset == row.Offset)
                    .ExecuteUpdateAsync(set => set.SetProperty(u => u.Offset, promised).SetProperty(u => u.ExpiresAt, act.Now + IUploadParts.Kept), ct).ConfigureAwait(false) == 1
                    ? default(Done)
                    : new Failure(Refusal.NotFound, "upload.unknown", null, row.Id),
                CancellationToken.None).ConfigureAwait(false);
            if (written.Outcome.IsSuccess)
            {
                row.Offset = at;
            }

            return written.Outcome.IsSuccess ? null : written.Outcome.Failure;
        }

        /// <summary>What comes next; -1 when the sender is gone.</summary>
        private static async Task<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken ct)
        {
            try
            {
                return await content.ReadAsync(buffer, ct).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                return -1;
            }
        }
    }
}
