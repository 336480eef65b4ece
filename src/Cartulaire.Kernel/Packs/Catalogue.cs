using System.Collections.Frozen;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Deadlines;
using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.Kernel.Packs;

/// <summary>Everything in force in one administration: its packs, overlays merged. Never changes; an upgrade makes another.</summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, TypeDefinition> types;
    private readonly FrozenDictionary<string, WorkflowDefinition> workflows;
    private readonly FrozenDictionary<string, AssignmentKind> kinds;
    private readonly FrozenDictionary<string, CodeList> lists;
    private readonly FrozenDictionary<string, RegisterDefinition> registers;
    private readonly FrozenDictionary<string, ParameterDefinition> parameters;
    private readonly FrozenDictionary<string, CalendarDefinition> calendars;

    /// <summary>Puts packs together.</summary>
    /// <param name="packs">Checked packs, overlays merged.</param>
    /// <exception cref="ArgumentException">Two packs declare the same id.</exception>
    public Catalogue(params IReadOnlyList<Pack> packs)
    {
        Packs = packs;
        types = Index(packs.SelectMany(p => p.Types));
        workflows = Index(packs.SelectMany(p => p.Workflows));
        kinds = Index(packs.SelectMany(p => p.AssignmentKinds));
        lists = Index(packs.SelectMany(p => p.CodeLists));
        registers = Index(packs.SelectMany(p => p.Registers));
        parameters = Index(packs.SelectMany(p => p.Parameters));
        calendars = Index(packs.SelectMany(p => p.Calendars));
    }

    /// <summary>The packs.</summary>
    public IReadOnlyList<Pack> Packs { get; }

    /// <summary>All types.</summary>
    public IEnumerable<TypeDefinition> Types => Packs.SelectMany(p => p.Types);

    /// <summary>All dashboards, in the order of the packs.</summary>
    public IEnumerable<Dashboard> Dashboards => Packs.SelectMany(p => p.Dashboards);

    /// <summary>All lists.</summary>
    public IEnumerable<ListDefinition> Lists => Packs.SelectMany(p => p.Lists);

    /// <summary>All roles.</summary>
    public IEnumerable<RoleDefinition> Roles => Packs.SelectMany(p => p.Roles);

    /// <summary>All functions.</summary>
    public IEnumerable<RoleDefinition> Functions => Packs.SelectMany(p => p.Functions);

    /// <summary>A type that is known to exist.</summary>
    /// <exception cref="KeyNotFoundException">It does not: the item's pack is not installed.</exception>
    public TypeDefinition Type(string id) => types[id];

    /// <summary>A type, or null.</summary>
    public TypeDefinition? FindType(string id) => types.GetValueOrDefault(id);

    /// <summary>The workflow of a type, or null.</summary>
    public WorkflowDefinition? Workflow(string type) => types.GetValueOrDefault(type)?.Workflow is { } workflow ? workflows[workflow.Id] : null;

    /// <summary>A kind of assignment.</summary>
    public AssignmentKind AssignmentKind(string id) => kinds[id];

    /// <summary>A code list.</summary>
    public CodeList CodeList(string id) => lists[id];

    /// <summary>A register.</summary>
    public RegisterDefinition Register(string id) => registers[id];

    /// <summary>The register of a type that is registered, or null.</summary>
    public RegisterDefinition? RegisterOf(TypeDefinition type)
        => type.Slot(Capabilities.Registration, "register") is { } id ? registers[id] : null;

    /// <summary>A dated parameter, or null.</summary>
    public ParameterDefinition? Parameter(string id) => parameters.GetValueOrDefault(id);

    /// <summary>A date plus a dated parameter, resolved at that date; null when the parameter is unknown or has no value yet.</summary>
    public DateOnly? AddParameter(DateOnly date, string parameter)
        => Parameter(parameter) is { } found ? DateArithmetic.Add(date, found, found.Calendar is { } calendar ? calendars[calendar.Id] : null) : null;

    /// <summary>What the state of an assignment means.</summary>
    public AssignmentPhase Phase(AssignmentFacts assignment) => kinds[assignment.Kind].PhaseOf(assignment.State);

    private static FrozenDictionary<string, T> Index<T>(IEnumerable<T> things)
        where T : IThing
        => things.ToFrozenDictionary(t => t.Id, StringComparer.Ordinal);
}
