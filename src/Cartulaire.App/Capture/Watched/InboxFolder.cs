using System.Globalization;

namespace Cartulaire.App.Capture.Watched;

/// <summary>A file that lies in a watched folder.</summary>
/// <param name="Folder">The folder of its administration.</param>
/// <param name="Info">The file, as it was when it was seen.</param>
/// <param name="Type">Name of the folder that says the type, or null.</param>
/// <param name="IsPile">Whether it is to be cut at separator pages.</param>
internal sealed record InboxFile(InboxFolder Folder, FileInfo Info, string? Type, bool IsPile);

/// <summary>How a watched folder is laid out.</summary>
/// <param name="Root">Its path.</param>
internal sealed record InboxFolder(string Root)
{
    private static readonly string[] Reserved = ["done", "refused"];

    /// <summary>Files in the order of their names. Links and hidden files are nobody's letters.</summary>
    public IEnumerable<InboxFile> Files()
    {
        foreach (var file in In(Root, null))
        {
            yield return file;
        }

        foreach (var folder in Folders(Root).Where(f => !Reserved.Contains(f.Name, StringComparer.Ordinal) && f.Name != Inbox.Piles))
        {
            foreach (var file in In(folder.FullName, folder.Name))
            {
                yield return file;
            }
        }
    }

    /// <summary>A free path under one of the folders for what has been dealt with.</summary>
    public string Free(string folder, string name)
    {
        var place = Directory.CreateDirectory(Path.Join(Root, folder)).FullName;
        var target = Path.Join(place, name);
        for (var n = 2; File.Exists(target); n++)
        {
            target = Path.Join(place, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)} ({n}){Path.GetExtension(name)}"));
        }

        return target;
    }

    private IEnumerable<InboxFile> In(string path, string? type)
    {
        var piles = new DirectoryInfo(Path.Join(path, Inbox.Piles));
        return FilesOf(new DirectoryInfo(path)).Select(f => new InboxFile(this, f, type, false))
            .Concat(piles.Exists && piles.LinkTarget is null ? FilesOf(piles).Select(f => new InboxFile(this, f, type, true)) : []);
    }

    private static IEnumerable<FileInfo> FilesOf(DirectoryInfo folder)
        => folder.EnumerateFiles().Where(f => f.LinkTarget is null && !f.Name.StartsWith('.')).OrderBy(f => f.Name, StringComparer.Ordinal);

    private static IEnumerable<DirectoryInfo> Folders(string path)
        => new DirectoryInfo(path).EnumerateDirectories().Where(d => d.LinkTarget is null && !d.Name.StartsWith('.')).OrderBy(d => d.Name, StringComparer.Ordinal);
}
