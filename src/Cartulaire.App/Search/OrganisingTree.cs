using Cartulaire.App.Items;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Index;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Search;

/// <summary>Keeps the tree of organising folders in memory behind the journal: a branch that moves is seen at once, and no entry of what it holds is touched.</summary>
internal sealed class OrganisingTree
{
    private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FolderTree tree = FolderTree.Empty;

    /// <summary>The tree, once it has been read.</summary>
    public async Task<FolderTree> KnownAsync(CancellationToken ct)
    {
        await read.Task.WaitAsync(ct).ConfigureAwait(false);
        return tree;
    }

    /// <summary>Reads it when a folder has come or moved since a journal number, and the first time.</summary>
    public async Task FollowAsync(RecordDb db, long followed, CancellationToken ct)
    {
        if (read.Task.IsCompleted && !await db.Items.AnyAsync(i => i.ChangedNumber > followed && i.Type == OrganisingFolders.Type, ct).ConfigureAwait(false))
        {
            return;
        }

        var folders = await db.Items.Where(i => i.Type == OrganisingFolders.Type).Select(i => new { i.Id, i.Serial, i.ParentId }).ToListAsync(ct).ConfigureAwait(false);
        var serials = folders.ToDictionary(f => f.Id, f => f.Serial);
        tree = new FolderTree(folders.Select(f => (f.Serial, f.ParentId is { } parent && serials.TryGetValue(parent, out var above) ? above : (int?)null)));
        read.TrySetResult();
    }
}
