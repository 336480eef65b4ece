using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>Kinds of the journal's entries about pages.</summary>
internal static class SheetEntries
{
    /// <summary>With what they all begin.</summary>
    public const string Prefix = "sheets.";

    /// <summary>Turned, dropped, put in another order.</summary>
    public const string Arranged = Prefix + "arranged";

    /// <summary>The last pages became a letter of their own.</summary>
    public const string Split = Prefix + "split";

    /// <summary>The pages of another letter were added.</summary>
    public const string Merged = Prefix + "merged";

    /// <summary>Its pages went to another letter.</summary>
    public const string Gone = Prefix + "gone";
}

/// <summary>Adds arranged versions, inside an act.</summary>
internal static class SheetVersions
{
    /// <summary>Adds what was made as the next version; nothing that was received changes.</summary>
    /// <returns>The version; or <c>stamp.stale</c> when the document has another last version than the one that was looked at.</returns>
    public static async Task<Outcome<VersionRow>> AddAsync(Act act, ItemInHand record, Leaves leaves, SheetWorkshop.Made made, CancellationToken ct)
    {
        if (await CurrentAsync(act, leaves, ct).ConfigureAwait(false) is not { } last)
        {
            return new Failure(Refusal.Stale, "stamp.stale", null, record.Row.Stamp, record.Row.Stamp);
        }

        var version = await Versions.AddAsync(act, leaves.Document.Id, last.Number + 1, NameOf(leaves.Version), made.Piece, ct).ConfigureAwait(false);
        version.Properties = made.Arrangement.ToJson();
        await MoveAsync(act, record.Row, leaves.Document.Id, ct).ConfigureAwait(false);
        return version;
    }

    /// <summary>Adds an earlier version once more, as the last.</summary>
    public static async Task<Failure?> RepeatAsync(Act act, ItemId document, VersionId earlier, VersionId undone, CancellationToken ct)
    {
        var rows = await act.Db.Versions.Where(v => v.ItemId == document).OrderBy(v => v.Number).ToListAsync(ct).ConfigureAwait(false);
        if (rows.Find(v => v.Id == undone) is not { } gone || rows.Find(v => v.Id == earlier) is not { } row || (rows[^1].Blob, rows[^1].Properties) != (gone.Blob, gone.Properties))
        {
            return new Failure(Refusal.Conflict, "undo.changed-since");
        }

        act.Db.Versions.Add(new VersionRow
        {
            Id = VersionId.New(),
            ItemId = document,
            Number = rows[^1].Number + 1,
            Blob = row.Blob,
            FileName = row.FileName,
            MediaType = row.MediaType,
            DeclaredMediaType = row.DeclaredMediaType,
            Properties = row.Properties,
            CreatedAt = act.Now,
            CreatedBy = act.Actor.Name,
        });
        var item = await act.Db.Items.SingleAsync(i => i.Id == document, ct).ConfigureAwait(false);
        item.Stamp++;
        (item.ChangedAt, item.ChangedBy, item.ChangedNumber) = (act.Now, act.Actor.Name, act.Number);
        return null;
    }

    /// <summary>Name of an arranged file: it is a PDF, whatever was received.</summary>
    public static string NameOf(VersionRow version) => Path.ChangeExtension(version.FileName, ".pdf");

    private static async Task<VersionRow?> CurrentAsync(Act act, Leaves leaves, CancellationToken ct)
        => await act.Db.Versions.Where(v => v.ItemId == leaves.Document.Id).OrderByDescending(v => v.Number).FirstAsync(ct).ConfigureAwait(false) is { } last && last.Id == leaves.Version.Id ? last : null;

    private static async Task MoveAsync(Act act, ItemRow record, ItemId document, CancellationToken ct)
    {
        var row = await act.Db.Items.SingleAsync(i => i.Id == document, ct).ConfigureAwait(false);
        foreach (var item in new[] { record, row })
        {
            item.Stamp++;
            (item.ChangedAt, item.ChangedBy, item.ChangedNumber) = (act.Now, act.Actor.Name, act.Number);
        }
    }
}
