using System.Globalization;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.App.Packs;

/// <summary>A pack as somebody brings it: its files, read and without a fault of its own.</summary>
/// <param name="Pack">The pack; an overlay is checked once it is laid over its base.</param>
/// <param name="Files">Path inside the pack to text.</param>
public sealed record PackSource(Pack Pack, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Reads the folder of a pack.</summary>
    /// <returns>The pack, or <c>pack.unknown</c>, <c>pack.too-many-files</c>, or every fault as <c>pack.fault</c>.</returns>
    public static Outcome<PackSource> Of(string folder)
    {
        var files = FilesOf(folder);
        return files.IsSuccess ? Of(files.Value) : files.Failure;
    }

    /// <summary>Reads the files of a pack.</summary>
    public static Outcome<PackSource> Of(IReadOnlyDictionary<string, string> files)
    {
        var reading = PackReader.Read(files);
        return reading.Pack is { } pack ? new PackSource(pack, files) : Outcome<PackSource>.Refused(Failures(reading.Faults));
    }

    /// <summary>The files of a folder.</summary>
    public static Outcome<Dictionary<string, string>> FilesOf(string folder)
    {
        if (!File.Exists(Path.Join(folder, "pack.yaml")))
        {
            return new Failure(Refusal.NotFound, "pack.unknown", "packs", Path.GetFileName(folder));
        }

        try
        {
            return new Dictionary<string, string>(PackReader.Files(folder), StringComparer.Ordinal);
        }
        catch (InvalidDataException)
        {
            return new Failure(Refusal.TooLarge, "pack.too-many-files", "packs", PackReader.MaxFiles);
        }
    }

    /// <summary>Faults as refusals: where, and a sentence that helps.</summary>
    internal static IReadOnlyList<Failure> Failures(IEnumerable<Fault> faults)
        => [.. faults.Select(f => new Failure(
            string.Equals(f.Code, FaultCodes.OverlayConflict, StringComparison.Ordinal) ? Refusal.Conflict : Refusal.Invalid,
            string.Equals(f.Code, FaultCodes.OverlayConflict, StringComparison.Ordinal) ? FaultCodes.OverlayConflict : "pack.fault",
            f.At.File + ":" + f.At.Line.ToString(CultureInfo.InvariantCulture),
            FaultSentences.Of(f, "fr")))];
}
