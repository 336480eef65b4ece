namespace Cartulaire.Kernel.Packs;

/// <summary>Anything that a pack declares under an id, and that an overlay may change.</summary>
public interface IThing
{
    /// <summary>Permanent id, English kebab-case.</summary>
    string Id { get; }

    /// <summary>Where it is declared.</summary>
    Origin At { get; }

    /// <summary>Version of this thing; its author raises it at each change.</summary>
    int Version { get; }

    /// <summary>In an overlay: the version of the base's thing that this one was made for; null for a new thing.</summary>
    int? Base { get; }

    /// <summary>Hash of what is written, without comments and layout: tells a change that raised no version.</summary>
    string Fingerprint { get; }
}
