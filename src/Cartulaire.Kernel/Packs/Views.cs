using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Kernel.Packs;

/// <summary>Whose assignments a dashboard counts.</summary>
public enum Whose
{
    /// <summary>Everybody's.</summary>
    Anybody,

    /// <summary>Those given to the person.</summary>
    Mine,

    /// <summary>Those of the person's services: of each service the person sees its own part only.</summary>
    MyServices,
}

/// <summary>Asks for items with one assignment that fits all of this at once.</summary>
/// <param name="Kind">Kind of assignment.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Whose">Whose it is.</param>
/// <param name="Late">Only those past their due day.</param>
public sealed record AssignmentFilter(Ref Kind, AssignmentPhase Phase, Whose Whose, bool Late);

/// <summary>A saved search shown on the home page, with its count.</summary>
public sealed record Dashboard : IThing
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

    /// <summary>The search, in the syntax of the search box; <c>@me</c>, <c>@my-services</c> and <c>@today</c> are filled in.</summary>
    public required Ref Query { get; init; }

    /// <summary>A condition on one assignment, which words cannot say.</summary>
    public AssignmentFilter? Assignment { get; init; }

    /// <summary>Only what waits at a validation level of this workflow that the person holds in one of its services; nobody else sees the list.</summary>
    public Ref? Levels { get; init; }

    /// <summary>Only what the person has not opened yet.</summary>
    public bool Unread { get; init; }

    /// <summary>Roles that see it; empty means everybody.</summary>
    public IReadOnlyList<Ref> Roles { get; init; } = [];

    /// <summary>How it is sorted, such as <c>-due</c>.</summary>
    public string? Sort { get; init; }

    /// <summary>The list that shows it.</summary>
    public Ref? List { get; init; }
}

/// <summary>A list: its columns, by field id, or <c>number</c>, <c>title</c>, <c>state</c>.</summary>
public sealed record ListDefinition : IThing
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

    /// <summary>The type whose fields are shown.</summary>
    public required Ref Type { get; init; }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<Ref> Columns { get; init; } = [];
}

/// <summary>A role or a function that the pack knows.</summary>
public sealed record RoleDefinition : IThing
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

    /// <summary>Whether who holds it administers: sees and retries background work, erases persons. Only a role of the whole administration may.</summary>
    public bool Administers { get; init; }
}
