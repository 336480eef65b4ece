namespace Cartulaire.Kernel.Proposals;

/// <summary>The words that a reason quotes: those that weigh most, none said twice.</summary>
internal static class TellingWords
{
    private const int Most = 3;

    /// <summary>Chooses among extracts, some of which are pairs that hold others.</summary>
    /// <param name="extracts">As written, the weightiest first.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> extracts)
    {
        var (told, said) = (new List<string>(Most), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var extract in extracts)
        {
            var words = extract.Split([' ', '\'', '’'], StringSplitOptions.RemoveEmptyEntries);
            if (!words.Any(said.Contains))
            {
                told.Add(extract);
                said.UnionWith(words);
            }

            if (told.Count == Most)
            {
                break;
            }
        }

        return told;
    }
}
