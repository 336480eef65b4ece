using System.Collections.Frozen;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>A list of codes.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Title">Its name in the standard, and the day from which it holds.</param>
/// <param name="Codes">Its codes.</param>
internal sealed record CodeList(string Id, string Title, FrozenSet<string> Codes)
{
    /// <summary>Its codes when they are few, and its standard and date, in no language: <c>3, 35, 432 (UNTDID 2005, 2026-04-10)</c>.</summary>
    public string Described { get; } = Describe(Title, Codes);

    /// <summary>Whether a code is in it; capitals count.</summary>
    public bool Has(string? code) => code is not null && Codes.Contains(code);

    private static string Describe(string title, FrozenSet<string> codes)
    {
        // What follows the first comma says in English what the list is restricted to.
        var parts = title.Split(';', StringSplitOptions.TrimEntries);
        var (name, date) = (parts[0].Split(',')[0], parts[^1]);
        return codes.Count <= 12 && string.Join(", ", codes.OrderBy(c => c.Length).ThenBy(c => c, StringComparer.Ordinal)) is { Length: <= 50 } all ? $"{all} ({name}, {date})" : $"{name} ({date})";
    }
}
