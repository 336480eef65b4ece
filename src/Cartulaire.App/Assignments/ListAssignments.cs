using Cartulaire.App.Administration;
using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Assignments;

/// <summary>The open work of a person or of the person's services, first due first; only on what the person may read.</summary>
public static class ListAssignments
{
    /// <summary>Lines of a page at most.</summary>
    public const int Largest = 200;

    /// <summary>Words for whose work is wanted.</summary>
    public static class Whose
    {
        /// <summary>Given to the person.</summary>
        public const string Me = "me";

        /// <summary>Given to a service in which the person holds a function, whoever there has it.</summary>
        public const string Services = "services";
    }

    /// <param name="Of">Whose: see <see cref="Whose"/>.</param>
    /// <param name="After">Cursor of the page before.</param>
    /// <param name="Size">Lines wanted.</param>
    public sealed record Query(string Of, int After = 0, int Size = 50);

    /// <param name="Id">The assignment.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="ItemTitle">Title of the item.</param>
    /// <param name="Number">Number of the item.</param>
    /// <param name="Kind">Id of its kind.</param>
    /// <param name="State">Id of its state.</param>
    /// <param name="Service">The service that has it.</param>
    /// <param name="Person">The person who has it.</param>
    /// <param name="Due">Last day.</param>
    /// <param name="Stamp">Its own stamp, to be sent in If-Match.</param>
    public sealed record Line(
        AssignmentId Id, ItemId Item, string ItemTitle, string? Number, string Kind, string State, ServiceId? Service, PersonId? Person, DateOnly? Due, long Stamp);

    /// <param name="Assignments">This page.</param>
    /// <param name="Cursor">For the next page; null at the end.</param>
    public sealed record Answer(IReadOnlyList<Line> Assignments, int? Cursor);

    /// <summary>Reads one page and writes the consultation down first.</summary>
    public static async Task<Outcome<Answer>> HandleAsync(OpenAdministration administration, PersonId person, Query query, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        ArgumentNullException.ThrowIfNull(query);
        if (query.Of is not (Whose.Me or Whose.Services))
        {
            return new Failure(Refusal.Invalid, "assignment.whose", "whose", query.Of);
        }

        if (await administration.Store.Consultations.RecordAsync(Engines.Database.Actor.Of(person), "list.page", null, ct).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        await using var db = administration.Store.Read();
        var scope = await ItemScope.OfAsync(administration, person, db, now, ct).ConfigureAwait(false);
        var principals = scope.Principals.ToList();
        var services = scope.Organisation.Services.Keys.Where(s => principals.Contains(Principal.Service(s.ToString()))).Select(s => (ServiceId?)s).ToList();
        var mine = query.Of == Whose.Me;
        var size = Math.Clamp(query.Size, 1, Largest);
        var rows = await db.Assignments
            .Where(a => a.Open && (mine ? a.PersonId == person : services.Contains(a.ServiceId)))
            .Join(db.Items, a => a.ItemId, i => i.Id, (a, i) => new { Work = a, i.Title, i.AccessSet })
            .Where(x => db.AccessGrants.Any(g => g.SetNumber == x.AccessSet && principals.Contains(g.Principal) && (g.Rights & (int)Rights.Read) != 0))
            .OrderBy(x => x.Work.Due == null).ThenBy(x => x.Work.Due).ThenBy(x => x.Work.Id)
            .Skip(Math.Max(query.After, 0))
            .Take(size + 1)
            .Select(x => new Line(
                x.Work.Id, x.Work.ItemId, x.Title, db.RegisterEntries.Where(e => e.ItemId == x.Work.ItemId).Select(e => e.Label).FirstOrDefault(),
                x.Work.Kind, x.Work.State, x.Work.ServiceId, x.Work.PersonId, x.Work.Due, x.Work.Stamp))
            .ToListAsync(ct).ConfigureAwait(false);
        return new Answer([.. rows.Take(size)], rows.Count > size ? Math.Max(query.After, 0) + size : null);
    }
}
