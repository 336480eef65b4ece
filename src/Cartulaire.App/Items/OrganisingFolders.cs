using Cartulaire.App.Texts;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Items;

/// <summary>Folders that only put records in order: made on first use, with room for 1,000 records each.</summary>
internal static class OrganisingFolders
{
    /// <summary>Type of such a folder; no pack declares it.</summary>
    public const string Type = "$folder";

    private const string Paths = "$path";

#pragma warning disable CA1309 // The database compares: its order of keys is that of their bytes.
    private static readonly Func<RecordDb, string, string, string, IAsyncEnumerable<ItemKeyRow>> Among = EF.CompileAsyncQuery(
        (RecordDb db, string first, string from, string to) => db.ItemKeys.AsNoTracking()
            .Where(k => k.Register == Paths && (k.Key == first || (string.Compare(k.Key, from) >= 0 && string.Compare(k.Key, to) < 0))));
#pragma warning restore CA1309

    private static readonly Func<RecordDb, ItemId, CancellationToken, Task<int>> Children = EF.CompileAsyncQuery(
        (RecordDb db, ItemId folder, CancellationToken _) => db.Items.Count(i => i.ParentId == folder));

    /// <summary>What people read for a type that no pack declares.</summary>
    public static string Label(string type, string language) => type == Type ? Sentences.Of("folder.organising", language) : type;

    /// <summary>The folder that takes the next record.</summary>
    /// <param name="act">The act that files the record.</param>
    /// <param name="path">Path as the pack writes it, placeholders included.</param>
    /// <param name="registered">Day of registration.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ItemId> ForAsync(Act act, string path, DateOnly registered, CancellationToken ct)
    {
        var segments = FilingPath.Parse(path, out _)!.Segments(registered);
        var known = await KnownAsync(act, segments, ct).ConfigureAwait(false);

        // They fill one after the other: only the last one has to be counted.
        var filled = new List<IReadOnlyList<string>>();
        var next = FilingPath.WithRoom(segments, folder =>
        {
            if (!known.ContainsKey(Key(folder)))
            {
                return 0;
            }

            filled.Add(folder);
            return FilingPath.Most;
        });
        return filled is [.., var last] && known[Key(last)] is var id && await Children(act.Db, id, ct).ConfigureAwait(false) < FilingPath.Most
            ? id
            : await EnsureAsync(act, next, ct).ConfigureAwait(false);
    }

    /// <summary>The folder of a path and its numbered parts, as far as they exist; whatever else lies below may be among them.</summary>
    private static async Task<Dictionary<string, ItemId>> KnownAsync(Act act, IReadOnlyList<string> segments, CancellationToken ct)
    {
        var known = new Dictionary<string, ItemId>(StringComparer.Ordinal);
        await foreach (var folder in Among(act.Db, Key(segments), Key([.. segments, "0"]), Key([.. segments, ":"])).WithCancellation(ct).ConfigureAwait(false))
        {
            known.Add(folder.Key, folder.ItemId);
        }

        return known;
    }

    private static async Task<ItemId?> FindAsync(Act act, IReadOnlyList<string> segments, CancellationToken ct)
        => (await act.Db.ItemKeys.FindAsync([Paths, Key(segments)], ct).ConfigureAwait(false))?.ItemId;

    private static async Task<ItemId> EnsureAsync(Act act, IReadOnlyList<string> segments, CancellationToken ct)
    {
        if (await FindAsync(act, segments, ct).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        ItemId? parent = segments.Count > 1 ? await EnsureAsync(act, [.. segments.Take(segments.Count - 1)], ct).ConfigureAwait(false) : null;

        // A year or a month tells nothing: everybody may read the folder, what it holds has rights of its own.
        var set = AccessSet.From([new AccessGrant(Principal.Everybody, Rights.Read)]);
        var row = new ItemRow
        {
            Id = ItemId.New(),
            Serial = (int)await act.NextAsync("item-serial", ct).ConfigureAwait(false),
            IsFolder = true,
            Type = Type,
            Title = segments[^1],
            ParentId = parent,
            Properties = "{}",
            Stamp = 1,
            AccessSet = await AccessSets.NumberAsync(act, set, ct).ConfigureAwait(false),
            CreatedAt = act.Now,
            CreatedBy = act.Actor.Name,
            ChangedAt = act.Now,
            ChangedBy = act.Actor.Name,
        };
        act.Db.Items.Add(row);
        act.Db.ItemKeys.Add(new ItemKeyRow { Register = Paths, Key = Key(segments), ItemId = row.Id });
        act.Journal("folder.created", row.Id);
        await act.FlushAsync(ct).ConfigureAwait(false);
        return row.Id;
    }

    private static string Key(IReadOnlyList<string> segments) => "/" + string.Join('/', segments);
}
