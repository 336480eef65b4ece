using System.Collections.Frozen;
using System.Globalization;

namespace Cartulaire.EInvoicing.CodeLists;

/// <summary>What is in a list of codes.</summary>
/// <param name="Name">Its name in the standard.</param>
/// <param name="Date">The day from which it holds.</param>
/// <param name="Codes">Its codes.</param>
internal sealed record CodeListContent(string Name, DateOnly Date, FrozenSet<string> Codes)
{
    /// <summary>Its codes when they are few, and its standard and date, in no language: <c>3, 35, 432 (UNTDID 2005, 2026-04-10)</c>.</summary>
    public string Described { get; } = Describe(Name, Date, Codes);

    private static string Describe(string name, DateOnly date, FrozenSet<string> codes)
    {
        // What follows the first comma says in English what the list is restricted to.
        var source = $"{name.Split(',')[0]}, {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        return codes.Count <= 12 && string.Join(", ", codes.OrderBy(c => c.Length).ThenBy(c => c, StringComparer.Ordinal)) is { Length: <= 50 } all ? $"{all} ({source})" : source.Replace(", ", " (", StringComparison.Ordinal) + ")";
    }
}
