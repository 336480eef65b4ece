using Cartulaire.App.Administration;
using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Erasure;

/// <summary>Erases a person, user or contact, from everywhere but the documents that the law keeps (security L-08).</summary>
public static class ErasePerson
{
    /// <param name="User">Sign-in name of a user; or</param>
    /// <param name="Contact">the id of a contact.</param>
    /// <param name="FurtherWords">Words to be struck wherever they stand, such as a surname that nobody else bears.</param>
    public sealed record Command(string? User = null, ContactId? Contact = null, IReadOnlyList<string>? FurtherWords = null);

    /// <param name="Subject">Id of the erased person; it stays in the journal and leads nowhere.</param>
    /// <param name="Places">Rows that lost something, by place.</param>
    /// <param name="Documents">Documents kept: neither their bytes nor the text read from them were touched.</param>
    /// <param name="Note">What was not erased and why, a sentence.</param>
    public sealed record Answer(string Subject, IReadOnlyDictionary<string, int> Places, long Documents, string Note);

    /// <summary>Runs the declared list of places.</summary>
    /// <param name="further">Places outside the record.</param>
    public sealed class Handler(IEnumerable<IPersonalDataPlace> further)
    {
        private readonly IReadOnlyList<IPersonalDataPlace> places = [.. PersonalDataPlaces.OfTheRecord, .. further];

        /// <summary>Erases. When it answers, nothing that was deleted remains in the files.</summary>
        public async Task<Written<Answer>> HandleAsync(OpenAdministration administration, Actor actor, Command command, CancellationToken ct)
        {
            ArgumentNullException.ThrowIfNull(administration);
            ArgumentNullException.ThrowIfNull(command);
            var store = administration.Store;
            var found = await WhoAsync(store.Read(), command, ct).ConfigureAwait(false);
            if (!found.IsSuccess)
            {
                return new(found.Failure, store.Writer.CommittedNumber);
            }

            var who = found.Value;
            var changes = new List<(string Place, ErasingChange Change)>();
            await using (var db = store.Read())
            {
                foreach (var place in places)
                {
                    changes.Add((place.Name, await place.FindAsync(db, who, ct).ConfigureAwait(false)));
                }
            }

            var written = await store.Writer.RunAsync(actor, (act, token) => EraseAsync(act, who, changes, token), ct).ConfigureAwait(false);
            if (!written.Outcome.IsSuccess)
            {
                return written;
            }

            // Begun means finished: a caller who goes away must not leave the words in the files.
            foreach (var place in places)
            {
                await place.ForgetAsync(administration, who, CancellationToken.None).ConfigureAwait(false);
            }

            return await CompactStore.RunAsync(administration, CancellationToken.None).ConfigureAwait(false) is { } busy
                ? new(busy, written.Journal)
                : written;
        }
    }

    private static async Task<Outcome<Answer>> EraseAsync(Act act, ErasedPerson who, List<(string Place, ErasingChange Change)> changes, CancellationToken ct)
    {
        if (who.User is { } user && await act.Db.Persons.AnyAsync(p => p.Id == user && p.ErasedAt != null, ct).ConfigureAwait(false))
        {
            return new Failure(Refusal.Conflict, "erasure.done");
        }

        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, change) in changes)
        {
            counts[place] = await change(act, ct).ConfigureAwait(false);
        }

        // Killed before the files are rewritten: this job does it.
        await act.EnqueueAsync(CompactStore.KindName, new { }, uniqueKey: CompactStore.KindName, notBefore: act.Now + CompactStore.Grace, ct: ct).ConfigureAwait(false);
        act.Journal(new JournalEvent(Engines.Verification.Erasure.JournalKind, who.Subject, new { places = counts }, [.. who.EmptiedEntries]));
        var documents = await act.Db.Versions.LongCountAsync(ct).ConfigureAwait(false);
        return new Answer(who.Subject, counts, documents, Sentences.Of("erasure.documents-kept", Sentences.First));
    }

    private static async Task<Outcome<ErasedPerson>> WhoAsync(RecordDb reading, Command command, CancellationToken ct)
    {
        await using var db = reading;
        var words = command.FurtherWords ?? [];
        if ((command.User is null) == (command.Contact is null))
        {
            return new Failure(Refusal.Invalid, "erasure.one-person");
        }

        if (command.User is { } name)
        {
            var person = await db.Persons.SingleOrDefaultAsync(p => p.Name == name, ct).ConfigureAwait(false);
            return person is null
                ? new Failure(Refusal.NotFound, "user.unknown", "user", name)
                : new ErasedPerson(person.Id, null, [person.Name, person.DisplayName, person.Email], words);
        }

        var rows = await db.Contacts.Where(c => c.Id == command.Contact || c.PersonId == command.Contact).ToListAsync(ct).ConfigureAwait(false);
        return rows.Find(c => c.Id == command.Contact) is { } contact
            ? contact.ErasedAt is null
                ? new ErasedPerson(null, contact.Id, [contact.Name, .. rows.SelectMany(NamesOf)], words)
                : new Failure(Refusal.Conflict, "erasure.done")
            : new Failure(Refusal.NotFound, "erasure.contact-unknown", "contact", command.Contact);
    }

    private static IEnumerable<string?> NamesOf(ContactRow row) =>
    [
        row.GivenName is null ? null : $"{row.GivenName} {row.Name}",
        row.GivenName is null ? null : $"{row.Name} {row.GivenName}",
        row.GivenName is null ? null : $"{row.Name}, {row.GivenName}",
        row.Email,
        row.Phone,
        row.EnterpriseNumber,
        row.Street is null ? null : $"{row.Street} {row.HouseNumber}",
        row.Street is null ? null : $"{row.Street}, {row.HouseNumber}",
    ];
}
