using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Contacts;
using Cartulaire.Kernel.Types;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

/// <summary>Contacts between their rows, their values, and the bag in which edits are compared.</summary>
internal static class ContactMapping
{
    /// <summary>The values of a row.</summary>
    public static ContactValues ValuesOf(ContactRow row) => new(
        row.Kind, row.Name, row.GivenName, row.PersonId, row.OrganisationId, row.Email, row.Phone, row.Street, row.HouseNumber, row.PostalCode, row.Locality, row.Country, row.EnterpriseNumber, row.Active);

    /// <summary>Writes values into a row; the stamp and the words are the caller's.</summary>
    public static void Write(ContactRow row, ContactValues values)
    {
        row.Name = values.Name;
        row.GivenName = values.GivenName;
        row.PersonId = values.Person;
        row.OrganisationId = values.Organisation;
        row.Email = values.Email;
        row.Phone = values.Phone;
        row.Street = values.Street;
        row.HouseNumber = values.HouseNumber;
        row.PostalCode = values.PostalCode;
        row.Locality = values.Locality;
        row.Country = values.Country;
        row.EnterpriseNumber = values.EnterpriseNumber;
        row.Active = values.Active;
    }

    /// <summary>The values as a bag, by the names that REST gives them.</summary>
    public static Properties BagOf(ContactValues values) => Properties.From(JsonSerializer.SerializeToElement(values, JournalJson.Options));

    /// <summary>Who holds a position and where; nulls for what is no position.</summary>
    public static async Task<(ContactValues? Person, ContactValues? Organisation)> PartsAsync(RecordDb db, ContactValues values, CancellationToken ct)
    {
        if (values.Person is not { } person || values.Organisation is not { } organisation)
        {
            return (null, null);
        }

        var rows = await db.Contacts.Where(c => c.Id == person || c.Id == organisation).ToListAsync(ct).ConfigureAwait(false);
        return (Find(person), Find(organisation));

        ContactValues? Find(ContactId id) => rows.Find(r => r.Id == id) is { } row ? ValuesOf(row) : null;
    }
}
