using Cartulaire.Engines.Storage;
using Cartulaire.Kernel.Packs;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.App.Packs;

/// <summary>The packs in force in one open administration, read once from the record and replaced whole when they change.</summary>
/// <remarks>An act takes <see cref="Now"/> inside itself: a change of packs is an act too, so both see each other in order.</remarks>
public sealed class InstalledPacks
{
    private volatile PacksInForce current = PacksInForce.None;

    private InstalledPacks()
    {
    }

    /// <summary>Everything in force, as one.</summary>
    public PacksInForce Now => current;

    /// <summary>Everything in force.</summary>
    public Catalogue Catalogue => current.Catalogue;

    /// <summary>Revision of the catalogue; items keep the one that their properties follow.</summary>
    public long Revision => current.Revision;

    /// <summary>Reads what is installed.</summary>
    /// <exception cref="InvalidOperationException">An installed pack can no longer be read by this release.</exception>
    public static async Task<InstalledPacks> LoadAsync(AdministrationStore store, CancellationToken ct)
    {
        var installed = new InstalledPacks();
        await installed.ReloadAsync(store, ct).ConfigureAwait(false);
        return installed;
    }

    /// <summary>Reads again what the record says.</summary>
    public async Task ReloadAsync(AdministrationStore store, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var db = store.Read();
        var history = new PackHistory(await db.Packs.AsNoTracking().ToListAsync(ct).ConfigureAwait(false));
        var packs = history.Compose();
        current = packs.IsSuccess
            ? new PacksInForce(new Catalogue(packs.Value), history)
            : throw new InvalidOperationException($"The installed packs no longer fit together: {string.Join("; ", packs.Failures)}");
    }

    /// <summary>Puts a change of packs in force; only inside the act that writes it.</summary>
    internal void Replace(PacksInForce next) => current = next;
}

/// <summary>What is in force at one revision.</summary>
public sealed class PacksInForce
{
    internal PacksInForce(Catalogue catalogue, PackHistory history)
    {
        Catalogue = catalogue;
        History = history;
        Items = new ItemReading(catalogue, history);
    }

    /// <summary>Nothing.</summary>
    internal static PacksInForce None { get; } = new(new Catalogue(), new PackHistory([]));

    /// <summary>Types, workflows, registers and all else.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>How it came to be.</summary>
    public PackHistory History { get; }

    /// <summary>Reads items of any revision.</summary>
    public ItemReading Items { get; }

    /// <summary>Its revision; what is written now follows it.</summary>
    public long Revision => History.Revision;
}
