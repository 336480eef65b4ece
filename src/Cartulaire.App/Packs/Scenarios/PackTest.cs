using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs.Scenarios;

/// <summary>Checks the folder of a pack, and plays its scenarios, before it is installed anywhere.</summary>
public static class PackTest
{
    /// <param name="Pack">The pack, laid over its base where it is an overlay.</param>
    /// <param name="Files">Its own files.</param>
    public sealed record Checked(Pack Pack, IReadOnlyDictionary<string, string> Files);

    /// <summary>Checks a pack whole. The base of an overlay is looked for beside it, then among the packs delivered.</summary>
    /// <returns>The pack, or every fault.</returns>
    public static Outcome<Checked> Check(string folder, CartulaireOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = PackSource.Of(folder);
        if (!source.IsSuccess || source.Value.Pack.Overlays is not { } wanted)
        {
            return source.Map(s => new Checked(s.Pack, s.Files));
        }

        var beside = Path.Join(Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd('/')), wanted.Id);
        if (Words.IsId(wanted.Id) && (Directory.Exists(beside) || PackFolders.Exists(options, wanted.Id)))
        {
            var @base = PackSource.Of(Directory.Exists(beside) ? beside : PackFolders.Of(options, wanted.Id));
            if (!@base.IsSuccess)
            {
                return Outcome<Checked>.Refused(@base.Failures);
            }

            var merged = Overlays.Merge(@base.Value.Pack, source.Value.Pack);
            return merged.Pack is { } pack ? new Checked(pack, source.Value.Files) : Outcome<Checked>.Refused(PackSource.Failures(merged.Faults));
        }

        return new Failure(Refusal.NotFound, "overlay.base-missing", "packs", source.Value.Pack.Id, wanted.Id);
    }

    /// <summary>Plays the scenarios of a checked pack.</summary>
    public static IReadOnlyList<ScenarioResult> Play(Checked pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return ScenarioRunner.RunAll(new Catalogue(pack.Pack), pack.Files);
    }
}
