using System.Text.Json;
using Cartulaire.App.Packs.Reading;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>The packs in force in one open administration, read once from the record and replaced whole when they change.</summary>
public sealed class InstalledPacks
{
    private volatile InForce current;

    private InstalledPacks(InForce current) => this.current = current;

    /// <summary>Everything in force.</summary>
    public Catalogue Catalogue => current.Catalogue;

    /// <summary>Revision of the catalogue; items keep the one that their properties follow.</summary>
    public long Revision => current.Revision;

    /// <summary>Reads what is installed.</summary>
    /// <exception cref="InvalidOperationException">An installed pack can no longer be read by this release.</exception>
    public static async Task<InstalledPacks> LoadAsync(AdministrationStore store, CancellationToken ct)
    {
        var installed = new InstalledPacks(new InForce(new Catalogue(), 0));
        await installed.ReloadAsync(store, ct).ConfigureAwait(false);
        return installed;
    }

    /// <summary>Reads again after an installation.</summary>
    public async Task ReloadAsync(AdministrationStore store, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var db = store.Read();
        var rows = await db.Packs.Where(p => p.State == PackStates.Current).OrderBy(p => p.Revision).ToListAsync(ct).ConfigureAwait(false);
        var packs = rows.ConvertAll(Read);
        current = new InForce(new Catalogue([.. packs]), rows.Count == 0 ? 0 : rows.Max(r => r.Revision));
    }

    /// <summary>Reads one installed pack back.</summary>
    /// <exception cref="InvalidOperationException">It can no longer be read.</exception>
    public static Pack Read(PackRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var files = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Files)!;
        var reading = PackReader.Read(files);
        return reading.Pack ?? throw new InvalidOperationException(
            $"The installed pack {row.PackId} {row.PackVersion} cannot be read: {string.Join("; ", reading.Faults.Select(f => FaultSentences.Of(f, "fr")))}");
    }

    private sealed record InForce(Catalogue Catalogue, long Revision);
}

/// <summary>States of an installed pack.</summary>
public static class PackStates
{
    /// <summary>In force.</summary>
    public const string Current = "current";

    /// <summary>Replaced by a later version.</summary>
    public const string Replaced = "replaced";
}
