using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Contacts;

/// <summary>Keeps the words by which contacts are found, in the act that changes them.</summary>
internal static class ContactIndex
{
    /// <summary>Writes the words of a contact, and those of the positions that are named after it.</summary>
    public static async Task WriteAsync(Act act, ContactRow row, CancellationToken ct)
    {
        var values = ContactMapping.ValuesOf(row);
        var (person, organisation) = await ContactMapping.PartsAsync(act.Db, values, ct).ConfigureAwait(false);
        if (!await WriteAsync(act, row, ContactWords.Of(values, person, organisation), ct).ConfigureAwait(false) || values.Kind == ContactKinds.Position)
        {
            return;
        }

        var positions = await act.Db.Contacts.Where(c => c.PersonId == row.Id || c.OrganisationId == row.Id).ToListAsync(ct).ConfigureAwait(false);
        foreach (var position in positions)
        {
            var held = ContactMapping.ValuesOf(position);
            (person, organisation) = await ContactMapping.PartsAsync(act.Db, held, ct).ConfigureAwait(false);
            await WriteAsync(act, position, ContactWords.Of(held, held.Person == row.Id ? values : person, held.Organisation == row.Id ? values : organisation), ct).ConfigureAwait(false);
        }
    }

    private static async Task<bool> WriteAsync(Act act, ContactRow row, ContactWords words, CancellationToken ct)
    {
        var text = words.ToText();
        if (string.Equals(row.Search, text, StringComparison.Ordinal))
        {
            return false;
        }

        row.Search = text;
        var former = await act.Db.ContactWords.Where(w => w.ContactId == row.Id).ToListAsync(ct).ConfigureAwait(false);
        var wanted = words.All.ToHashSet();
        act.Db.ContactWords.RemoveRange(former.Where(w => !wanted.Contains((w.Word, w.Zone))));
        act.Db.ContactWords.AddRange(wanted.Except(former.Select(w => (w.Word, w.Zone))).Select(w => new ContactWordRow { Word = w.Word, Zone = w.Zone, ContactId = row.Id }));
        return true;
    }
}
