using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs.Reading;

/// <summary>What reading a pack gave.</summary>
/// <param name="Pack">The pack; null when it has a fault.</param>
/// <param name="Faults">Every fault, by file and line.</param>
public sealed record PackReading(Pack? Pack, IReadOnlyList<Fault> Faults);

/// <summary>Reads packs: YAML to model, then the checker. A pack with one fault is not a pack.</summary>
public static class PackReader
{
    /// <summary>Files of a pack at most.</summary>
    internal const int MaxFiles = 500;

    /// <summary>Reads the folder of a pack.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static PackReading Read(string folder) => Read(Files(folder));

    /// <summary>The YAML files of a folder by their path in it, scenarios included; symbolic links are not followed.</summary>
    /// <exception cref="InvalidDataException">There are more files than a pack may have.</exception>
    public static IReadOnlyDictionary<string, string> Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 4 };
        var paths = Directory.EnumerateFiles(folder, "*.yaml", options).Take(MaxFiles + 1).ToList();
        if (paths.Count > MaxFiles)
        {
            throw new InvalidDataException("A pack has too many files.");
        }

        return paths.ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    /// <summary>Reads the files of a pack.</summary>
    /// <param name="files">Path inside the pack, with forward slashes, to text.</param>
    public static PackReading Read(IReadOnlyDictionary<string, string> files)
    {
        var (pack, faults) = ReadUnchecked(files);
        if (pack is { Overlays: null })
        {
            // What follows from a fault already told on the same line is not told twice.
            var told = faults.Select(f => f.At).ToHashSet();
            faults = [.. faults.Concat(PackChecker.Check(pack).Where(f => !told.Contains(f.At))).OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line)];
        }

        return new PackReading(faults.Count == 0 ? pack : null, faults);
    }

    private static (Pack? Pack, IReadOnlyList<Fault> Faults) ReadUnchecked(IReadOnlyDictionary<string, string> files)
    {
        List<Fault> faults = [];
        var parts = new PackParts();
        Pack? pack = null;
        foreach (var (file, text) in files.Where(f => !f.Key.StartsWith("scenarios/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (YamlTree.Read(file, text, faults) is not { } root)
            {
                continue;
            }

            var map = new MapReader(root, faults);
            if (string.Equals(file, "pack.yaml", StringComparison.Ordinal))
            {
                pack = Head(map);
            }
            else if (!parts.Take(file, map))
            {
                faults.Add(new Fault(FaultCodes.FileUnknown, new Origin(file, 1), file));
            }
        }

        if (pack is null && !faults.Any(f => string.Equals(f.At.File, "pack.yaml", StringComparison.Ordinal)))
        {
            faults.Add(new Fault(FaultCodes.PackMissing, new Origin("pack.yaml", 1)));
        }

        return (pack is null ? null : parts.Into(pack), [.. faults.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line)]);
    }

    private static Pack Head(MapReader map)
    {
        var pack = new Pack { Id = map.Text("id"), At = map.At, Version = map.Integer("version") ?? 0, Labels = map.Labels(), Overlays = map.RefOrNull("overlays") };
        if (!map.Has("version"))
        {
            map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, "version"));
        }

        map.Done();
        return pack;
    }
}
