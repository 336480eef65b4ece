using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Capture;
using Cartulaire.App.Items;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Conversion.Worker;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>Makes the parts of a message or archive documents of the same record; the original stays as it came.</summary>
internal sealed class OpenParts(ReadingState reading, CartulaireOptions options) : IJob
{
    /// <summary>Kind of the job.</summary>
    public const string JobKind = "open-parts";

    /// <summary>Kind of the rendition, and register of the keys <c>{document}/{index}</c> of its parts.</summary>
    public const string Parts = "parts";

    /// <summary>An archive in an archive in a message is opened; what lies deeper is kept closed.</summary>
    public const int Deepest = 3;

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var demand = context.Args<Demand>();
        var pool = await reading.ForJobsAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return JobResult.Resting(ReadingState.Again, pool.Failure);
        }

        if (await DepthAsync(context.Administration, demand.Document, ct).ConfigureAwait(false) >= Deepest)
        {
            return JobResult.Done;
        }

        await using var reader = new BlobReader(pool.Value, context.Administration, demand.Blob, null);
        var found = await StoreAsync(context.Administration, reader, ct).ConfigureAwait(false);
        if (!found.IsSuccess && (BlobReader.IsMachine(found.Failure) || found.Failure.Kind == Refusal.StorageFull))
        {
            return JobResult.Later(ReadingState.Again, found.Failure);
        }

        var written = await context.CompleteAsync((act, token) => WriteAsync(act, context.Administration, demand, found, token), ct).ConfigureAwait(false);
        return written.IsSuccess ? JobResult.Done : JobResult.Failed(written.Failure);
    }

    /// <param name="Document">The document that was received.</param>
    /// <param name="Blob">SHA-256 of its bytes.</param>
    internal sealed record Demand(ItemId Document, string Blob);

    /// <summary>A part, safe but not yet in the record.</summary>
    private sealed record Part(string Name, Receive.Piece Piece);

    /// <summary>What was found inside, and the code of what had to be left there.</summary>
    private sealed record Inside(IReadOnlyList<Part> Parts, string? Note);

    // Parts of an archive that lies are blobs without a row: harmless, swept later.
    private async Task<Outcome<Inside>> StoreAsync(OpenAdministration administration, BlobReader reader, CancellationToken ct)
    {
        var parts = new List<Part>();
        if (administration.Store.Reserve.Refusal(0) is { } full)
        {
            return full;
        }

        var listed = await reader.AskAsync(
            session =>
            {
                parts.Clear();
                return session.PartsAsync(
                    async (header, stream, token) =>
                    {
                        var blob = await administration.Store.Blobs.PutAsync(stream, options.MaxReceptionBytes, token).ConfigureAwait(false);
                        var name = NameOf(header, parts.Count);
                        parts.Add(new Part(name, new Receive.Piece(blob, ContentSniffer.Sniff(blob.Head.Span, name, header.MediaType), header.MediaType)));
                    },
                    ct);
            },
            ct).ConfigureAwait(false);
        return listed.IsSuccess ? new Inside(parts, listed.Value.Note.Length > 0 ? listed.Value.Note : null) : Outcome<Inside>.Refused(listed.Failures);
    }

    private static string NameOf(PartHeader header, int index)
    {
        var name = header.Name.Replace('\\', '/').Split('/')[^1].Trim();
        if (name.Length == 0)
        {
            name = header.Role == "body" ? "message" : string.Create(CultureInfo.InvariantCulture, $"{header.Role}-{index + 1}");
            name += header.MediaType switch { "text/html" => ".html", "text/plain" => ".txt", "message/rfc822" => ".eml", _ => string.Empty };
        }

        return name.Length <= 200 ? name : name[^200..];
    }

    private static async Task<Outcome<Done>> WriteAsync(Act act, OpenAdministration administration, Demand demand, Outcome<Inside> found, CancellationToken ct)
    {
        var document = await act.Db.Items.FindAsync([demand.Document], ct).ConfigureAwait(false);
        if (document?.ParentId is not { } record)
        {
            return default(Done);
        }

        var parent = await act.Db.Items.FindAsync([record], ct).ConfigureAwait(false);
        var (stamp, changedAt, changedBy) = (parent!.Stamp, parent.ChangedAt, parent.ChangedBy);
        var parts = found.IsSuccess ? found.Value.Parts : [];
        for (var n = 0; n < parts.Count; n++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{demand.Document}/{n}");
            if (await act.Db.ItemKeys.AnyAsync(k => k.Register == Parts && k.Key == key, ct).ConfigureAwait(false))
            {
                continue;
            }

            var added = await AddDocument.RunAsync(act, administration, null, new AddDocument.Command(record, parts[n].Name), parts[n].Piece, ct).ConfigureAwait(false);
            if (!added.IsSuccess)
            {
                return added.Failure;
            }

            act.Db.ItemKeys.Add(new ItemKeyRow { Register = Parts, Key = key, ItemId = added.Value.Id });
        }

        // A job never refuses a clerk's save: parts are derived, the record's stamp stays where people left it.
        (parent.Stamp, parent.ChangedAt, parent.ChangedBy) = (stamp, changedAt, changedBy);
        await NoteAsync(act, demand, found, ct).ConfigureAwait(false);
        return default(Done);
    }

    private static async Task NoteAsync(Act act, Demand demand, Outcome<Inside> found, CancellationToken ct)
    {
        var row = await act.Db.Renditions.FindAsync([demand.Blob, Parts], ct).ConfigureAwait(false);
        if (row is null)
        {
            row = new RenditionRow { Blob = demand.Blob, Kind = Parts, State = string.Empty, Tool = "Cartulaire", ToolVersion = string.Empty };
            act.Db.Renditions.Add(row);
        }

        (row.State, row.Detail, row.CreatedAt) = found.IsSuccess ? (RenditionStates.Done, found.Value.Note, act.Now) : (RenditionStates.Impossible, found.Failure.Code, act.Now);
        var count = found.IsSuccess ? found.Value.Parts.Count : 0;
        act.Journal("rendition.made", demand.Document, new { blob = demand.Blob, kind = Parts, row.State, parts = count, row.Detail });
        await act.TouchAsync(demand.Document, ct).ConfigureAwait(false);
    }

    private static async Task<int> DepthAsync(OpenAdministration administration, ItemId document, CancellationToken ct)
    {
        await using var db = administration.Store.Read();
        var depth = 0;
        var at = document;
        while (depth < Deepest && await db.ItemKeys.Where(k => k.ItemId == at && k.Register == Parts).Select(k => k.Key).FirstOrDefaultAsync(ct).ConfigureAwait(false) is { } key)
        {
            depth++;
            at = Identifier.Read<ItemId>(key.Split('/')[0]);
        }

        return depth;
    }
}
