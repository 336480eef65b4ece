using Cartulaire.App.Administration;
using Cartulaire.App.Http;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

/// <summary>Makes and edits contacts. Whoever holds a role or a function may; the others only read.</summary>
public static class SaveContact
{
    /// <summary>Kind of the journal entry of an edit.</summary>
    public const string Edited = "contact.edited";

    /// <param name="Id">The contact.</param>
    /// <param name="Stamp">Its stamp from now on.</param>
    public sealed record Answer(ContactId Id, long Stamp);

    /// <summary>Makes a contact.</summary>
    public static Task<Written<Answer>> MakeAsync(OpenAdministration administration, Actor actor, ContactValues given, IdempotencyKey? key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(
            actor,
            (act, token) => Idempotency.RunAsync(act, key, (inner, inside) => RunAsync(administration, inner, null, 0, given, inside), token),
            ct);
    }

    /// <summary>Edits a contact, or makes it inactive or active again.</summary>
    /// <param name="administration">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="contact">Which.</param>
    /// <param name="stamp">The stamp that the edit was made on.</param>
    /// <param name="given">All values, not only those that change.</param>
    /// <param name="key">So that it may be sent twice.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The new stamp, the same when nothing changed; <c>stamp.stale</c> when somebody was faster.</returns>
    public static Task<Written<Answer>> EditAsync(
        OpenAdministration administration, Actor actor, ContactId contact, long stamp, ContactValues given, IdempotencyKey? key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(administration);
        return administration.Store.Writer.RunAsync(
            actor,
            (act, token) => Idempotency.RunAsync(act, key, (inner, inside) => RunAsync(administration, inner, contact, stamp, given, inside), token),
            ct);
    }

    private static async Task<Outcome<Answer>> RunAsync(OpenAdministration administration, Act act, ContactId? id, long stamp, ContactValues given, CancellationToken ct)
    {
        if (await RefusalAsync(administration, act, ct).ConfigureAwait(false) is { } forbidden)
        {
            return forbidden;
        }

        ContactRow? row = null;
        if (id is { } known)
        {
            row = await act.Db.Contacts.SingleOrDefaultAsync(c => c.Id == known && c.ErasedAt == null, ct).ConfigureAwait(false);
            if (row is null)
            {
                return new Failure(Refusal.NotFound, "contact.unknown", null, known);
            }

            if (Stamps.Check(stamp, row.Stamp) is { } stale)
            {
                return stale;
            }
        }

        var checkedValues = ContactRules.Normalise(given);
        if (!checkedValues.IsSuccess)
        {
            return Outcome<Answer>.Refused(checkedValues.Failures);
        }

        var values = checkedValues.Value;
        if (row is not null && row.Kind != values.Kind)
        {
            return new Failure(Refusal.Invalid, "contact.kind-fixed", "kind");
        }

        if (await UnknownPartsAsync(act.Db, values, ct).ConfigureAwait(false) is { Length: > 0 } unknown)
        {
            return unknown;
        }

        return row is null ? await AddAsync(act, values, ct).ConfigureAwait(false) : await ChangeAsync(act, row, values, ct).ConfigureAwait(false);
    }

    private static async Task<Answer> AddAsync(Act act, ContactValues values, CancellationToken ct)
    {
        var row = new ContactRow { Id = ContactId.New(), Kind = values.Kind, Name = values.Name, Search = string.Empty, Stamp = 1, CreatedAt = act.Now, ChangedAt = act.Now };
        ContactMapping.Write(row, values);
        act.Db.Contacts.Add(row);

        // Its words refer to it: it goes first.
        await act.FlushAsync(ct).ConfigureAwait(false);
        await ContactIndex.WriteAsync(act, row, ct).ConfigureAwait(false);
        act.Journal("contact.added", row.Id, new { values });
        return new Answer(row.Id, row.Stamp);
    }

    private static async Task<Answer> ChangeAsync(Act act, ContactRow row, ContactValues values, CancellationToken ct)
    {
        var changes = PropertiesDiff.Between(ContactMapping.BagOf(ContactMapping.ValuesOf(row)), ContactMapping.BagOf(values));
        if (changes.Count == 0)
        {
            return new Answer(row.Id, row.Stamp);
        }

        act.Journal(Edited, row.Id, new { stamp = row.Stamp, changes });
        ContactMapping.Write(row, values);
        row.Stamp++;
        row.ChangedAt = act.Now;
        await ContactIndex.WriteAsync(act, row, ct).ConfigureAwait(false);
        return new Answer(row.Id, row.Stamp);
    }

    // An operator's verb and the program itself are not held back.
    private static async Task<Failure?> RefusalAsync(OpenAdministration administration, Act act, CancellationToken ct)
    {
        if (!Identifier.TryRead<PersonId>(act.Actor.Name, out var person))
        {
            return null;
        }

        var organisation = await administration.Organisation.CurrentAsync(act.Db, ct).ConfigureAwait(false);
        return Members.Holds(organisation, person) ? null : new Failure(Refusal.Forbidden, "contact.not-allowed");
    }

    private static async Task<Failure[]> UnknownPartsAsync(RecordDb db, ContactValues values, CancellationToken ct)
    {
        var faults = new List<Failure>();
        foreach (var (field, id, kind) in new[] { ("person", values.Person, ContactKinds.Person), ("organisation", values.Organisation, ContactKinds.Organisation) })
        {
            if (id is { } part && !await db.Contacts.AnyAsync(c => c.Id == part && c.Kind == kind && c.ErasedAt == null, ct).ConfigureAwait(false))
            {
                faults.Add(new Failure(Refusal.Invalid, "contact.part-unknown", field, part));
            }
        }

        return [.. faults];
    }
}
