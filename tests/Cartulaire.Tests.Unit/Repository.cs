namespace Cartulaire.Tests.Unit;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
        => folder is null ? throw new DirectoryNotFoundException("Cartulaire.slnx is nowhere above.") : File.Exists(System.IO.Path.Combine(folder.FullName, "Cartulaire.slnx")) ? folder.FullName : Find(folder.Parent);
}
