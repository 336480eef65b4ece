namespace Cartulaire.Kernel.Access;

/// <summary>What a person may do with an item.</summary>
[Flags]
public enum Rights
{
    /// <summary>Nothing: the item is unknown to the person.</summary>
    None = 0,

    /// <summary>Sees the line in the register, the object masked.</summary>
    Line = 1,

    /// <summary>Reads.</summary>
    Read = 2,

    /// <summary>Changes ordinary fields.</summary>
    Edit = 4,

    /// <summary>Changes fields that stand as evidence (<c>write: base</c>).</summary>
    EditBase = 8,

    /// <summary>Changes treating services and assignments.</summary>
    Route = 16,

    /// <summary>Adds a document.</summary>
    AddDocument = 32,

    /// <summary>Makes transitions, where the workflow offers them.</summary>
    Transition = 64,

    /// <summary>Cancels a registration, with a reason.</summary>
    Cancel = 128,

    /// <summary>Changes rights and settings of the item.</summary>
    Manage = 256,
}

/// <summary>Texts and completion of rights.</summary>
public static class RightsText
{
    /// <summary>The words of a pack and what they give.</summary>
    public static IReadOnlyDictionary<string, Rights> Words { get; } = new Dictionary<string, Rights>(StringComparer.Ordinal)
    {
        ["line"] = Rights.Line,
        ["read"] = Rights.Read,
        ["edit"] = Rights.Edit,
        ["edit-base"] = Rights.EditBase,
        ["route"] = Rights.Route,
        ["add-document"] = Rights.AddDocument,
        ["transition"] = Rights.Transition,
        ["cancel"] = Rights.Cancel,
        ["manage"] = Rights.Manage,
    };

    /// <summary>Whatever one may do, one may read; who reads sees the line.</summary>
    public static Rights Complete(this Rights rights)
        => rights is Rights.None or Rights.Line ? rights : rights | Rights.Read | Rights.Line;
}
