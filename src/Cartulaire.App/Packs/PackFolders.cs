using System.Buffers;

namespace Cartulaire.App.Packs;

/// <summary>Where the packs delivered with the program lie.</summary>
public static class PackFolders
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a pack of that id is delivered.</summary>
    public static bool Exists(CartulaireOptions options, string id)
        => id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Allowed) && File.Exists(Path.Join(Of(options, id), "pack.yaml"));

    /// <summary>Folder of a delivered pack.</summary>
    public static string Of(CartulaireOptions options, string id)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Path.Join(options.PacksFolder, id);
    }
}
