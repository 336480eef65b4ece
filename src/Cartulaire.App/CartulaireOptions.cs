namespace Cartulaire.App;

/// <summary>What the operator decides when the program starts. Each value has a sound default.</summary>
public sealed class CartulaireOptions
{
    /// <summary>Bytes of disk that reception leaves free (security D-5). Default 256 MiB.</summary>
    public long ReserveBytes { get; set; } = Engines.Storage.DiskReserve.DefaultBytes;

    /// <summary>Largest file that may be received, in bytes. Default 4 GiB.</summary>
    public long MaxReceptionBytes { get; set; } = 4L << 30;

    /// <summary>Administrations kept open at most. Default 64.</summary>
    public int MaxOpen { get; set; } = 64;

    /// <summary>Time without use after which an administration is closed. Default ten minutes.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Origin on which received content may be looked at, such as <c>https://contenu.commune.be</c>; it must lead to this program and not be the one of its pages.
    /// Default: on <c>localhost</c>, the same port of <c>127.0.0.1</c>; elsewhere none, and content is handed out as attachment only.
    /// </summary>
    public Uri? ContentOrigin { get; set; }

    /// <summary>Background jobs that run at the same time, over all administrations. Default one more than there are cores: while one writes down what it read, the next one reads.</summary>
    public int Hands { get; set; } = Environment.ProcessorCount + 1;

    /// <summary>Bytes of page images kept ready for each administration. Default 512 MiB.</summary>
    public long PageCacheBytes { get; set; } = 512L << 20;

    /// <summary>Time between two looks into the watched folders. Default five seconds.</summary>
    public TimeSpan InboxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Folder of the packs that can be installed. Default <c>packs</c> beside the program.</summary>
    public string PacksFolder { get; set; } = Path.Join(AppContext.BaseDirectory, "packs");
}
