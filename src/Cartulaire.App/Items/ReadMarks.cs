using Cartulaire.App.Administration;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Who has opened what. A mark is set once, moves no stamp, and is in the journal so that lists of the unread follow.</summary>
internal static class ReadMarks
{
    /// <summary>Marks an item as opened by a person, unless it is already.</summary>
    public static async Task SetAsync(OpenAdministration administration, RecordDb seen, PersonId person, ItemId item, CancellationToken ct)
    {
        if (await seen.ReadMarks.AnyAsync(m => m.PersonId == person && m.ItemId == item, ct).ConfigureAwait(false))
        {
            return;
        }

        await administration.Store.Writer.RunAsync<Done>(
            Actor.Of(person),
            async (act, token) =>
            {
                if (await act.Db.ReadMarks.FindAsync([person, item], token).ConfigureAwait(false) is null)
                {
                    act.Db.ReadMarks.Add(new ReadMarkRow { PersonId = person, ItemId = item, ReadAt = act.Now });
                    await act.TouchAsync(item, token).ConfigureAwait(false);
                    act.Journal("item.opened", item);
                }

                return default(Done);
            },
            ct).ConfigureAwait(false);
    }
}
