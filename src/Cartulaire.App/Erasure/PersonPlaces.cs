using System.Security.Cryptography;
using Cartulaire.App.Organisation;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Erasure;

/// <summary>The user's own row: the id stays, so that the journal still says that one and the same person acted.</summary>
internal sealed class UserPlace : IPersonalDataPlace
{
    /// <inheritdoc/>
    public string Name => "person";

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = ["person.name", "person.display_name", "person.email", "person.language", "person.password_hash", "person.security_stamp"];

    /// <inheritdoc/>
    public Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct)
        => Task.FromResult<ErasingChange>(async (act, token) =>
        {
            if (who.User is not { } id)
            {
                return 0;
            }

            var row = await act.Db.Persons.SingleAsync(p => p.Id == id, token).ConfigureAwait(false);
            row.Name = $"erased-{id.Value:n}";
            row.DisplayName = ErasedPerson.Mark;
            row.Email = string.Empty;
            row.Language = "fr";
            row.PasswordHash = null;
            row.SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            row.FailedCount = 0;
            row.LockedUntil = null;
            row.Active = false;
            row.ErasedAt = act.Now;
            await act.NextAsync(OrganisationCounter.Name, token).ConfigureAwait(false);
            return 1;
        });
}

/// <summary>What belongs to the user alone and goes away whole: roles, functions, tokens, sessions, saved searches, read marks, unfinished uploads, answers kept for repetition.</summary>
internal sealed class BelongingsPlace : IPersonalDataPlace
{
    /// <inheritdoc/>
    public string Name => "belongings";

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } =
        ["person_role.role", "person_function.function", "token.label", "token.secret_hash", "session.secret_hash"];

    /// <inheritdoc/>
    public Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct)
        => Task.FromResult<ErasingChange>(async (act, token) =>
        {
            if (who.User is not { } id)
            {
                return 0;
            }

            var actor = Actor.Of(id).Name;
            return await act.Db.PersonRoles.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.PersonFunctions.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.Tokens.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.Sessions.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.SavedSearches.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.ReadMarks.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.Uploads.Where(r => r.PersonId == id).ExecuteDeleteAsync(token).ConfigureAwait(false)
                + await act.Db.Idempotency.Where(r => r.Actor == actor).ExecuteDeleteAsync(token).ConfigureAwait(false);
        });
}

/// <summary>The contact's own row, its words, and the positions that it holds.</summary>
internal sealed class ContactPlace : IPersonalDataPlace
{
    /// <inheritdoc/>
    public string Name => "contact";

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } =
    [
        "contact.name", "contact.given_name", "contact.email", "contact.phone", "contact.street", "contact.house_number", "contact.postal_code",
        "contact.locality", "contact.country", "contact.enterprise_number", "contact.search", "contact_word.word",
    ];

    /// <inheritdoc/>
    public Task<ErasingChange> FindAsync(RecordDb db, ErasedPerson who, CancellationToken ct)
        => Task.FromResult<ErasingChange>(async (act, token) =>
        {
            if (who.Contact is not { } id)
            {
                return 0;
            }

            var rows = await act.Db.Contacts.Where(c => c.Id == id || c.PersonId == id).ToListAsync(token).ConfigureAwait(false);
            foreach (var row in rows)
            {
                Clear(row, act.Now);
                await act.Db.ContactWords.Where(w => w.ContactId == row.Id).ExecuteDeleteAsync(token).ConfigureAwait(false);
            }

            return rows.Count;
        });

    private static void Clear(ContactRow row, DateTimeOffset now)
    {
        row.Name = ErasedPerson.Mark;
        row.GivenName = null;
        row.Email = null;
        row.Phone = null;
        row.Street = null;
        row.HouseNumber = null;
        row.PostalCode = null;
        row.Locality = null;
        row.Country = null;
        row.EnterpriseNumber = null;
        row.Search = string.Empty;
        row.Active = false;
        row.Stamp++;
        row.ChangedAt = now;
        row.ErasedAt = now;
    }
}
