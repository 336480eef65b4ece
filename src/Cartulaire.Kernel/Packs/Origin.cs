namespace Cartulaire.Kernel.Packs;

/// <summary>Where a pack says something, so that a fault can be found again.</summary>
/// <param name="File">Path inside the pack, with forward slashes.</param>
/// <param name="Line">From 1.</param>
public readonly record struct Origin(string File, int Line);

/// <summary>An id as it is written at some place of a pack.</summary>
/// <param name="Id">The id.</param>
/// <param name="At">Where it is written.</param>
public readonly record struct Ref(string Id, Origin At)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>Something wrong in a pack. The sentence is looked up from the code, in the reader's language.</summary>
/// <param name="Code">Stable identity, one of <see cref="FaultCodes"/>.</param>
/// <param name="At">File and line.</param>
/// <param name="Args">Values that the sentence quotes, in order.</param>
public sealed record Fault(string Code, Origin At, params IReadOnlyList<string> Args)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At.File}:{At.Line} {Code}({string.Join(", ", Args)})";
}
