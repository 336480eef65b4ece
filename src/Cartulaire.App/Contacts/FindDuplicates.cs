using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

/// <summary>Contacts that may be the same as one about to be saved: shown with the reason, never imposed.</summary>
public static class FindDuplicates
{
    private const int Most = 10;
    private const int Exact = 50;

    /// <summary>Reasons, the strongest first.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["enterprise-number", "email", "position", "name-and-postal-code", "name", "near-name"];

    /// <param name="Contact">The contact that exists.</param>
    /// <param name="Reasons">Why it may be the same, the strongest first.</param>
    public sealed record Duplicate(FindContacts.Line Contact, IReadOnlyList<string> Reasons);

    /// <summary>Finds.</summary>
    /// <param name="db">The record.</param>
    /// <param name="values">Values in normal form.</param>
    /// <param name="except">The contact itself, when it exists.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<Duplicate>> RunAsync(RecordDb db, ContactValues values, ContactId? except, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(values);
        var ids = await GatherAsync(db, values, ct).ConfigureAwait(false);
        var rows = await db.Contacts.Where(c => ids.Contains(c.Id) && c.ErasedAt == null).ToListAsync(ct).ConfigureAwait(false);
        var found = rows.Where(r => r.Id != except)
            .Select(r => (r.Id, Why: Why(values, r).OrderBy(Strength).ToList()))
            .Where(d => d.Why.Count > 0)
            .OrderBy(d => Strength(d.Why[0])).ThenByDescending(d => d.Why.Count).ThenBy(d => d.Id.Value)
            .Take(Most)
            .ToList();
        var lines = await FindContacts.LinesAsync(db, [.. found.Select(d => d.Id)], ct).ConfigureAwait(false);
        return [.. lines.Select(l => new Duplicate(l, found.First(d => d.Id == l.Id).Why))];
    }

    private static async Task<HashSet<ContactId>> GatherAsync(RecordDb db, ContactValues values, CancellationToken ct)
    {
        var ids = new HashSet<ContactId>();
        string?[] exact = [values.EnterpriseNumber, values.Email is { } email ? FoldedText.Fold(email) : null];
        foreach (var word in exact.OfType<string>())
        {
            ids.UnionWith(await db.ContactWords.Where(w => w.Word == word).Select(w => w.ContactId).Take(Exact).ToListAsync(ct).ConfigureAwait(false));
        }

        if (values.Kind == ContactKinds.Position)
        {
            ids.UnionWith(await db.Contacts.Where(c => c.PersonId == values.Person && c.OrganisationId == values.Organisation).Select(c => c.Id).Take(Exact).ToListAsync(ct).ConfigureAwait(false));
            return ids;
        }

        foreach (var beginnings in Approaches(values))
        {
            var (candidates, _) = await FindContacts.CandidatesAsync(db, beginnings, values.Kind, inactive: true, ct).ConfigureAwait(false);
            ids.UnionWith(candidates.Select(c => c.Id));
        }

        return ids;
    }

    // A slip of the finger spares the first three letters of each word, or strikes one word only and leaves the postal code as it is.
    private static IEnumerable<IReadOnlyList<string>> Approaches(ContactValues values)
    {
        var words = NameKey.WordsOf(values.Name, values.GivenName);
        yield return [.. words];
        yield return [.. words.Select(w => w.Length > 3 ? w[..3] : w).Distinct(StringComparer.Ordinal)];
        if (values.PostalCode is { } code && words.Count > 1)
        {
            foreach (var struck in words)
            {
                yield return [.. words.Where(w => w != struck), FoldedText.Fold(code)];
            }
        }
    }

    private static IEnumerable<string> Why(ContactValues values, ContactRow row)
    {
        if (values.EnterpriseNumber is { } number && number == row.EnterpriseNumber)
        {
            yield return "enterprise-number";
        }

        if (values.Email is { } email && row.Email is { } known && FoldedText.Fold(email) == FoldedText.Fold(known))
        {
            yield return "email";
        }

        if (row.Kind != values.Kind)
        {
            yield break;
        }

        if (values.Kind == ContactKinds.Position)
        {
            if (row.PersonId == values.Person && row.OrganisationId == values.Organisation)
            {
                yield return "position";
            }

            yield break;
        }

        var (mine, theirs) = (NameKey.Of(values.Name, values.GivenName), NameKey.Of(row.Name, row.GivenName));
        if (mine == theirs)
        {
            yield return values.PostalCode is { } code && code == row.PostalCode ? "name-and-postal-code" : "name";
        }
        else if (NameKey.IsNear(mine, theirs))
        {
            yield return "near-name";
        }
    }

    private static int Strength(string reason) => Reasons.TakeWhile(r => r != reason).Count();
}
