using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Deadlines;
using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.Kernel.Packs;

/// <summary>A pack as read, before any merge.</summary>
public sealed record Pack
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Origin At { get; init; }

    /// <summary>Its version, a plain counter.</summary>
    public required int Version { get; init; }

    /// <summary>Its name.</summary>
    public required Labels Labels { get; init; }

    /// <summary>The pack that this one overlays, or null.</summary>
    public Ref? Overlays { get; init; }

    /// <summary>Types.</summary>
    public IReadOnlyList<TypeDefinition> Types { get; init; } = [];

    /// <summary>Workflows.</summary>
    public IReadOnlyList<WorkflowDefinition> Workflows { get; init; } = [];

    /// <summary>Kinds of assignment.</summary>
    public IReadOnlyList<AssignmentKind> AssignmentKinds { get; init; } = [];

    /// <summary>Code lists.</summary>
    public IReadOnlyList<CodeList> CodeLists { get; init; } = [];

    /// <summary>Registers.</summary>
    public IReadOnlyList<RegisterDefinition> Registers { get; init; } = [];

    /// <summary>Dated parameters.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; init; } = [];

    /// <summary>Calendars.</summary>
    public IReadOnlyList<CalendarDefinition> Calendars { get; init; } = [];

    /// <summary>Dashboards, in order.</summary>
    public IReadOnlyList<Dashboard> Dashboards { get; init; } = [];

    /// <summary>Lists.</summary>
    public IReadOnlyList<ListDefinition> Lists { get; init; } = [];

    /// <summary>Roles of the whole administration.</summary>
    public IReadOnlyList<RoleDefinition> Roles { get; init; } = [];

    /// <summary>Functions in a service.</summary>
    public IReadOnlyList<RoleDefinition> Functions { get; init; } = [];

    /// <summary>Conversions from earlier versions.</summary>
    public IReadOnlyList<Conversion> Conversions { get; init; } = [];

    /// <summary>Everything that is declared under an id, with the word for what it is.</summary>
    public IEnumerable<(string What, IThing Thing)> Things
        => Types.Select(t => ("type", (IThing)t))
            .Concat(Workflows.Select(t => ("workflow", (IThing)t)))
            .Concat(AssignmentKinds.Select(t => ("assignment-kind", (IThing)t)))
            .Concat(CodeLists.Select(t => ("list", (IThing)t)))
            .Concat(Registers.Select(t => ("register", (IThing)t)))
            .Concat(Parameters.Select(t => ("parameter", (IThing)t)))
            .Concat(Calendars.Select(t => ("calendar", (IThing)t)))
            .Concat(Dashboards.Select(t => ("dashboard", (IThing)t)))
            .Concat(Lists.Select(t => ("view", (IThing)t)))
            .Concat(Roles.Select(t => ("role", (IThing)t)))
            .Concat(Functions.Select(t => ("function", (IThing)t)));
}
