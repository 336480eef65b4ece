using System.Text.RegularExpressions;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel.Proposals;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Proposals;

/// <summary>The text of the letter that an item is about.</summary>
internal static class LetterPages
{
    private const int MostPages = 20;

    /// <summary>The first pages of the last version of the main document, or of the item itself when it is a document; null when no text is known yet.</summary>
    public static async Task<LetterText?> OfAsync(AdministrationStore store, RecordDb db, ItemRow item, CancellationToken ct)
    {
        var document = item.MainDocumentId ?? item.Id;
        var blob = await db.Versions.Where(v => v.ItemId == document).OrderByDescending(v => v.Number).Select(v => v.Blob).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        if (blob is null)
        {
            return null;
        }

        await using var derived = store.ReadDerived();
        var pages = await derived.PageTexts.Where(p => p.Blob == blob).OrderBy(p => p.Page).Take(MostPages).Select(p => p.Text).ToListAsync(ct).ConfigureAwait(false);
        return pages.Count == 0 ? null : Cut(string.Join('\n', pages.Select(Compression.ToText)));
    }

    // A text made to exhaust the patterns says nothing, rather than holding up the desk.
    private static LetterText? Cut(string text)
    {
        try
        {
            return LetterText.Of(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
