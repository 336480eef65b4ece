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

    /// <summary>The folder that takes the next record.</summary>
    /// <param name="act">The act that files the record.</param>
    /// <param name="path">Path as the pack writes it, placeholders included.</param>
    /// <param name="registered">Day of registration.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ItemId> ForAsync(Act act, string path, DateOnly registered, CancellationToken ct)
    {
        var segments = FilingPath.Parse(path, out _)!.Segments(registered);
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<string> chosen;

        // WithRoom asks in turn for folders that may be full: each is counted before it is asked.
        for (var part = 1; ; part++)
        {
            var candidate = part == 1 ? segments : [.. segments, part.ToString("00", System.Globalization.CultureInfo.InvariantCulture)];
            var held = await HeldAsync(act, candidate, ct).ConfigureAwait(false);
            parts[Key(candidate)] = held;
            if (held < FilingPath.Most)
            {
                chosen = FilingPath.WithRoom(segments, folder => parts.GetValueOrDefault(Key(folder)));
                break;
            }
        }

        ItemId? parent = null;
        for (var depth = 1; depth <= chosen.Count; depth++)
        {
            parent = await EnsureAsync(act, parent, [.. chosen.Take(depth)], ct).ConfigureAwait(false);
        }

        return parent!.Value;
    }

    private static async Task<int> HeldAsync(Act act, IReadOnlyList<string> segments, CancellationToken ct)
        => await FindAsync(act, segments, ct).ConfigureAwait(false) is { } folder
            ? await act.Db.Items.CountAsync(i => i.ParentId == folder && i.Type != Type, ct).ConfigureAwait(false)
            : 0;

    private static async Task<ItemId?> FindAsync(Act act, IReadOnlyList<string> segments, CancellationToken ct)
        => (await act.Db.ItemKeys.FindAsync([Paths, Key(segments)], ct).ConfigureAwait(false))?.ItemId;

    private static async Task<ItemId> EnsureAsync(Act act, ItemId? parent, IReadOnlyList<string> segments, CancellationToken ct)
    {
        if (await FindAsync(act, segments, ct).ConfigureAwait(false) is { } known)
        {
            return known;
        }

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
