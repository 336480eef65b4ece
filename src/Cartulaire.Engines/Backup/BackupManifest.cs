using System.Text.Json;

namespace Cartulaire.Engines.Backup;

/// <summary>What a backup holds. Written last: a folder without it is no backup.</summary>
/// <param name="Format">1.</param>
/// <param name="TakenAt">When it began.</param>
/// <param name="Files">Path in the backup → SHA-256, for everything but blobs, which carry their digest as their name.</param>
/// <param name="Administrations">What each administration holds.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset TakenAt, SortedDictionary<string, string> Files, SortedDictionary<string, BackupCounts> Administrations)
{
    /// <summary>Name of the manifest's file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>How the manifest is written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>What a backup holds of one administration.</summary>
/// <param name="Journal">Number of the last journal entry.</param>
/// <param name="JournalHash">Its hash.</param>
/// <param name="Blobs">Blobs copied.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record BackupCounts(long Journal, string JournalHash, long Blobs, long Bytes);
