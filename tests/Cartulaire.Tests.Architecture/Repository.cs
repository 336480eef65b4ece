using System.Reflection;

namespace Cartulaire.Tests.Architecture;

/// <summary>The files that rules look at: the real ones, or a sample made in a test.</summary>
internal sealed class Repository(IReadOnlyList<Source> files)
{
    private static readonly string[] Tops = ["src", "packs"];
    private static readonly string[] Kept = [".cs", ".razor", ".js", ".csproj", ".yaml", ".yml", ".sql"];

    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);

    /// <summary>This repository as it is on disk.</summary>
    public static Repository Real { get; } = Read();

    public IReadOnlyList<Source> Files { get; } = files;

    public IEnumerable<Source> Sources(params string[] extensions)
        => Files.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal) && f.Is(extensions));

    public IEnumerable<Source> Packs => Files.Where(f => f.Path.StartsWith("packs/", StringComparison.Ordinal) && f.Is(".yaml", ".yml"));

    /// <summary>A sample: path and text, path and text…</summary>
    public static Repository Of(params string[] pathsAndTexts)
        => new([.. pathsAndTexts.Chunk(2).Select(p => new Source(p[0], p[1]))]);

    private static Repository Read()
    {
        var files =
            from top in Tops
            let folder = Path.Combine(Root, top)
            where Directory.Exists(folder)
            from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
            where Kept.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !path.Split('/').Any(p => p is "bin" or "obj" or "node_modules")
            orderby path
            select new Source(path, File.ReadAllText(file));
        return new Repository([.. files]);
    }
}
