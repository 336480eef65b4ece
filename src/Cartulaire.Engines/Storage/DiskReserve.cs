using Cartulaire.Kernel;

namespace Cartulaire.Engines.Storage;

/// <summary>Keeps a part of the disk free so that journal, sign-out and clean-up still work when documents no longer fit (security D-5).</summary>
/// <param name="folder">Any folder on the disk to watch.</param>
/// <param name="reserveBytes">Bytes that reception never eats into.</param>
public sealed class DiskReserve(string folder, long reserveBytes)
{
    /// <summary>The reserve when the operator says nothing: 256 MiB.</summary>
    public const long DefaultBytes = 256L << 20;

    private readonly DriveInfo drive = new(folder);

    /// <summary>Refuses when fewer free bytes than the reserve would remain after writing.</summary>
    /// <param name="incomingBytes">Bytes about to be written; 0 when unknown.</param>
    /// <returns><c>storage.full</c>, with free and reserved MiB, or nothing.</returns>
    public Failure? Refusal(long incomingBytes = 0)
    {
        var free = drive.AvailableFreeSpace;
        return free - incomingBytes < reserveBytes
            ? new Failure(Kernel.Refusal.StorageFull, "storage.full", null, free >> 20, reserveBytes >> 20)
            : null;
    }
}
