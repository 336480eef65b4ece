namespace Cartulaire.Engines.Index;

/// <summary>The organising folders of one administration, in memory: entries hold only their direct parent, a move of a branch touches none of them.</summary>
public sealed class FolderTree
{
    private readonly Dictionary<int, List<int>> children = [];

    /// <summary>Builds the tree from each folder and its parent.</summary>
    public FolderTree(IEnumerable<(int Folder, int? Parent)> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        foreach (var (folder, parent) in folders)
        {
            if (parent is { } above)
            {
                (children.TryGetValue(above, out var list) ? list : children[above] = []).Add(folder);
            }
        }
    }

    /// <summary>No folder at all.</summary>
    public static FolderTree Empty { get; } = new([]);

    /// <summary>The folder and all below it.</summary>
    public IReadOnlyCollection<int> Branch(int folder)
    {
        var branch = new HashSet<int> { folder };
        var open = new Stack<int>(branch);
        while (open.TryPop(out var next))
        {
            foreach (var child in children.GetValueOrDefault(next) ?? [])
            {
                if (branch.Add(child))
                {
                    open.Push(child);
                }
            }
        }

        return branch;
    }
}
