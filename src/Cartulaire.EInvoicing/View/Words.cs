using System.Collections.Frozen;
using Cartulaire.EInvoicing.Reading;

namespace Cartulaire.EInvoicing.View;

/// <summary>Codes in words, and what the page itself says (<c>Words.*.txt</c>).</summary>
internal static class Words
{
    private static readonly FrozenDictionary<(string List, string Key), string[]> All = Load();

    /// <summary>Every word there is.</summary>
    public static IReadOnlyDictionary<(string List, string Key), string[]> Table => All;

    /// <summary>A code in words; null when there are none for it.</summary>
    public static string? Of(string list, string code, Language language) => All.TryGetValue((list, code), out var words) ? words[(int)language] : null;

    /// <summary>What the page says.</summary>
    public static string Page(string key, Language language) => All[("page", key)][(int)language];

    private static FrozenDictionary<(string List, string Key), string[]> Load()
    {
        var all = new Dictionary<(string List, string Key), string[]>();
        foreach (var file in (string[])["Codes", "Countries", "Units", "Page"])
        {
            var list = string.Empty;
            foreach (var line in EmbeddedFile.Lines($"View.Words.{file}.txt"))
            {
                if (line.StartsWith('['))
                {
                    list = line[1..^1];
                }
                else
                {
                    var parts = line.Split(' ', 2);
                    all.Add((list, parts[0]), parts[1].Split(" | "));
                }
            }
        }

        return all.ToFrozenDictionary();
    }
}
