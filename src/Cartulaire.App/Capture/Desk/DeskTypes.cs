using Cartulaire.App.Items;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Capture.Desk;

/// <summary>What the desk works on, as packs say it: types that capture, the state in which they are made, the transitions bound to its slots.</summary>
internal static class DeskTypes
{
    /// <summary>Types of record that the desk confirms.</summary>
    public static IEnumerable<TypeDefinition> Of(Catalogue catalogue)
        => catalogue.Types.Where(t => t.Kind == ItemKind.Folder && t.Capability(Capabilities.Capture) is not null && catalogue.Workflow(t.Id) is not null);

    /// <summary>The transition by which a letter is confirmed: the slot's, else the first way on.</summary>
    public static string? Confirming(Catalogue catalogue, TypeDefinition type)
        => type.Slot(Capabilities.Capture, "confirm")
            ?? (catalogue.Workflow(type.Id) is { } workflow ? workflow.Transitions.FirstOrDefault(t => !t.Back && !t.CommentRequired && From(t, workflow.Initial))?.Id : null);

    /// <summary>The transition that says "not for us", if the pack has one.</summary>
    public static string? Declining(TypeDefinition type) => type.Slot(Capabilities.Capture, "decline");

    /// <summary>The transitions that put a letter back on the desk.</summary>
    public static IEnumerable<string> Returning(Catalogue catalogue, TypeDefinition type)
        => catalogue.Workflow(type.Id) is { } workflow ? workflow.Transitions.Where(t => t.Back && t.To.State.Id == workflow.Initial && t.To.Move == LevelMove.None).Select(t => t.Id) : [];

    /// <summary>Types that a letter on which nobody works yet may be of instead, for whoever may make them: captured as well, and numbered in the same register.</summary>
    public static IReadOnlyList<TypeDefinition> Others(ItemScope scope, TypeDefinition type, PersonId person)
    {
        var register = scope.Catalogue.RegisterOf(type)?.Id;
        return [.. Of(scope.Catalogue).Where(t => t.Id != type.Id && (register is null || scope.Catalogue.RegisterOf(t)?.Id == register)
            && MakeItem.MayMake(scope.Catalogue, t, person, scope.Principals))];
    }

    /// <summary>Fields that the desk shows first: those that the pack binds to it.</summary>
    public static IReadOnlySet<string> First(TypeDefinition type)
        => type.Capability(Capabilities.Capture)?.Slots.Values.Select(s => s.Id).ToHashSet(StringComparer.Ordinal) ?? [];

    private static bool From(TransitionDefinition transition, string state) => transition.From.Any(f => f.Id == state);
}
