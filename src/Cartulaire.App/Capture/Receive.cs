using Cartulaire.App.Administration;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Filing;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture;

/// <summary>Makes received bytes safe: blob, row and journal entry on stable storage, then the answer (promise 1, security D-1 to D-5).</summary>
public static class Receive
{
    /// <summary>A declared media type that is longer is no media type (RFC 6838 allows 127 on each side of the slash; parameters are seldom longer).</summary>
    private const int LongestMediaType = 400;

    private static readonly Func<RecordDb, string, CancellationToken, Task<bool>> IsKnown = EF.CompileAsyncQuery(
        (RecordDb db, string address, CancellationToken _) => db.Blobs.Any(b => b.Address == address));

    /// <param name="Batch">Pile that the piece belongs to.</param>
    /// <param name="Sort">Place in the pile, from 0.</param>
    /// <param name="FileName">Name as given, kept as metadata only.</param>
    /// <param name="DeclaredMediaType">Media type as given.</param>
    /// <param name="Source">Where it came from: <c>browser</c>, <c>folder</c>, <c>verb</c>, <c>api</c>.</param>
    /// <param name="WantedType">Type of record stated by the sender, if any.</param>
    /// <param name="Separate">Whether separator pages are to be looked for before registration.</param>
    /// <param name="Length">Declared length, or 0.</param>
    public sealed record Command(BatchId Batch, int Sort, string FileName, string? DeclaredMediaType, string Source, string? WantedType, bool Separate, long Length = 0);

    /// <summary>Bytes that are safe, ready to be named by an act.</summary>
    /// <param name="Blob">What was stored.</param>
    /// <param name="Type">Type found in the bytes, and whether name and declaration agree.</param>
    /// <param name="DeclaredMediaType">Type that the sender declared.</param>
    public sealed record Piece(StoredBlob Blob, SniffedType Type, string? DeclaredMediaType = null);

    /// <param name="Id">The reception.</param>
    /// <param name="Blob">SHA-256 of the bytes.</param>
    /// <param name="Size">Bytes counted.</param>
    public sealed record Answer(ReceptionId Id, string Blob, long Size);

    /// <summary>Streams the bytes to stable storage; refuses when the disk is below its reserve or the piece too large.</summary>
    public static async Task<Outcome<Piece>> StoreAsync(OpenAdministration administration, Stream content, Command command, long maxBytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        if (administration.Store.Reserve.Refusal(command.Length) is { } full)
        {
            return full;
        }

        if (command.Length > maxBytes)
        {
            return new Failure(Refusal.TooLarge, "reception.too-large", null, maxBytes >> 20);
        }

        try
        {
            var blob = await administration.Store.Blobs.PutAsync(content, maxBytes, ct).ConfigureAwait(false);
            var declared = command.DeclaredMediaType is { Length: <= LongestMediaType } said ? said : null;
            return new Piece(blob, ContentSniffer.Sniff(blob.Head.Span, command.FileName, declared), declared);
        }
        catch (BlobTooLargeException)
        {
            return new Failure(Refusal.TooLarge, "reception.too-large", null, maxBytes >> 20);
        }
        catch (IOException fault) when (IsDiskFull(fault))
        {
            return new Failure(Refusal.StorageFull, "storage.full", null, 0L, 0L);
        }
    }

    /// <summary>Takes up bytes that are already safe.</summary>
    public static async Task<Piece> StoredAsync(OpenAdministration administration, BlobAddress address, Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(command);
        await using var content = administration.Store.Blobs.Open(address);
        var head = new byte[Math.Min(content.Length, ContentSniffer.HeadLength)];
        await content.ReadExactlyAsync(head, ct).ConfigureAwait(false);
        return new Piece(new StoredBlob(address, content.Length, head, true), ContentSniffer.Sniff(head, command.FileName, command.DeclaredMediaType), command.DeclaredMediaType);
    }

    /// <summary>Names safe bytes in the record.</summary>
    public static async Task<Outcome<Answer>> RunAsync(Act act, Command command, Piece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(piece);
        if (FileNames.Refusal(command.FileName) is { } refusal)
        {
            return refusal;
        }

        var address = piece.Blob.Address.Hex;
        await EnsureBlobAsync(act, piece, ct).ConfigureAwait(false);
        var row = new ReceptionRow
        {
            Id = ReceptionId.New(),
            BatchId = command.Batch,
            Sort = command.Sort,
            Blob = address,
            FileName = command.FileName,
            MediaType = piece.Type.MediaType,
            Source = command.Source,
            WantedType = command.WantedType,
            Separate = command.Separate,
            State = ReceptionStates.Received,
            ReceivedAt = act.Now,
            ReceivedBy = act.Actor.Name,
        };
        act.Db.Receptions.Add(row);
        Measures.Receptions.Add(1, new KeyValuePair<string, object?>("source", command.Source));
        act.Journal("reception.received", row.Id, new { blob = address, piece.Blob.Size, command.Source, command.FileName });
        return new Answer(row.Id, address, piece.Blob.Size);
    }

    /// <summary>Makes the row of a blob when the record does not know it yet.</summary>
    internal static async Task EnsureBlobAsync(Act act, Piece piece, CancellationToken ct)
    {
        var address = piece.Blob.Address.Hex;
        if (act.Db.Blobs.Local.FindEntry(address) is null && !await IsKnown(act.Db, address, ct).ConfigureAwait(false))
        {
            act.Db.Blobs.Add(new BlobRow { Address = address, Size = piece.Blob.Size, MediaType = piece.Type.MediaType, Encoding = "plain", CreatedAt = act.Now });
        }
    }

    /// <summary>Whether the system said that no room is left.</summary>
    internal static bool IsDiskFull(IOException fault) => (fault.HResult & 0xFFFF) == 28 || fault.Message.Contains("No space left", StringComparison.Ordinal);
}

/// <summary>States of a reception.</summary>
public static class ReceptionStates
{
    /// <summary>Safe, not yet a record.</summary>
    public const string Received = "received";

    /// <summary>Became a record of its own.</summary>
    public const string Registered = "registered";

    /// <summary>Joined a record that existed.</summary>
    public const string Joined = "joined";

    /// <summary>Set aside by a person, with a reason.</summary>
    public const string SetAside = "set-aside";
}
