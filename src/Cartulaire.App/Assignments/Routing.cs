using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;

namespace Cartulaire.App.Assignments;

/// <summary>What is treated by services: the fields that a pack binds to the slots of routing. No other folder names this behaviour.</summary>
internal static class Routing
{
    /// <summary>Id of the field that holds the treating services, or null.</summary>
    public static string? ServicesField(TypeDefinition type) => type.Slot(Capabilities.Routing, "treating-services");

    /// <summary>Id of the field that holds the last day, or null.</summary>
    public static string? DueField(TypeDefinition type) => type.Slot(Capabilities.Routing, "due");

    /// <summary>Treating services.</summary>
    public static IReadOnlyList<string> Services(TypeDefinition type, Properties properties) => ServicesField(type) is { } field ? properties.Texts(field) : [];

    /// <summary>Person to whom the item is assigned as a whole; none or one.</summary>
    public static IReadOnlyList<string> AssignedPerson(TypeDefinition type, Properties properties)
        => type.Slot(Capabilities.Routing, "assigned-person") is { } field ? properties.Texts(field) : [];

    /// <summary>Once work has been handed out, it follows the list of treating services.</summary>
    /// <param name="catalogue">What is in force.</param>
    /// <param name="type">The type of the item.</param>
    /// <param name="facts">The item before.</param>
    /// <param name="values">Its values afterwards.</param>
    public static IReadOnlyList<AssignmentChange> Follow(Catalogue catalogue, TypeDefinition type, ItemFacts facts, Properties values)
    {
        if (ServicesField(type) is not { } field || type.Slot(Capabilities.Routing, "kind") is not { } kind
            || !facts.Assignments.Any(a => catalogue.Phase(a) != AssignmentPhase.Cancelled))
        {
            return [];
        }

        var due = type.Slot(Capabilities.Routing, "due") is { } date ? values.Date(date) : null;
        return AssignmentPlanner.Follow(catalogue, facts with { Properties = values }, kind, values.Texts(field), due);
    }
}
