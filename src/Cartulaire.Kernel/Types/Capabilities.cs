using Cartulaire.Kernel.Packs;

namespace Cartulaire.Kernel.Types;

/// <summary>A behaviour of the trade that a type switches on.</summary>
/// <param name="Name">One of <see cref="Capabilities.Known"/>.</param>
/// <param name="At">Where it is switched on.</param>
/// <param name="Slots">Slot name to what the pack binds to it.</param>
public sealed record CapabilityBinding(string Name, Origin At, IReadOnlyDictionary<string, Ref> Slots)
{
    /// <summary>What is bound to a slot, or null.</summary>
    public string? Slot(string name) => Slots.TryGetValue(name, out var bound) ? bound.Id : null;
}

/// <summary>What may be bound to a slot.</summary>
/// <param name="Kinds">Field kinds that fit; empty when the slot names something else than a field.</param>
/// <param name="Repeatable">True or false when the field must or must not hold several values; null when either does.</param>
/// <param name="Required">Whether it must be bound.</param>
/// <param name="Names">What else it names: <c>register</c>, <c>type</c>, <c>assignment-kind</c>, or <c>transition</c> of the type's own workflow.</param>
public sealed record SlotRule(IReadOnlyList<FieldKind> Kinds, bool? Repeatable = null, bool Required = false, string? Names = null);

/// <summary>The behaviours that exist, and their slots. C# knows these names and none of a pack.</summary>
public static class Capabilities
{
    /// <summary>Takes a number in a register.</summary>
    public const string Registration = "registration";

    /// <summary>Comes from or goes to somebody.</summary>
    public const string Correspondence = "correspondence";

    /// <summary>Is treated by services.</summary>
    public const string Routing = "routing";

    /// <summary>May be kept to those who need to know.</summary>
    public const string Confidentiality = "confidentiality";

    /// <summary>Is taken in by the capture desk, which proposes values.</summary>
    public const string Capture = "capture";

    /// <summary>Names one child document as its content.</summary>
    public const string MainDocument = "main-document";

    private static readonly SlotRule Date = new([FieldKind.Date], false);
    private static readonly SlotRule Line = new([FieldKind.Text, FieldKind.LongText], false);
    private static readonly SlotRule Transition = new([], Names: "transition");
    private static readonly SlotRule Coded = new([FieldKind.Choice, FieldKind.Code], false);

    /// <summary>Capability name to its slots.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, SlotRule>> Known { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, SlotRule>>(StringComparer.Ordinal)
        {
            [Registration] = Slots(("register", new SlotRule([], Required: true, Names: "register")), ("received", Date), ("mail-date", Date)),
            [Correspondence] = Slots(
                ("sender", new SlotRule([FieldKind.Contact], Required: true)),
                ("subject", Line with { Required = true }),
                ("mail-date", Date),
                ("external-reference", Line),
                ("type", Coded),
                ("send-modes", new SlotRule([FieldKind.Choice, FieldKind.Code], true))),
            [Routing] = Slots(
                ("treating-services", new SlotRule([FieldKind.Service], true, Required: true)),
                ("copy-services", new SlotRule([FieldKind.Service], true)),
                ("assigned-person", new SlotRule([FieldKind.User], false)),
                ("due", Date),
                ("kind", new SlotRule([], Required: true, Names: "assignment-kind"))),
            [Confidentiality] = Slots(
                ("flag", new SlotRule([FieldKind.Boolean], false, Required: true)),
                ("need-to-know", new SlotRule([FieldKind.User], true, Required: true))),
            [Capture] = Slots(
                ("sender", new SlotRule([FieldKind.Contact])),
                ("subject", Line),
                ("mail-date", Date),
                ("type", Coded),
                ("service", new SlotRule([FieldKind.Service])),
                ("external-reference", Line),
                ("received", Date),
                ("confirm", Transition),
                ("decline", Transition)),
            [MainDocument] = Slots(("type", new SlotRule([], Required: true, Names: "type"))),
        };

    private static Dictionary<string, SlotRule> Slots(params (string Name, SlotRule Rule)[] slots)
        => slots.ToDictionary(s => s.Name, s => s.Rule, StringComparer.Ordinal);
}
