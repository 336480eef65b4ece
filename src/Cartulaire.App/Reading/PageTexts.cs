using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Reading;

/// <summary>The text that was read, for whoever needs it: index, proposals, viewer. Rights are the caller's business.</summary>
public static class PageTexts
{
    /// <param name="Number">Number of the page, from 1.</param>
    /// <param name="Width">Width upright, in the units of the boxes.</param>
    /// <param name="Height">Height upright.</param>
    /// <param name="Rotation">Degrees clockwise by which the stored page was turned to be upright.</param>
    /// <param name="Confidence">Mean confidence, 0 to 100.</param>
    /// <param name="Language">Tesseract languages; empty for a text layer.</param>
    /// <param name="Text">The text in reading order.</param>
    public sealed record Page(int Number, int Width, int Height, int Rotation, double Confidence, string Language, string Text);

    /// <param name="Number">Number of the page, from 1.</param>
    /// <param name="Width">Width upright, in the units of the boxes.</param>
    /// <param name="Height">Height upright.</param>
    /// <param name="Words">The words in reading order.</param>
    /// <param name="Hits">Indexes of the words that answer the search of the request.</param>
    public sealed record PageWords(int Number, int Width, int Height, IReadOnlyList<PageWord> Words, IReadOnlyList<int> Hits);

    /// <summary>All pages of a blob, in order; empty while nothing was read.</summary>
    public static async Task<IReadOnlyList<Page>> OfBlobAsync(AdministrationStore store, string blob, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var db = store.ReadDerived();
        var rows = await db.PageTexts.AsNoTracking().Where(p => p.Blob == blob).OrderBy(p => p.Page)
            .Select(p => new { p.Page, p.Width, p.Height, p.Rotation, p.Confidence, p.Language, p.Text }).ToListAsync(ct).ConfigureAwait(false);
        return [.. rows.Select(p => new Page(p.Page, p.Width, p.Height, p.Rotation, p.Confidence, p.Language, Encoding.UTF8.GetString(Unpack(p.Text))))];
    }

    /// <summary>All pages of a document's current version, in order; empty while nothing was read.</summary>
    public static async Task<IReadOnlyList<Page>> OfDocumentAsync(AdministrationStore store, ItemId document, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        string? blob;
        await using (var db = store.Read())
        {
            blob = await db.Versions.Where(v => v.ItemId == document).OrderByDescending(v => v.Number).Select(v => v.Blob).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        }

        return blob is null ? [] : await OfBlobAsync(store, blob, ct).ConfigureAwait(false);
    }

    /// <summary>One page, its text and its words with their boxes; null while it was not read.</summary>
    public static async Task<(Page? Page, IReadOnlyList<PageWord> Words)> OfPageAsync(AdministrationStore store, string blob, int page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var db = store.ReadDerived();
        var row = await db.PageTexts.AsNoTracking().SingleOrDefaultAsync(p => p.Blob == blob && p.Page == page, ct).ConfigureAwait(false);
        return row is null ? (null, [])
            : (new Page(page, row.Width, row.Height, row.Rotation, row.Confidence, row.Language, Encoding.UTF8.GetString(Unpack(row.Text))), ReadWords(Unpack(row.Words)));
    }

    internal static async Task<HashSet<int>> KnownPagesAsync(AdministrationStore store, string blob, CancellationToken ct)
    {
        await using var db = store.ReadDerived();
        return await db.PageTexts.Where(p => p.Blob == blob).Select(p => p.Page).ToHashSetAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Keeps pages; one that is there already stays as it is.</summary>
    internal static Task<Failure?> WriteAsync(AdministrationStore store, string blob, IReadOnlyList<PageText> pages, CancellationToken ct)
    {
        var rows = pages.Select(p => Row(blob, p)).ToList();
        return store.WriteDerivedAsync(
            async (db, token) =>
            {
                foreach (var row in rows)
                {
                    if (!await db.PageTexts.AnyAsync(p => p.Blob == row.Blob && p.Page == row.Page, token).ConfigureAwait(false))
                    {
                        db.PageTexts.Add(row);
                    }
                }
            },
            ct);
    }

    private static PageTextRow Row(string blob, PageText page) => new()
    {
        Blob = blob,
        Page = page.Page,
        Text = Pack(Encoding.UTF8.GetBytes(page.Text)),
        Words = Pack(WriteWords(page.Words)),
        Width = (int)Math.Round(page.Width),
        Height = (int)Math.Round(page.Height),
        Rotation = page.Rotation,
        Confidence = float.IsFinite(page.Confidence) ? page.Confidence : 0,
        Language = page.Language,
    };

    private static byte[] WriteWords(IReadOnlyList<PageWord> words)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStartArray();
                json.WriteStringValue(word.Text);
                foreach (var number in new[] { word.X, word.Y, word.Width, word.Height, word.Confidence })
                {
                    json.WriteNumberValue(float.IsFinite(number) ? Math.Round((decimal)number, 1) : 0);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static List<PageWord> ReadWords(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        return [.. json.RootElement.EnumerateArray().Select(w => new PageWord(w[0].GetString()!, w[1].GetSingle(), w[2].GetSingle(), w[3].GetSingle(), w[4].GetSingle(), w[5].GetSingle()))];
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new MemoryStream(packed);
        using var brotli = new BrotliStream(source, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return plain.ToArray();
    }
}
