using Cartulaire.App.Administration;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>An item as rules and one person see it.</summary>
/// <param name="Row">Its row; tracked inside an act.</param>
/// <param name="Type">Its type; null for an organising folder.</param>
/// <param name="Facts">What rules look at.</param>
/// <param name="Assignments">Rows of its assignments, in order.</param>
/// <param name="Rights">Rights of the person.</param>
internal sealed record ItemInHand(ItemRow Row, TypeDefinition? Type, ItemFacts Facts, IReadOnlyList<AssignmentRow> Assignments, Rights Rights);

/// <summary>Who looks at or changes items: an administration, a person or the house itself, and what is in force at that instant.</summary>
/// <param name="Administration">Where.</param>
/// <param name="Person">The person; null for an operator's verb or the program itself, which rights do not hold back.</param>
/// <param name="Organisation">Who holds what.</param>
/// <param name="Today">The day in the administration's time zone.</param>
internal sealed record ItemScope(OpenAdministration Administration, PersonId? Person, OrganisationSnapshot Organisation, DateOnly Today)
{
    /// <summary>Every right.</summary>
    public const Rights Everything = (Rights)0x1FF;

    /// <summary>Everything in force.</summary>
    public Catalogue Catalogue => Administration.Packs.Catalogue;

    /// <summary>All principals of the person.</summary>
    public IReadOnlySet<string> Principals => Person is { } person ? Organisation.Facts.PrincipalsOf(person) : new HashSet<string>(StringComparer.Ordinal) { Principal.Everybody };

    /// <summary>Takes stock inside an act or a read.</summary>
    public static async Task<ItemScope> OfAsync(OpenAdministration administration, PersonId? person, RecordDb db, DateTimeOffset now, CancellationToken ct)
        => new(administration, person, await administration.Organisation.CurrentAsync(db, ct).ConfigureAwait(false), administration.DayOf(now));

    /// <summary>Takes an item in hand, if the person has the right to.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="id">The item.</param>
    /// <param name="needed">What the person wants to do.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The item; <c>item.unknown</c> when the person may not read it, or not even see its line; <c>item.not-allowed</c> when something else is missing.</returns>
    public async Task<Outcome<ItemInHand>> TakeAsync(RecordDb db, ItemId id, Rights needed, CancellationToken ct)
    {
        var row = await db.Items.SingleOrDefaultAsync(i => i.Id == id, ct).ConfigureAwait(false);
        if (row is null)
        {
            return new Failure(Refusal.NotFound, "item.unknown", null, id);
        }

        var rights = await RightsAsync(db, row.AccessSet, ct).ConfigureAwait(false);
        // Who sees the line of a register only learns nothing else of what is behind it.
        if (rights == Rights.None || (needed != Rights.Line && !rights.HasFlag(Rights.Read)))
        {
            return new Failure(Refusal.NotFound, "item.unknown", null, id);
        }

        if (!rights.HasFlag(needed))
        {
            return new Failure(Refusal.Forbidden, "item.not-allowed", null, needed);
        }

        var assignments = await db.Assignments.Where(a => a.ItemId == id).OrderBy(a => a.Sort).ToListAsync(ct).ConfigureAwait(false);
        return new ItemInHand(row, Catalogue.FindType(row.Type), FactsOf(row, assignments), assignments, rights);
    }

    /// <summary>Rights of the person on whatever shares an access set.</summary>
    public async Task<Rights> RightsAsync(RecordDb db, long set, CancellationToken ct)
    {
        if (Person is null)
        {
            return Everything;
        }

        var principals = Principals.ToList();
        var grants = await db.AccessGrants.Where(g => g.SetNumber == set && principals.Contains(g.Principal)).Select(g => g.Rights).ToListAsync(ct).ConfigureAwait(false);
        return (Rights)grants.Aggregate(0, (all, one) => all | one);
    }

    /// <summary>An item as rules see it, as of the packs in force whatever revision it was written under.</summary>
    public ItemFacts FactsOf(ItemRow row, IEnumerable<AssignmentRow> assignments)
    {
        var current = Administration.Packs.Now.Items.Current(row);
        return new(row.Type, current.State, current.Properties, [.. assignments.Select(FactsOf)], Identifier.TryRead<PersonId>(row.CreatedBy, out var person) ? person : default);
    }

    private static AssignmentFacts FactsOf(AssignmentRow row)
        => new(row.Id, row.Kind, row.State, row.ServiceId?.ToString(), row.PersonId?.ToString(), row.Due, row.Sort, row.Outcome, row.Comment);
}
