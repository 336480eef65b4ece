using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

#pragma warning disable CA1309 // These comparisons are translated to SQL, where texts are compared by their bytes.

/// <summary>The picker: contacts whose words begin as typed, the most telling first.</summary>
/// <remarks>
/// The rarest beginning is read from the index of words, at most <see cref="Window"/> entries of it, in the order of words and zones (so whole words come first, and names before places);
/// the others are checked contact by contact. What was not looked at is announced by <see cref="Answer.More"/>: one more letter finds it.
/// Plain comparisons of texts by their bytes: SQLite and PostgreSQL (collation C) read the same range of the same index.
/// </remarks>
public static class FindContacts
{
    /// <summary>Entries of the index looked at, at most.</summary>
    private const int Window = 4_000;

    /// <summary>Contacts ranked, at most.</summary>
    private const int Ranked = 500;

    /// <summary>Lines answered, at most.</summary>
    public const int MostLines = 50;

    /// <param name="Id">The contact.</param>
    /// <param name="Kind">One of <see cref="ContactKinds"/>.</param>
    /// <param name="Label">How it is written in lists.</param>
    /// <param name="SecondLine">What tells namesakes apart; may be empty.</param>
    /// <param name="Active">Whether it is still proposed.</param>
    public sealed record Line(ContactId Id, string Kind, string Label, string SecondLine, bool Active);

    /// <param name="Contacts">The best first.</param>
    /// <param name="More">Whether others fit too.</param>
    public sealed record Answer(IReadOnlyList<Line> Contacts, bool More);

    /// <param name="Typed">What was typed; nothing finds nothing.</param>
    /// <param name="Kind">Only this kind, if given.</param>
    /// <param name="Inactive">Whether inactive contacts are listed too.</param>
    /// <param name="Limit">How many lines.</param>
    public sealed record Query(string? Typed, string? Kind = null, bool Inactive = false, int Limit = 12);

    /// <summary>Finds.</summary>
    public static async Task<Answer> RunAsync(RecordDb db, Query query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(query);
        var wanted = ContactQuery.Read(query.Typed);
        var (candidates, cut) = await CandidatesAsync(db, wanted.Beginnings, query.Kind, query.Inactive, ct).ConfigureAwait(false);
        var ranked = candidates
            .Select(c => (Candidate: c, Rank: ContactWords.Parse(c.Search).Rank(wanted)))
            .Where(c => c.Rank is not null)
            .OrderBy(c => c.Rank)
            .ThenBy(c => Order(c.Candidate.Kind))
            .ThenBy(c => c.Candidate.Search, StringComparer.Ordinal)
            .ThenBy(c => c.Candidate.Id.Value)
            .Select(c => c.Candidate.Id)
            .ToList();
        var limit = Math.Clamp(query.Limit, 1, MostLines);
        return new Answer(await LinesAsync(db, [.. ranked.Take(limit)], ct).ConfigureAwait(false), cut || ranked.Count > limit);
    }

    /// <summary>Lines of known contacts, in the order given.</summary>
    internal static async Task<IReadOnlyList<Line>> LinesAsync(RecordDb db, IReadOnlyList<ContactId> ids, CancellationToken ct)
    {
        var rows = await db.Contacts.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct).ConfigureAwait(false);
        var parts = rows.Values.SelectMany(r => new[] { r.PersonId, r.OrganisationId }).OfType<ContactId>().Distinct().ToList();
        var others = parts.Count == 0 ? [] : await db.Contacts.Where(c => parts.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct).ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => LineOf(rows[id], Part(rows[id].PersonId), Part(rows[id].OrganisationId)))];

        ContactValues? Part(ContactId? id) => id is { } part && others.TryGetValue(part, out var row) ? ContactMapping.ValuesOf(row) : null;
    }

    /// <summary>Contacts that have a word for each beginning, unranked.</summary>
    /// <returns>The candidates, and whether some were not looked at.</returns>
    internal static async Task<(IReadOnlyList<Candidate> Found, bool Cut)> CandidatesAsync(
        RecordDb db, IReadOnlyList<string> beginnings, string? kind, bool inactive, CancellationToken ct)
    {
        if (beginnings.Count == 0)
        {
            return ([], false);
        }

        var (rarest, count) = await RarestAsync(db, beginnings, ct).ConfigureAwait(false);
        if (count == 0)
        {
            return ([], false);
        }

        var window = Range(db.ContactWords, rarest).OrderBy(w => w.Word).ThenBy(w => w.Zone).ThenBy(w => w.ContactId).Take(Window);
        foreach (var other in beginnings.Where(b => b != rarest))
        {
            var end = End(other);
            window = window.Where(w => db.ContactWords.Any(o => o.ContactId == w.ContactId && string.Compare(o.Word, other) >= 0 && string.Compare(o.Word, end) < 0));
        }

        var found = await window
            .Join(db.Contacts.Where(c => c.ErasedAt == null && (inactive || c.Active) && (kind == null || c.Kind == kind)), w => w.ContactId, c => c.Id, (w, c) => c)
            .Take(Ranked)
            .Select(c => new Candidate(c.Id, c.Kind, c.Search))
            .ToListAsync(ct).ConfigureAwait(false);
        return ([.. found.DistinctBy(c => c.Id)], count == Window || found.Count == Ranked);
    }

    private static async Task<(string Beginning, int Count)> RarestAsync(RecordDb db, IReadOnlyList<string> beginnings, CancellationToken ct)
    {
        (string Beginning, int Count)? best = null;
        foreach (var beginning in beginnings.OrderByDescending(b => b.Length))
        {
            var count = await Range(db.ContactWords, beginning).Take(Window).CountAsync(ct).ConfigureAwait(false);
            if (best is null || count < best.Value.Count)
            {
                best = (beginning, count);
            }
        }

        return best!.Value;
    }

    private static IQueryable<ContactWordRow> Range(IQueryable<ContactWordRow> words, string beginning)
    {
        var end = End(beginning);
        return words.Where(w => string.Compare(w.Word, beginning) >= 0 && string.Compare(w.Word, end) < 0);
    }

    // After every text that begins so: no character comes after this one.
    private static string End(string beginning) => beginning + "\U0010FFFF";

    private static int Order(string kind) => ContactKinds.All.TakeWhile(k => k != kind).Count();

    private static Line LineOf(ContactRow row, ContactValues? person, ContactValues? organisation)
    {
        var values = ContactMapping.ValuesOf(row);
        return new Line(row.Id, row.Kind, ContactLabel.Of(values, person, organisation), ContactLabel.SecondLine(values, person, organisation), row.Active);
    }

    /// <param name="Id">The contact.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Search">Its words in zones.</param>
    internal sealed record Candidate(ContactId Id, string Kind, string Search);
}
