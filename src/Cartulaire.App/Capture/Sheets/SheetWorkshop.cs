using System.Collections.Concurrent;
using System.Globalization;
using Cartulaire.App.Administration;
using Cartulaire.App.Reading;
using Cartulaire.Engines.Blobs;
using Cartulaire.Engines.Conversion;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Capture.Sheets;

/// <summary>What pages of letters need from a worker: a count, the ink on each, a file made of some of them.</summary>
/// <param name="reading">The workers.</param>
public sealed class SheetWorkshop(ReadingState reading)
{
    /// <summary>Below this share of ink a page is proposed as blank: less than one short word.</summary>
    public const double Blank = 0.00015;

    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<string, double> ink = new(StringComparer.Ordinal);

    /// <summary>A file that is safe, and how it is made.</summary>
    internal sealed record Made(Receive.Piece Piece, Arrangement Arrangement);

    /// <summary>How many pages a version has; null when it has none that can be shown.</summary>
    internal async Task<int?> CountAsync(OpenAdministration administration, VersionRow version, CancellationToken ct)
    {
        await using (var db = administration.Store.Read())
        {
            if (await db.Renditions.SingleOrDefaultAsync(r => r.Blob == version.Blob && r.Kind == ReadText.Rendition, ct).ConfigureAwait(false) is { Pages: { } known })
            {
                return known;
            }
        }

        // Whoever looks before the text was read must not wait for it to know how many pages there are.
        var pool = await reading.ForPeopleAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return null;
        }

        await using var reader = new BlobReader(pool.Value, administration, version.Blob, version.FileName);
        var count = await reader.AskAsync(s => s.CountAsync(ct), ct).ConfigureAwait(false);
        return count is { IsSuccess: true, Value: > 0 } ? count.Value : null;
    }

    /// <summary>Pages with next to nothing on them: proposed, never dropped by themselves.</summary>
    internal async Task<Outcome<IReadOnlyList<int>>> BlankAsync(OpenAdministration administration, VersionRow version, int pages, CancellationToken ct)
    {
        var pool = await reading.ForPeopleAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return pool.Failure;
        }

        if (ink.Count > Remembered)
        {
            ink.Clear();
        }

        await using var reader = new BlobReader(pool.Value, administration, version.Blob, version.FileName);
        var blank = new List<int>();
        for (var page = 1; page <= pages; page++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{version.Blob}-{page}");
            if (!ink.TryGetValue(key, out var share))
            {
                var asked = await reader.AskAsync(s => s.InkAsync(page, ct), ct).ConfigureAwait(false);
                share = asked.IsSuccess ? asked.Value : 1;
                ink[key] = share;
            }

            if (share < Blank)
            {
                blank.Add(page);
            }
        }

        return blank;
    }

    /// <summary>Makes a PDF of received pages; its bytes are safe when it answers, and nothing names them yet.</summary>
    internal async Task<Outcome<Made>> MakeAsync(OpenAdministration administration, IReadOnlyList<Sheet> sheets, string name, CancellationToken ct)
    {
        var pool = await reading.ForPeopleAsync(ct).ConfigureAwait(false);
        if (!pool.IsSuccess)
        {
            return pool.Failure;
        }

        if (administration.Store.Reserve.Refusal(0) is { } full)
        {
            return full;
        }

        var wanted = sheets.Select(s => s.Version).Distinct().ToList();
        Dictionary<VersionId, VersionRow> versions;
        await using (var db = administration.Store.Read())
        {
            versions = await db.Versions.Where(v => wanted.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct).ConfigureAwait(false);
        }

        var blobs = wanted.ConvertAll(v => versions[v]).DistinctBy(v => v.Blob).ToList();
        var asked = sheets.Select(s => new Engines.Conversion.Worker.Sheet(blobs.FindIndex(b => b.Blob == versions[s.Version].Blob), s.Page, s.Turn)).ToList();
        StoredBlob? stored = null;
        await using var reader = new BlobReader(pool.Value, administration, blobs[0].Blob, blobs[0].FileName);
        var made = await reader.AskAsync(
            async session =>
            {
                var others = blobs.Skip(1).Select(v => Open(administration, v)).ToList();
                try
                {
                    return await session.SheetsAsync(
                        others,
                        asked,
                        async (stream, token) => stored = await administration.Store.Blobs.PutAsync(stream, long.MaxValue, token).ConfigureAwait(false),
                        ct).ConfigureAwait(false);
                }
                finally
                {
                    foreach (var (content, _) in others)
                    {
                        await content.DisposeAsync().ConfigureAwait(false);
                    }
                }
            },
            ct).ConfigureAwait(false);
        return made.IsSuccess
            ? new Made(new Receive.Piece(stored!, ContentSniffer.Sniff(stored!.Head.Span, name, null)), new Arrangement(sheets, made.Value.Tool))
            : Outcome<Made>.Refused(made.Failures);
    }

    private static (Stream Content, SniffedType Type) Open(OpenAdministration administration, VersionRow version)
    {
        var content = administration.Store.Blobs.Open(BlobAddress.Parse(version.Blob));
        var head = new byte[ContentSniffer.HeadLength];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return (content, ContentSniffer.Sniff(head.AsSpan(0, length), version.FileName, null));
    }
}
