using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>A list of codes.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Title">Its name in the standard, and the day from which it holds.</param>
/// <param name="Codes">Its codes.</param>
public sealed record CodeList(string Id, string Title, FrozenSet<string> Codes)
{
    /// <summary>Whether a code is in it; capitals count.</summary>
    public bool Has(string? code) => code is not null && Codes.Contains(code);
}
