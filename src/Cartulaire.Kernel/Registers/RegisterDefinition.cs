using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Registers;

/// <summary>A register: a numbered list whose numbers are never given twice (MAIL-11).</summary>
public sealed record RegisterDefinition : IThing
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required Origin At { get; init; }

    /// <inheritdoc/>
    public int Version { get; init; } = 1;

    /// <inheritdoc/>
    public int? Base { get; init; }

    /// <inheritdoc/>
    public string Fingerprint { get; init; } = "";

    /// <summary>Its name.</summary>
    public required Labels Labels { get; init; }

    /// <summary>The format as written, and where.</summary>
    public required Ref Format { get; init; }

    /// <summary>When it begins again.</summary>
    public ResetPolicy Reset { get; init; }

    /// <summary>The format, read.</summary>
    /// <exception cref="InvalidOperationException">The checker was not asked first.</exception>
    public NumberFormat NumberFormat => NumberFormat.Parse(Format.Id, Reset, out var faults) ?? throw new InvalidOperationException($"Register '{Id}': {faults[0].Code}.");
}
