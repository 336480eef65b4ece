using System.Text.Json;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>One code of a list.</summary>
/// <param name="Id">What is stored.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Labels">What people read.</param>
/// <param name="From">First day on which it may be chosen.</param>
/// <param name="To">Last day on which it may be chosen; a value already given stays.</param>
/// <param name="Attributes">Facts that defaults draw on.</param>
public sealed record Code(string Id, Origin At, Labels Labels, DateOnly? From, DateOnly? To, IReadOnlyDictionary<string, JsonElement> Attributes)
{
    /// <summary>Whether it may be chosen that day.</summary>
    public bool IsInForce(DateOnly day) => !(day < From) && !(day > To);
}

/// <summary>A dated list of codes.</summary>
public sealed record CodeList : IThing
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

    /// <summary>Its codes, in the order of the form.</summary>
    public IReadOnlyList<Code> Codes { get; init; } = [];

    /// <summary>A code, or null.</summary>
    public Code? Code(string id) => Codes.FirstOrDefault(c => string.Equals(c.Id, id, StringComparison.Ordinal));
}
