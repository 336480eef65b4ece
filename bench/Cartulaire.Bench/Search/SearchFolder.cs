using System.Text.Json;

namespace Cartulaire.Bench.Search;

/// <summary>What a phase leaves for the next: the folder can be measured again without being made again.</summary>
/// <param name="Records">Records in it, three documents each.</param>
/// <param name="Seeded">Whether all rows are in.</param>
/// <param name="SeedSeconds">How long they took.</param>
/// <param name="Sets">Access sets.</param>
/// <param name="Ordinary">Bearer token of the ordinary user.</param>
/// <param name="Administrator">Bearer token of the administrator.</param>
/// <param name="Member">Bearer token of one of the thousand.</param>
/// <param name="IndexSeconds">How long the product took to build the index; 0 before.</param>
internal sealed record SearchState(
    int Records, bool Seeded, double SeedSeconds, int Sets, string Ordinary, string Administrator, string Member, double IndexSeconds = 0);

/// <summary>The folder of one search bench: the data folder of the product, and beside it what the bench knows.</summary>
internal sealed class SearchFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public string Data => Path.Join(path, "data");

    public string Administration => Path.Join(Data, "administrations", "sart");

    public string Index => Path.Join(Administration, "index");

    private string File => Path.Join(path, "bench.json");

    public SearchState? Read() => System.IO.File.Exists(File) ? JsonSerializer.Deserialize<SearchState>(System.IO.File.ReadAllText(File)) : null;

    public void Write(SearchState state) => System.IO.File.WriteAllText(File, JsonSerializer.Serialize(state, Json));

    /// <summary>Begins anew: rows that were cut half-way are no record.</summary>
    public void Clear()
    {
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        Directory.CreateDirectory(path);
        System.IO.File.Delete(File);
    }

    public static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
