using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Desk;

/// <summary>The letters that wait to be confirmed by a person, in the order of the pile.</summary>
public static class WaitingLetters
{
    /// <summary>Lines shown at most.</summary>
    public const int Most = 200;

    /// <summary>Kind of the relation from a letter to the one that it was separated from by hand.</summary>
    internal const string SplitFrom = "split-from";

    /// <param name="Id">The record.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="File">Name of the file that was received.</param>
    public sealed record Line(ItemId Id, string? Number, string Title, DateTimeOffset At, string? File);

    /// <param name="Total">How many wait.</param>
    /// <param name="Letters">The first of them.</param>
    public sealed record Answer(int Total, IReadOnlyList<Line> Letters);

    /// <summary>Reads the list; that it was read is written down first.</summary>
    public static async Task<Outcome<Answer>> HandleAsync(OpenAdministration administration, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (await administration.Store.Consultations.RecordAsync(Actor.Of(person), "list.page", null, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var ids = await IdsAsync(db, scope, ct).ConfigureAwait(false);
        var first = ids.Take(Most).ToList();
        var rows = await db.Items.Where(i => first.Contains(i.Id))
            .Select(i => new Line(
                i.Id,
                db.RegisterEntries.Where(e => e.ItemId == i.Id).Select(e => e.Label).FirstOrDefault(),
                i.Title,
                i.CreatedAt,
                db.Versions.Where(v => v.ItemId == i.MainDocumentId).OrderBy(v => v.Number).Select(v => v.FileName).FirstOrDefault()))
            .ToDictionaryAsync(l => l.Id, ct).ConfigureAwait(false);
        return new Answer(ids.Count, [.. first.Where(rows.ContainsKey).Select(id => rows[id])]);
    }

    /// <summary>All that wait, in the order of the pile: by the order in which they were registered; one that was separated by hand follows the letter it comes from.</summary>
    internal static async Task<IReadOnlyList<ItemId>> IdsAsync(RecordDb db, ItemScope scope, CancellationToken ct)
    {
        var principals = scope.Principals.ToList();
        var transition = (int)Rights.Transition;
        var found = new List<(ItemId Id, int Serial)>();
        var states = DeskTypes.Of(scope.Catalogue).Select(t => scope.Catalogue.Workflow(t.Id)!.Initial).Distinct().ToList();
        foreach (var type in DeskTypes.Of(scope.Catalogue))
        {
            var initial = scope.Catalogue.Workflow(type.Id)!.Initial;
            var rows = await db.Items
                .Where(i => i.Type == type.Id && i.State == initial
                    && db.AccessGrants.Any(g => g.SetNumber == i.AccessSet && principals.Contains(g.Principal) && (g.Rights & transition) != 0)
                    && !db.RegisterEntries.Any(e => e.ItemId == i.Id && e.CancelledAt != null))
                .Select(i => new { i.Id, i.Serial }).ToListAsync(ct).ConfigureAwait(false);
            found.AddRange(rows.Select(r => (r.Id, r.Serial)));
        }

        var parents = await db.Relations.Where(r => r.Kind == SplitFrom && db.Items.Any(i => i.Id == r.SourceId && states.Contains(i.State!)))
            .Join(db.Items, r => r.TargetId, i => i.Id, (r, i) => new { r.SourceId, r.TargetId, i.Serial }).ToDictionaryAsync(r => r.SourceId, ct).ConfigureAwait(false);

        // A letter cut from a letter that was itself cut goes back to the first.
        string Place((ItemId Id, int Serial) letter)
        {
            var path = new Stack<int>([letter.Serial]);
            for (var at = letter.Id; parents.TryGetValue(at, out var parent) && path.Count < 50; at = parent.TargetId)
            {
                path.Push(parent.Serial);
            }

            return string.Join('.', path.Select(s => s.ToString("D10", System.Globalization.CultureInfo.InvariantCulture)));
        }

        return [.. found.Select(l => (l.Id, Place: Place(l))).OrderBy(l => l.Place, StringComparer.Ordinal).Select(l => l.Id)];
    }
}
