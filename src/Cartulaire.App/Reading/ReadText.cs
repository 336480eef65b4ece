using Cartulaire.App.Items;
using Cartulaire.App.Jobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>Reads the text of a blob: its own text layer, or OCR page by page. A file that cannot be read stays a document and says why.</summary>
internal sealed class ReadText(ReadingState reading) : IJob
{
    /// <summary>Kind of the rendition.</summary>
    public const string Rendition = "text";

    /// <inheritdoc/>
    public string Kind => Versions.ReadJob;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var blob = context.Args<Demand>().Blob;
        var administration = context.Administration;
        var pool = await reading.ForJobsAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return JobResult.Resting(ReadingState.Again, pool.Failure);
        }

        string? name;
        await using (var db = administration.Store.Read())
        {
            name = await db.Versions.Where(v => v.Blob == blob).Select(v => v.FileName).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        }

        var read = await new BlobText(pool.Value, administration, blob, name).ReadAsync(ct).ConfigureAwait(false);
        if (!read.IsSuccess)
        {
            return BlobReader.IsMachine(read.Failure) ? JobResult.Later(ReadingState.Again, read.Failure) : JobResult.Failed(read.Failure);
        }

        var written = await context.CompleteAsync((act, token) => WriteAsync(act, blob, read.Value, token), ct).ConfigureAwait(false);
        return written.IsSuccess ? JobResult.Done : JobResult.Failed(written.Failure);
    }

    /// <param name="Blob">SHA-256 of the bytes.</param>
    internal sealed record Demand(string Blob);

    private static async Task<Outcome<Done>> WriteAsync(Act act, string blob, TextResult result, CancellationToken ct)
    {
        var row = await act.Db.Renditions.FindAsync([blob, Rendition], ct).ConfigureAwait(false);
        if (row is null)
        {
            row = new RenditionRow { Blob = blob, Kind = Rendition, State = string.Empty, Tool = string.Empty, ToolVersion = string.Empty };
            act.Db.Renditions.Add(row);
        }

        (row.State, row.Pages, row.Tool, row.ToolVersion, row.Detail, row.CreatedAt)
            = (result.Done ? RenditionStates.Done : RenditionStates.Impossible, result.Pages, result.Tool, result.Version, result.Detail, act.Now);
        var items = await act.Db.Versions.Where(v => v.Blob == blob).Select(v => v.ItemId).Distinct().ToListAsync(ct).ConfigureAwait(false);
        foreach (var item in items)
        {
            // The index reads the item again; its stamp stays, so that no clerk's save is refused because a page was read.
            await act.TouchAsync(item, ct).ConfigureAwait(false);
            act.Journal("rendition.made", item, new { blob, kind = Rendition, row.State, row.Pages, row.Detail });
            if (result.Kind is FileKind.Eml or FileKind.Msg or FileKind.Zip)
            {
                await act.EnqueueAsync(OpenParts.JobKind, new OpenParts.Demand(item, blob), item, $"{OpenParts.JobKind}:{item}", ct: ct).ConfigureAwait(false);
            }
        }

        return default(Done);
    }
}

/// <summary>States of a rendition.</summary>
public static class RenditionStates
{
    /// <summary>Made.</summary>
    public const string Done = "done";

    /// <summary>Cannot be made of these bytes; the detail is the stable code of the reason.</summary>
    public const string Impossible = "impossible";
}
