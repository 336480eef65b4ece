namespace Cartulaire.Kernel.Packs;

/// <summary>Every fault that reading or checking a pack may report. Each has a sentence in French and English, and a test with a broken sample.</summary>
public static class FaultCodes
{
    /// <summary>The text is not YAML. Args: what the parser says.</summary>
    public const string YamlInvalid = "yaml.invalid";

    /// <summary>A file is too large. Args: size, limit.</summary>
    public const string YamlTooLarge = "yaml.too-large";

    /// <summary>Too many levels. Args: limit.</summary>
    public const string YamlTooDeep = "yaml.too-deep";

    /// <summary>Anchors and aliases are not accepted. Args: the name.</summary>
    public const string YamlAlias = "yaml.alias";

    /// <summary>A file that no rule reads. Args: its path.</summary>
    public const string FileUnknown = "file.unknown";

    /// <summary>The pack has no <c>pack.yaml</c>.</summary>
    public const string PackMissing = "pack.missing";

    /// <summary>A key that does not exist here. Args: key, the nearest one or nothing.</summary>
    public const string KeyUnknown = "key.unknown";

    /// <summary>A key is written twice. Args: key.</summary>
    public const string KeyTwice = "key.twice";

    /// <summary>A key is missing. Args: key.</summary>
    public const string KeyMissing = "key.missing";

    /// <summary>A value of another shape is expected. Args: what is expected, what stands there.</summary>
    public const string ValueShape = "value.shape";

    /// <summary>A word of a closed list is expected. Args: word, the nearest one or the list.</summary>
    public const string ValueUnknown = "value.unknown";

    /// <summary>An id is not English kebab-case. Args: id.</summary>
    public const string IdInvalid = "id.invalid";

    /// <summary>An id is declared twice. Args: what, id, file and line of the first.</summary>
    public const string IdTwice = "id.twice";

    /// <summary>Something is named that is not declared. Args: what, id, the nearest one or nothing.</summary>
    public const string RefUnknown = "ref.unknown";

    /// <summary>A format is wrong. Args: its own code, position, what stands there.</summary>
    public const string FormatInvalid = "format.invalid";

    /// <summary>A slot of a capability is not bound. Args: capability, slot.</summary>
    public const string SlotMissing = "slot.missing";

    /// <summary>A slot is bound to a field of the wrong kind. Args: slot, field, its kind, the kinds that fit.</summary>
    public const string SlotKind = "slot.kind";

    /// <summary>A slot wants, or does not want, a repeatable field. Args: slot, field.</summary>
    public const string SlotRepeatable = "slot.repeatable";

    /// <summary>A field lacks what its kind needs. Args: field, kind, key.</summary>
    public const string FieldIncomplete = "field.incomplete";

    /// <summary>A field says something that its kind does not have. Args: field, kind, key.</summary>
    public const string FieldExtra = "field.extra";

    /// <summary>Bounds contradict each other or a cap. Args: field.</summary>
    public const string FieldBounds = "field.bounds";

    /// <summary>A named field has another kind than is needed here. Args: field, its kind, the kinds that fit.</summary>
    public const string FieldKindMismatch = "field.kind";

    /// <summary>A computed field looks at one declared after it. Args: field, operand.</summary>
    public const string ComputedForward = "computed.forward";

    /// <summary>Two fields of a type share a search name. Args: name, other field.</summary>
    public const string QueryTwice = "query.twice";

    /// <summary>A workflow has no state, or a kind of assignment lacks a phase. Args: id, what.</summary>
    public const string StatesMissing = "states.missing";

    /// <summary>No transition leads to a state. Args: state.</summary>
    public const string StateUnreachable = "state.unreachable";

    /// <summary>No transition leaves a state that is not final. Args: state.</summary>
    public const string StateStuck = "state.stuck";

    /// <summary>A level move is used and the workflow declares no levels. Args: transition.</summary>
    public const string LevelsMissing = "levels.missing";

    /// <summary>A relation that only an assignment has is used elsewhere. Args: relation.</summary>
    public const string RelationOwn = "relation.own";

    /// <summary>Only a role of the whole administration may administer. Args: function.</summary>
    public const string FunctionAdministers = "function.administers";

    /// <summary>Nobody may read the items of a type. Args: type.</summary>
    public const string AccessNone = "access.none";

    /// <summary>A type has both rules and inherited rights. Args: type.</summary>
    public const string AccessBoth = "access.both";

    /// <summary>Rules never let anybody see a confidential item. Args: type.</summary>
    public const string AccessConfidential = "access.confidential";

    /// <summary>Dates of a code or values contradict each other. Args: id.</summary>
    public const string DatesContradict = "dates.contradict";

    /// <summary>A conversion leaves a version that is not before this one, or one twice. Args: version.</summary>
    public const string ConversionVersion = "conversion.version";

    /// <summary>An overlay changes a thing that the base does not have. Args: what, id.</summary>
    public const string OverlayUnknown = "overlay.unknown";

    /// <summary>An overlay was made for another version of a thing. Args: what, id, its version, the base's.</summary>
    public const string OverlayConflict = "overlay.conflict";

    /// <summary>An overlay declares anew what the base has. Args: what, id.</summary>
    public const string OverlayShadows = "overlay.shadows";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. typeof(FaultCodes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
