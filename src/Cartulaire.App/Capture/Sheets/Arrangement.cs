using System.Text.Json;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>One page of a version that people arranged, by where it was received.</summary>
/// <param name="Version">The version as received.</param>
/// <param name="Page">The page in it, from 1.</param>
/// <param name="Turn">Degrees clockwise by which it is shown turned: 0, 90, 180 or 270.</param>
public sealed record Sheet(VersionId Version, int Page, int Turn);

/// <summary>Of which received pages a version is made. What was received never changes: an arrangement is a further version that says where each page comes from, and by which tool it was made.</summary>
/// <param name="Sheets">Its pages.</param>
/// <param name="Tool">What made the file.</param>
internal sealed record Arrangement(IReadOnlyList<Sheet> Sheets, string Tool)
{
    /// <summary>The arrangement of a version; null when it is as it was received.</summary>
    public static Arrangement? Of(VersionRow version)
    {
        using var json = JsonDocument.Parse(version.Properties);
        return json.RootElement.TryGetProperty("sheets", out _) ? json.RootElement.Deserialize<Arrangement>(JournalJson.Options) : null;
    }

    /// <summary>As a version keeps it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Options);
}

/// <summary>The main document of a record and its present pages.</summary>
/// <param name="Document">The document.</param>
/// <param name="Version">Its last version.</param>
/// <param name="Sheets">The pages of that version, by where they were received.</param>
internal sealed record Leaves(ItemRow Document, VersionRow Version, IReadOnlyList<Sheet> Sheets)
{
    /// <summary>The last version of a record's main document; null when it has no file.</summary>
    public static async Task<VersionRow?> LastAsync(RecordDb db, ItemRow record, CancellationToken ct)
        => record.MainDocumentId is { } main ? await db.Versions.Where(v => v.ItemId == main).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct).ConfigureAwait(false) : null;

    /// <summary>Takes the pages of a record in hand, for somebody who may change what stands as evidence in it.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="scope">Who.</param>
    /// <param name="item">The record.</param>
    /// <param name="stamp">Its stamp when it was read.</param>
    /// <param name="count">Counts the pages of a version that is as received.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Outcome<(ItemInHand Record, Leaves Leaves)>> TakeAsync(
        RecordDb db, ItemScope scope, ItemId item, long? stamp, Func<VersionRow, CancellationToken, Task<int?>> count, CancellationToken ct)
    {
        var taken = await scope.TakeAsync(db, item, Rights.EditBase, ct).ConfigureAwait(false);
        if (!taken.IsSuccess)
        {
            return taken.Failure;
        }

        if (StampRule.Refusal(stamp, taken.Value.Row.Stamp) is { } stale)
        {
            return stale;
        }

        if (await LastAsync(db, taken.Value.Row, ct).ConfigureAwait(false) is not { } version)
        {
            return new Failure(Refusal.Conflict, "sheets.no-file");
        }

        var document = await db.Items.SingleAsync(i => i.Id == version.ItemId, ct).ConfigureAwait(false);
        if (Arrangement.Of(version) is { } known)
        {
            return (taken.Value, new Leaves(document, version, known.Sheets));
        }

        return await count(version, ct).ConfigureAwait(false) is { } pages and > 0
            ? (taken.Value, new Leaves(document, version, [.. Enumerable.Range(1, pages).Select(p => new Sheet(version.Id, p, 0))]))
            : new Failure(Refusal.Conflict, "sheets.no-pages");
    }
}
