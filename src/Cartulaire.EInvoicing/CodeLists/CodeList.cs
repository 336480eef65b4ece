using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>A list of codes. Rules hold on to it; what is in it may be replaced under them, whole.</summary>
internal sealed class CodeList
{
    private volatile CodeListContent content;

    public CodeList(string id, CodeListContent builtIn) => (Id, BuiltIn, content) = (id, builtIn, builtIn);

    public string Id { get; }

    /// <summary>What is in it now.</summary>
    public CodeListContent Content
    {
        get => content;
        set => content = value;
    }

    /// <summary>What is in it as it came with this library.</summary>
    public CodeListContent BuiltIn { get; }

    /// <summary>Its codes.</summary>
    public FrozenSet<string> Codes => content.Codes;

    /// <summary>Its codes when they are few, and its standard and date, in no language: <c>3, 35, 432 (UNTDID 2005, 2026-04-10)</c>.</summary>
    public string Described => content.Described;

    /// <summary>Whether a code is in it; capitals count.</summary>
    public bool Has(string? code) => code is not null && content.Codes.Contains(code);
}
