using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>What an item of a type is.</summary>
public enum ItemKind
{
    /// <summary>Contains items.</summary>
    Folder,

    /// <summary>Has content in versions.</summary>
    Document,
}

/// <summary>A type of item: its fields, the behaviours it switches on, its workflow, its rights.</summary>
public sealed record TypeDefinition : IThing
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

    /// <summary>Its name for people.</summary>
    public required Labels Labels { get; init; }

    /// <summary>Folder or document.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>Its fields, in the order of the form.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];

    /// <summary>Behaviours switched on, with their slots.</summary>
    public IReadOnlyList<CapabilityBinding> Capabilities { get; init; } = [];

    /// <summary>Its workflow; null for a type without states.</summary>
    public Ref? Workflow { get; init; }

    /// <summary>Types of the children it may contain.</summary>
    public IReadOnlyList<Ref> Children { get; init; } = [];

    /// <summary>How the title is made, placeholders only.</summary>
    public Ref? Title { get; init; }

    /// <summary>Where records are filed, placeholders only.</summary>
    public Ref? Filing { get; init; }

    /// <summary>Who may do what.</summary>
    public IReadOnlyList<AccessRule> Access { get; init; } = [];

    /// <summary>Set when rights come from the parent: the most that a child keeps of them.</summary>
    public Rights? InheritAtMost { get; init; }

    /// <summary>Who may make one.</summary>
    public IReadOnlyList<Relation> Create { get; init; } = [];

    /// <summary>The list (columns) that shows it.</summary>
    public Ref? List { get; init; }

    /// <summary>A field, or null.</summary>
    public FieldDefinition? Field(string id) => Fields.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal));

    /// <summary>Whether a behaviour is on.</summary>
    public CapabilityBinding? Capability(string name) => Capabilities.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>The field bound to a slot, or null.</summary>
    public string? Slot(string capability, string slot) => Capability(capability)?.Slot(slot);
}
