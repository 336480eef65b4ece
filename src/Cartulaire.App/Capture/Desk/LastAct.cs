using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Desk;

/// <summary>The last act of people on an item that was not undone, as the journal tells it.</summary>
/// <param name="Number">Number of its first entry.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Entries">Its entries on the item, last first.</param>
internal sealed record LastAct(long Number, string Actor, IReadOnlyList<LastAct.Entry> Entries)
{
    /// <summary>Kind of the entry that says which act was undone.</summary>
    public const string Undone = "item.undone";

    private const int Deepest = 400;

    /// <param name="Number">Number in the journal.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Details">What it says.</param>
    internal sealed record Entry(long Number, string Kind, JsonElement Details);

    /// <summary>Finds it; null when there is none in sight.</summary>
    public static async Task<LastAct?> FindAsync(RecordDb db, ItemId item, CancellationToken ct)
    {
        var subject = item.ToString();
        var rows = await db.Journal.Where(j => j.Subject == subject && !EF.Functions.Like(j.Kind, "rendition.%") && j.Kind != "item.opened" && !EF.Functions.Like(j.Actor, "system:%"))
            .OrderByDescending(j => j.Number).Take(Deepest)
            .Select(j => new { j.Number, j.At, j.Actor, j.Kind, Details = db.JournalDetails.Where(d => d.Number == j.Number).Select(d => d.Details).FirstOrDefault() })
            .ToListAsync(ct).ConfigureAwait(false);
        var undone = new HashSet<long>();
        for (var first = 0; first < rows.Count;)
        {
            // One act has one instant and one actor; the next on the same item needs its answer first.
            var act = rows.Skip(first).TakeWhile(r => r.At == rows[first].At && r.Actor == rows[first].Actor).ToList();
            first += act.Count;
            var entries = act.ConvertAll(r => new Entry(r.Number, r.Kind, JsonSerializer.Deserialize<JsonElement>(r.Details ?? "{}")));
            if (entries.Find(e => e.Kind == Undone) is { } undo)
            {
                undone.Add(undo.Details.GetProperty("number").GetInt64());
            }
            else if (!undone.Contains(act[^1].Number))
            {
                return new LastAct(act[^1].Number, act[0].Actor, entries);
            }
        }

        return null;
    }
}
